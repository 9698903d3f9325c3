/**
 * What Compose services and the containers of pods have in common, so that one rule reads both. Built by `compose/read.ts` and
 * `kubernetes/read.ts`; spans are offsets into the unit's text.
 */
import type { ImageReference } from '../image/reference.ts';
import type { Span } from '../text/span.ts';
import type { Found } from '../yaml/lens.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';

export interface ContainerImage {
  /** As written. */
  readonly raw: string;
  /** After `${VAR:-default}`; `undefined` when unknown or not a reference. */
  readonly reference: ImageReference | undefined;
  /** A variable took part: the environment may give another value. */
  readonly overridable: boolean;
  /** The image is built from the Compose service's `build:` and only named here: no trust or tag finding. */
  readonly builtHere: boolean;
  /** Of the value without its quotes, or the alias or merge key that brings it. */
  readonly at: Span;
  readonly node: YamlNode;
}

export interface EnvVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** `undefined`: passed through from the shell (Compose `KEY:`/`- KEY`), or from `valueFrom`. */
  readonly value: string | undefined;
  /** The value as the container sees it is not (wholly) literal: `${X}`, `$(X)`, `{{ }}`. `value` then holds the text as written. */
  readonly dynamic: boolean;
  /** `${X:-default}`: the default, with its span. */
  readonly fallback: { readonly text: string; readonly at: Span } | undefined;
  /** Of the value without its quotes; in list form (`- KEY=value`) of the part after `=`. */
  readonly valueSpan: Span | undefined;
  /** The entry or item that gives it. */
  readonly at: Span;
  readonly form: 'map' | 'list' | 'kubernetes';
}

export interface Capability {
  /** Upper case, without `CAP_`, as compared; `raw` as written. */
  readonly name: string;
  readonly raw: string;
  readonly at: Span;
  readonly node: YamlNode;
}

export interface PublishedPort {
  /** Compose: host address, '' when none is given (all interfaces), undefined when unknown. */
  readonly hostIp: string | undefined;
  /** A port or a range; `undefined` for a random one; as written when unknown. */
  readonly hostPort: string | undefined;
  readonly containerPort: string | undefined;
  readonly protocol: string;
  readonly at: Span;
  readonly node: YamlNode;
}

/** A path of the host inside the container: a Compose bind mount, or a Kubernetes hostPath volume (`mounts` are then its uses by this container). */
export interface HostMount {
  /** Normalised by `host-path.ts`; as written when it has a variable without a default. */
  readonly source: string;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  readonly at: Span;
  readonly node: YamlNode;
}

export interface ContainerParts {
  /** Kubernetes: which list it stands in. */
  readonly role: 'container' | 'init' | 'ephemeral';
  readonly name: string;
  readonly nameSpan: Span;
  /** The service's or container's map. */
  readonly node: YamlMap;
  /** The same for reading fields that have no model: it knows the alias or merge key that brings the container. */
  readonly lens: Found;
  /** From the name or the dash to the end: how far a suppression above it reaches. */
  readonly span: Span;
  /** Something may be supplied elsewhere (Helm, Kustomize or override patch, `extends`): what is absent here may not be absent. */
  readonly partial: boolean;
  readonly windows: boolean;
  readonly image: ContainerImage | undefined;
  readonly env: readonly EnvVariable[];
  /** Entrypoint (Kubernetes `command`), then command (`args`). Words, literal or as written. */
  readonly command: readonly {
    readonly text: string;
    /** Quotes left out. */
    readonly at: Span;
    /** No variable takes part. */
    readonly literal: boolean;
    /** A script for a shell: the word after `sh -c`. */
    readonly shell: boolean;
    /** A Compose string: several words in one, which Compose splits at spaces and quotes as a shell would. */
    readonly unsplit: boolean;
    readonly part: 'entrypoint' | 'command';
  }[];
  readonly privileged: Setting<boolean>;
  readonly allowPrivilegeEscalation: Setting<boolean>;
  readonly readOnlyRootFilesystem: Setting<boolean>;
  readonly runAsNonRoot: Setting<boolean>;
  /** Compose `user:`, Kubernetes `runAsUser`: user part as text ('0', 'root', '1000'). */
  readonly user: Setting<string>;
  readonly group: Setting<string>;
  /** Seccomp: 'RuntimeDefault' | 'Localhost' | 'Unconfined' | other text; Compose `seccomp:unconfined` gives 'Unconfined', a path 'Localhost'. */
  readonly seccomp: Setting<string>;
  readonly appArmor: Setting<string>;
  readonly capAdd: readonly Capability[];
  readonly capDrop: readonly Capability[];
  /** Some of the capabilities could not be read. */
  readonly capabilitiesUnknown: boolean;
  readonly ports: readonly PublishedPort[];
  readonly hostMounts: readonly HostMount[];
  readonly memoryLimit: Setting<string>;
  readonly cpuLimit: Setting<string>;
  readonly pidsLimit: Setting<string>;
  /** Host namespaces of the pod or service in use: network, pid, ipc, uts, user, cgroup. */
  readonly hostNamespaces: readonly {
    readonly namespace: 'network' | 'pid' | 'ipc' | 'uts' | 'user' | 'cgroup';
    readonly at: Span;
    readonly node: YamlNode;
  }[];
}
