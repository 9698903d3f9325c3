import type { Capability } from '../domain/container.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, UNSEEN, unreadable } from '../yaml/setting.ts';
import { firstOf, textSetting } from './scalar.ts';
import type { TemplateRow } from './template-table.ts';

/** State that the readers of one unit share. */
export interface Reading {
  readonly text: string;
  /** The unit is a template, which may add what is missing. */
  readonly templated: boolean;
  /** Any missing field may be set elsewhere. */
  readonly fragment: boolean;
  /** Replaces the namespace of every object (Kustomize). `name` is `undefined` when it depends on the kustomization that is applied. */
  readonly namespace: { readonly name: string | undefined } | undefined;
  /** Names of images that get another name, tag or digest (Kustomize). */
  readonly replacedImages: ReadonlySet<string> | undefined;
  /** Kustomizations may give pods more labels than are written. */
  readonly addsLabels: boolean;
  /** Kinds with pod templates that the configuration names. */
  readonly templates: readonly TemplateRow[];
  /** An object that the API server would not take is a patch. */
  readonly mayBePatch: boolean;
}

/** The parts of a pod that its containers inherit. */
export interface Pod {
  readonly spec: Found;
  readonly securityContext: Lens;
  readonly annotations: Lens;
  readonly reading: Reading;
}

type Level = 'container' | 'pod';
type Read<T> = (from: Lens, level: Level) => Setting<T>;

/** The setting at `path`; unknown when a value on the way is not a map (a template, a wrong type). */
export function below<T>(from: Lens, path: readonly string[], level: Level, read: Read<T>): Setting<T> {
  let here = from;
  for (const key of path) {
    if (here.absent) return here.hidden ? UNSEEN : ABSENT;
    if (!here.map) return unreadable(here, level);
    here = here.get(key);
  }
  return read(here, level);
}

/** A field of securityContext that containers inherit. The container's field wins; an explicit null counts as absent. */
export const inherited = <T>(container: Lens, pod: Pod, path: readonly string[], read: Read<T>) =>
  firstOf(below(container, path, 'container', read), below(pod.securityContext, path, 'pod', read));

const PROFILE: Readonly<Record<string, string>> = {
  'runtime/default': 'RuntimeDefault',
  'docker/default': 'RuntimeDefault',
  unconfined: 'Unconfined',
};

/** The profile in an annotation: `runtime/default`, `localhost/NAME`, `unconfined`. */
function annotated(pod: Pod, key: string, level: Level): Setting<string> {
  const setting = textSetting(pod.annotations.get(key), level);
  const { value } = setting;
  // Almost every chart lets its users add annotations. Such an annotation is not expected there.
  if (value === undefined) return setting.at ? setting : ABSENT;
  return { ...setting, value: PROFILE[value] ?? (value.startsWith('localhost/') ? 'Localhost' : value) };
}

/**
 * The AppArmor profile in force: from the container's field, its annotation, or the pod's field, in the order of the API server
 * (`applyAppArmorVersionSkew`).
 */
export const appArmor = (securityContext: Lens, pod: Pod, container: string): Setting<string> =>
  firstOf(
    below(securityContext, ['appArmorProfile', 'type'], 'container', textSetting),
    annotated(pod, `container.apparmor.security.beta.kubernetes.io/${container}`, 'container'),
    below(pod.securityContext, ['appArmorProfile', 'type'], 'pod', textSetting),
  );

/** The seccomp profile: from the fields, otherwise from the annotations of Kubernetes before 1.19. */
export const seccomp = (securityContext: Lens, pod: Pod, container: string): Setting<string> =>
  firstOf(
    inherited(securityContext, pod, ['seccompProfile', 'type'], textSetting),
    annotated(pod, `container.seccomp.security.alpha.kubernetes.io/${container}`, 'container'),
    annotated(pod, 'seccomp.security.alpha.kubernetes.io/pod', 'pod'),
  );

/** Reads `capabilities.add` or `.drop`. `unknown` when it is not a list of plain strings. */
export function capabilities(securityContext: Lens, key: 'add' | 'drop') {
  const found: Capability[] = [];
  const whole = securityContext.get('capabilities');
  const list = whole.get(key);
  const odd = ({ absent, node }: Lens, type: string): boolean => !absent && node?.type !== type;
  let unknown = odd(securityContext, 'map') || odd(whole, 'map') || odd(list, 'seq') || list.hidden || list.more;
  for (const { text, node, at } of list.items()) {
    if (text === undefined) unknown = true;
    else found.push({ name: text.trim().toUpperCase().replace(/^CAP_/, ''), raw: text, at, node });
  }
  return { found, unknown };
}

/** A limit of the container, otherwise of the whole pod (`spec.resources`, Kubernetes 1.34). */
export const limit = (container: Found, pod: Pod, name: string): Setting<string> =>
  firstOf(
    below(container.get('resources'), ['limits', name], 'container', textSetting),
    below(pod.spec.get('resources'), ['limits', name], 'pod', textSetting),
  );
