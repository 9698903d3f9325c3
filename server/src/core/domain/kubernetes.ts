/** The model of Kubernetes objects for rules. Sources: Kubernetes API reference v1.37, Pod Security Standards. */

import type { Platform } from '../platform/platform.ts';
import type { Span } from '../text/span.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import type { ContainerParts } from './container-parts.ts';

/** One object of a YAML document: the document itself, or an item of a `List`. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' when absent or unknown (then `nameKnown` is false). */
  readonly name: string;
  readonly nameKnown: boolean;
  /** `undefined` when not written: the namespace then depends on the command that applies the object. */
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly node: YamlMap;
  /** The lens of `node`, with the alias that leads to the object. */
  readonly lens: Found;
  readonly span: Span;
  /** The span of the value of `metadata.name`, otherwise of `kind`. */
  readonly nameSpan: Span;
  /** The file may not show the whole object: a Helm template, a Kustomize patch (`$patch`, or listed in a kustomization), or a fragment. */
  readonly partial: boolean;
  /** Any missing field may be set elsewhere: a patch, or a template whose text cannot be read. `YamlMap.open` marks the gaps of other templates. */
  readonly fragment: boolean;
  /** The first of `workloads`. */
  readonly workload: Workload | undefined;
  /** Every pod template of the object. Custom kinds may have several (head and workers of a RayCluster). */
  readonly workloads: readonly Workload[];
}

/**
 * An object with a pod template, or a Pod: Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, ReplicationController,
 * PodTemplate, and custom kinds with a recognisable template.
 */
export interface Workload {
  readonly origin: 'kubernetes';
  /** What reads the object: it decides which settings have an effect. */
  readonly platform: Platform;
  readonly object: KubernetesObject;
  /** One of the nine built-in kinds. */
  readonly builtIn: boolean;
  /** Labels of the pods. `labelsKnown` is false when some are templated. */
  readonly podLabels: ReadonlyMap<string, string>;
  readonly labelsKnown: boolean;
  /** The pods may have other labels too: a controller or a kustomization may add some. */
  readonly moreLabels: boolean;
  readonly podAnnotations: Lens;
  readonly podSpec: YamlMap;
  /** The lens of `podSpec`, with the alias or merge key that leads to it. For fields that are not in the model. */
  readonly pod: Found;
  readonly containers: readonly PodContainer[];
  readonly hostNetwork: Setting<boolean>;
  readonly hostPID: Setting<boolean>;
  readonly hostIPC: Setting<boolean>;
  /** `spec.hostUsers`: with `false` the pod gets its own user namespace. */
  readonly hostUsers: Setting<boolean>;
  readonly automountServiceAccountToken: Setting<boolean>;
  readonly serviceAccountName: Setting<string>;
  readonly volumes: readonly Volume[];
  /** The pods run on Windows nodes, as far as the file says so. */
  readonly windows: boolean;
}

/** A container, init container or ephemeral container of a pod. */
export interface PodContainer extends ContainerParts {
  readonly origin: 'kubernetes';
  readonly owner: Workload;
}

export interface Volume {
  readonly name: string;
  /** 'hostPath', 'emptyDir', 'secret', 'configMap', … ; 'emptyDir' when no source is written. */
  readonly source: string;
  readonly hostPath: string | undefined;
  readonly node: YamlMap;
  /** The lens of `node`, with the alias or merge key that leads to it. */
  readonly lens: Found;
  readonly span: Span;
  /** The mounts of the volume. */
  readonly mounts: readonly {
    readonly container: PodContainer;
    readonly mountPath: string | undefined;
    readonly readOnly: boolean;
    readonly node: YamlMap;
    readonly span: Span;
  }[];
}

export interface KubernetesUnit {
  readonly yaml: YamlUnit;
  readonly objects: readonly KubernetesObject[];
}
