import type { Capability } from '../domain/container.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, unreadable } from '../yaml/setting.ts';
import { firstOf, textSetting } from './scalar.ts';

/** What the readers of one unit share. */
export interface Reading {
  readonly text: string;
  /** The unit is a template: what is missing may be supplied. */
  readonly templated: boolean;
  /** Given to every object in place of its own (Kustomize); a `name` of `undefined` is chosen when they are applied. */
  readonly namespace: { readonly name: string | undefined } | undefined;
  /** Names of images that get another name, tag or digest before they are applied (Kustomize). */
  readonly replacedImages: ReadonlySet<string> | undefined;
}

/** A pod's parts that its containers inherit from. */
export interface Pod {
  readonly spec: Found;
  readonly securityContext: Lens;
  readonly annotations: Lens;
  readonly reading: Reading;
}

type Level = 'container' | 'pod';
type Read<T> = (from: Lens, level: Level) => Setting<T>;

/** What stands at `path`; unknown when something on the way is written but is no map (a template, a wrong type). */
export function below<T>(from: Lens, path: readonly string[], level: Level, read: Read<T>): Setting<T> {
  let here = from;
  for (const key of path) {
    if (here.absent) return ABSENT;
    if (!here.map) return unreadable(here, level);
    here = here.get(key);
  }
  return read(here, level);
}

/** A field of securityContext that a pod hands down: the container's wins; an explicit null is the same as none. */
export const inherited = <T>(container: Lens, pod: Pod, path: readonly string[], read: Read<T>) =>
  firstOf(below(container, path, 'container', read), below(pod.securityContext, path, 'pod', read));

const PROFILE: Readonly<Record<string, string>> = {
  'runtime/default': 'RuntimeDefault',
  'docker/default': 'RuntimeDefault',
  unconfined: 'Unconfined',
};

/** A profile named by an annotation: `runtime/default`, `localhost/NAME`, `unconfined`. */
function annotated(pod: Pod, key: string, level: Level): Setting<string> {
  const setting = textSetting(pod.annotations.get(key), level);
  const { value } = setting;
  if (value === undefined) return setting;
  return { ...setting, value: PROFILE[value] ?? (value.startsWith('localhost/') ? 'Localhost' : value) };
}

/**
 * The AppArmor profile in force: the container's field, its annotation, the pod's field, in the API server's order
 * (`applyAppArmorVersionSkew`).
 */
export const appArmor = (securityContext: Lens, pod: Pod, container: string): Setting<string> =>
  firstOf(
    below(securityContext, ['appArmorProfile', 'type'], 'container', textSetting),
    annotated(pod, `container.apparmor.security.beta.kubernetes.io/${container}`, 'container'),
    below(pod.securityContext, ['appArmorProfile', 'type'], 'pod', textSetting),
  );

/** The seccomp profile: fields, and only where there is none the annotations of before 1.19. */
export const seccomp = (securityContext: Lens, pod: Pod, container: string): Setting<string> =>
  firstOf(
    inherited(securityContext, pod, ['seccompProfile', 'type'], textSetting),
    annotated(pod, `container.seccomp.security.alpha.kubernetes.io/${container}`, 'container'),
    annotated(pod, 'seccomp.security.alpha.kubernetes.io/pod', 'pod'),
  );

/** `capabilities.add` or `.drop`. Anything that is no list of plain strings makes it unknown. */
export function capabilities(securityContext: Lens, key: 'add' | 'drop') {
  const found: Capability[] = [];
  const whole = securityContext.get('capabilities');
  const list = whole.get(key);
  const odd = ({ absent, node }: Lens, type: string): boolean => !absent && node?.type !== type;
  let unknown = odd(securityContext, 'map') || odd(whole, 'map') || odd(list, 'seq');
  for (const { text, node, at } of list.items()) {
    if (text === undefined) unknown = true;
    else found.push({ name: text.trim().toUpperCase().replace(/^CAP_/, ''), raw: text, at, node });
  }
  return { found, unknown };
}

/** A limit of the container, else of the pod as a whole (`spec.resources`, Kubernetes 1.34). */
export const limit = (container: Found, pod: Pod, name: string): Setting<string> =>
  firstOf(
    below(container.get('resources'), ['limits', name], 'container', textSetting),
    below(pod.spec.get('resources'), ['limits', name], 'pod', textSetting),
  );
