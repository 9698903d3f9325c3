/** The containers of a resolved file, each with the pod that it belongs to. */
import { itemsAt, type Resolved, type ResolvedMap, textAt } from './model.ts';

export interface ContainerState {
  /** `service web`, or `Deployment shop/web / container app`. */
  readonly name: string;
  readonly origin: 'compose' | 'kubernetes';
  readonly fields: ResolvedMap;
  /** The pod's own fields; `undefined` for a service. */
  readonly pod: ResolvedMap | undefined;
  /** The object's own fields; `undefined` for a service. */
  readonly object: ResolvedMap | undefined;
}

/** All containers of a resolved Compose file or manifest. */
export function containersOf(file: Resolved | undefined): ContainerState[] {
  if (file?.kind !== 'map') return [];
  return [...file.entries].flatMap(([name, one]): ContainerState[] => {
    if (one.kind !== 'map') return [];
    if (/^(?:document \d+ )?service /.test(name))
      return [{ name, origin: 'compose', fields: one, pod: undefined, object: undefined }];
    const pods = [...one.entries].filter(([key, pod]) => pod.kind === 'map' && /^pod(?: \d+)?$/.test(key));
    return pods.flatMap(([key, pod]) => {
      // The containers of a second pod stand below `pod 2`, those of the first beside `pod`.
      const around = key === 'pod' ? one : pod;
      return around.kind === 'map' && pod.kind === 'map' ? ofPod(`${name} / ${key}`, around, pod, one) : [];
    });
  });
}

const ofPod = (name: string, around: ResolvedMap, pod: ResolvedMap, object: ResolvedMap): ContainerState[] =>
  [...around.entries].flatMap(([key, fields]) =>
    fields.kind === 'map' && key.startsWith('container ')
      ? [{ name: `${name} / ${key}`, origin: 'kubernetes' as const, fields, pod, object }]
      : [],
  );

/** A field of the container's `securityContext`, else of the pod's. */
export const securityOf = ({ fields, pod }: ContainerState, key: string): string | undefined =>
  textAt(fields, 'securityContext', key) ?? textAt(pod, 'securityContext', key);

/** The words of a part that is a string or a list. */
export const wordsAt = (from: Resolved | undefined, ...keys: readonly string[]): string[] => {
  const own = textAt(from, ...keys);
  return own === undefined ? itemsAt(from, ...keys).flatMap((item) => textAt(item) ?? []) : [own];
};

/** Whether a value is not known from the file: it holds a variable or a template. */
export const isOpen = (text: string): boolean => /[⟨$]|\{\{/.test(text);
