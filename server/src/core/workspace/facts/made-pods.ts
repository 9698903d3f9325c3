import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { isOfKubernetes } from '../../kubernetes/loose-pods.ts';
import { groupOf } from '../../kubernetes/templates.ts';
import type { Span } from '../../text/span.ts';
import type { Lens } from '../../yaml/lens.ts';

/** A custom object from which an operator makes pods that the file does not show: a cluster of a database, a release of a chart. */
export interface MadePodsFacts {
  readonly kind: 'made-pods';
  /** The kind and name of the object. */
  readonly type: string;
  readonly name: string;
  /** It installs a chart, a folder or an operator: objects of every kind and name. */
  readonly installs: boolean;
  /** The namespace of the pods; `undefined` when it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  readonly at: Span;
}

/**
 * Where objects that install charts or folders name the namespace of what they install. Sources: API references of Flux (HelmRelease v2,
 * `targetNamespace`), K3s (HelmChart, `targetNamespace`) and Argo CD (Application, `destination`), read on 2026-11-30; Operator Lifecycle Manager
 * (Subscription, in its own namespace), read on 2026-12-01.
 */
const INSTALLERS: Readonly<Record<string, readonly string[]>> = {
  'helm.toolkit.fluxcd.io HelmRelease': ['targetNamespace'],
  'helm.cattle.io HelmChart': ['targetNamespace'],
  'argoproj.io Application': ['destination', 'namespace'],
  'operators.coreos.com Subscription': [],
};

/** Keys of objects with pods. `replicas` alone is a topic's too, and `resources` is a list in other objects. */
const OF_PODS = ['image', 'imageName', 'podTemplate', 'nodeSets', 'instances', 'storage'];

/** The fact of an object without pods in its file. */
export function madePodsFacts(object: KubernetesObject): MadePodsFacts | undefined {
  const group = groupOf(object.apiVersion);
  if (object.workload || !group.includes('.') || isOfKubernetes(group)) return undefined;
  const spec = object.lens.get('spec');
  const installs = INSTALLERS[`${group} ${object.kind}`];
  if (!installs && ![spec, ...spec.entries()].some(describesPods)) return undefined;
  const namespace = installs === undefined || installs.length === 0 ? undefined : spec.get(...installs);
  return {
    kind: 'made-pods',
    type: object.kind,
    name: object.name,
    installs: installs !== undefined,
    namespace: namespace === undefined || namespace.absent ? object.namespace : namespace.text,
    at: object.nameSpan,
  };
}

const describesPods = (from: Lens): boolean =>
  from.map !== undefined &&
  (OF_PODS.some((key) => !from.get(key).absent) ||
    ['limits', 'requests'].some((key) => !from.get('resources', key).absent));
