/** The containers of a resolved file, each with the pod that it belongs to. */
import { posix } from '../../../server/src/core/text/paths.ts';
import { entriesAt, itemsAt, partAt, type Resolved, type ResolvedMap, textAt } from './model.ts';
import type { FileOf } from './workspace.ts';

export interface ContainerState {
  /** `service web`, or `Deployment shop/web / container app`. */
  readonly name: string;
  /** The file that it stands in. */
  readonly path: string;
  readonly origin: 'compose' | 'kubernetes';
  readonly fields: ResolvedMap;
  /** The pod's own fields; `undefined` for a service. */
  readonly pod: ResolvedMap | undefined;
  /** The object's own fields; `undefined` for a service. */
  readonly object: ResolvedMap | undefined;
}

/** All containers of a resolved Compose file or manifest. */
export function containersOf(path: string, file: Resolved | undefined): ContainerState[] {
  if (file?.kind !== 'map') return [];
  return [...file.entries].flatMap(([name, one]): ContainerState[] => {
    if (one.kind !== 'map') return [];
    if (/^(?:document \d+ )?service /.test(name))
      return [{ name, path, origin: 'compose', fields: one, pod: undefined, object: undefined }];
    const pods = [...one.entries].filter(([key, pod]) => pod.kind === 'map' && /^pod(?: \d+)?$/.test(key));
    return pods.flatMap(([key, pod]) => {
      // The containers of a second pod stand below `pod 2`, those of the first beside `pod`.
      const around = key === 'pod' ? one : pod;
      return around.kind === 'map' && pod.kind === 'map' ? ofPod(path, `${name} / ${key}`, around, pod, one) : [];
    });
  });
}

const ofPod = (
  path: string,
  name: string,
  around: ResolvedMap,
  pod: ResolvedMap,
  object: ResolvedMap,
): ContainerState[] =>
  [...around.entries].flatMap(([key, fields]) =>
    fields.kind === 'map' && key.startsWith('container ')
      ? [{ name: `${name} / ${key}`, path, origin: 'kubernetes' as const, fields, pod, object }]
      : [],
  );

/** The stage of the workspace that a service is built from. */
export function builtStageOf({ path, fields, origin }: ContainerState, file: FileOf): Resolved | undefined {
  const build = partAt(fields, 'build');
  if (origin !== 'compose' || !build || partAt(build, 'dockerfile_inline')) return undefined;
  const dockerfile = textAt(build, 'dockerfile') ?? 'Dockerfile';
  const at = posix.join(posix.dirname(path), `${textAt(build, 'context') ?? '.'}/${dockerfile}`);
  const stages = entriesAt(file(at)).filter(([name]) => name.startsWith('stage '));
  const target = textAt(build, 'target');
  return target === undefined ? stages.at(-1)?.[1] : stages.findLast(([name]) => name === `stage ${target}`)?.[1];
}

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
