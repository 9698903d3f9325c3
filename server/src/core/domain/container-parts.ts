/**
 * The fields that Compose services and containers of pods share, so that one rule can check both. `compose/read.ts` and
 * `kubernetes/read.ts` build them. Spans are offsets into the unit's text.
 */
import type { ImageReference } from '../image/reference.ts';
import type { Platform } from '../platform/platform.ts';
import type { ShellLanguage } from '../shell/names.ts';
import type { Span } from '../text/span.ts';
import type { Found } from '../yaml/lens.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';

export interface ContainerImage {
  /** As written. */
  readonly raw: string;
  /** After interpolation (`${VAR:-default}`); `undefined` when unknown or not a valid reference. */
  readonly reference: ImageReference | undefined;
  /** It contains a variable: the environment may set another value. */
  readonly overridable: boolean;
  /** The `build:` of the same Compose service builds the image: no findings about its publisher or tag. */
  readonly builtHere: boolean;
  /** It is never pulled, so it must be on the machine already. */
  readonly preloaded: boolean;
  /** The span of the value without its quotes, or of the alias or merge key that leads to it. */
  readonly at: Span;
  readonly node: YamlNode;
}

export interface EnvVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** `undefined` when the value comes from the environment of the shell (Compose `KEY:`/`- KEY`) or from `valueFrom`. */
  readonly value: string | undefined;
  /** The value contains a variable or a template: `${X}`, `$(X)`, `{{ }}`. `value` is then the text as written. */
  readonly dynamic: boolean;
  /** The default of `${X:-default}`, with its span. */
  readonly fallback: { readonly text: string; readonly at: Span } | undefined;
  /** The span of the value without its quotes. In list form (`- KEY=value`), of the part after `=`. */
  readonly valueSpan: Span | undefined;
  /** The entry or item of the variable. */
  readonly at: Span;
  readonly form: 'map' | 'list' | 'kubernetes';
}

export interface Capability {
  /** For comparison: upper case, without `CAP_`. `raw` is as written. */
  readonly name: string;
  readonly raw: string;
  readonly at: Span;
  readonly node: YamlNode;
}

export interface PublishedPort {
  /** Address of the host; '' when none is written (Compose then uses all interfaces); undefined when unknown. */
  readonly hostIp: string | undefined;
  /** A port or a range; `undefined` for a random port; the text as written when unknown. */
  readonly hostPort: string | undefined;
  readonly containerPort: string | undefined;
  readonly protocol: string;
  readonly at: Span;
  readonly node: YamlNode;
}

/** A path of the host in the container: a Compose bind mount, or a mount of a Kubernetes hostPath volume. */
export interface HostMount {
  /** Normalised by `hostPath`; as written when it has a variable without a default. */
  readonly source: string;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  readonly at: Span;
  readonly node: YamlNode;
}

export interface ContainerParts {
  /** What reads the file: it decides which settings have an effect. */
  readonly platform: Platform;
  /** The list of the pod that contains it: `containers`, `initContainers` or `ephemeralContainers`. */
  readonly role: 'container' | 'init' | 'ephemeral';
  readonly name: string;
  readonly nameSpan: Span;
  /** The map of the service or container. */
  readonly node: YamlMap;
  /** The lens of `node`, with the alias or merge key that leads to the container. For fields that are not in the model. */
  readonly lens: Found;
  /** From the name or the dash to the end. A suppression above the container applies to this span. */
  readonly span: Span;
  /** Another file may add to the container (Helm, Kustomize, an override file, `extends`), so a missing field may not be absent. */
  readonly partial: boolean;
  readonly windows: boolean;
  readonly image: ContainerImage | undefined;
  readonly env: readonly EnvVariable[];
  /** The words of the entrypoint (Kubernetes `command`), then of the command (`args`). */
  readonly command: readonly {
    readonly text: string;
    /** Without quotes. */
    readonly at: Span;
    /** It contains no variable. */
    readonly literal: boolean;
    /** It is a shell script: the word after `sh -c`. */
    readonly shell: boolean;
    /** The language of the script; absent for that of a POSIX shell. */
    readonly language?: ShellLanguage;
    /** It is a Compose string of several words, which Compose splits at spaces and quotes like a shell. */
    readonly unsplit: boolean;
    readonly part: 'entrypoint' | 'command';
  }[];
  readonly privileged: Setting<boolean>;
  readonly allowPrivilegeEscalation: Setting<boolean>;
  readonly readOnlyRootFilesystem: Setting<boolean>;
  readonly runAsNonRoot: Setting<boolean>;
  /** The user of Compose `user:` or Kubernetes `runAsUser`, as text ('0', 'root', '1000'). */
  readonly user: Setting<string>;
  readonly group: Setting<string>;
  /** 'RuntimeDefault', 'Localhost', 'Unconfined' or other text. Compose `seccomp:unconfined` gives 'Unconfined', a path 'Localhost'. */
  readonly seccomp: Setting<string>;
  readonly appArmor: Setting<string>;
  readonly capAdd: readonly Capability[];
  readonly capDrop: readonly Capability[];
  /** Some capabilities cannot be read. */
  readonly capabilitiesUnknown: boolean;
  readonly ports: readonly PublishedPort[];
  readonly hostMounts: readonly HostMount[];
  readonly memoryLimit: Setting<string>;
  readonly cpuLimit: Setting<string>;
  readonly pidsLimit: Setting<string>;
  /** The host namespaces that the pod or service uses. */
  readonly hostNamespaces: readonly {
    readonly namespace: 'network' | 'pid' | 'ipc' | 'uts' | 'user' | 'cgroup';
    readonly at: Span;
    readonly node: YamlNode;
  }[];
}
