/** The files that a resolved file refers to. A path that leaves the workspace, a variable or an address is none. */
import { isKustomization } from '../../../server/src/core/kustomize/kustomization.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import { entriesAt, itemsAt, partAt, type Resolved, textAt } from './model.ts';

export interface Reference {
  /** The file that refers. */
  readonly from: string;
  /** What names it: `env_file of web`. */
  readonly by: string;
  /** The file or folder, relative to the workspace. */
  readonly path: string;
}

/** The references of the file at `path`, a Compose file or a kustomization. */
export function referencesOf(path: string, resolved: Resolved): Reference[] {
  const named = isKustomization(path) ? ofKustomization(resolved) : ofCompose(resolved);
  return named.flatMap(([by, written]) => {
    if (written === '' || /⟨|\$|^[~/\\]|:\/\/|^git@|[?*]/.test(written)) return [];
    const there = posix.join(posix.dirname(path), written);
    return there.startsWith('..') ? [] : [{ from: path, by, path: there }];
  });
}

type Named = readonly [by: string, path: string];

function ofCompose(file: Resolved): Named[] {
  const services = entriesAt(file).filter(([name]) => name.startsWith('service '));
  const out: Named[] = [];
  for (const [name, service] of services) {
    for (const one of itemsAt(service, 'env_file'))
      if (textAt(one, 'required') !== 'false') out.push([`env_file of ${name}`, textAt(one, 'path') ?? '']);
    const context = textAt(service, 'build', 'context');
    if (context === undefined || !partAt(service, 'build')) continue;
    out.push([`build of ${name}`, context]);
    const dockerfile = textAt(service, 'build', 'dockerfile');
    if (dockerfile !== undefined) out.push([`dockerfile of ${name}`, `${context}/${dockerfile}`]);
  }
  for (const kind of ['secrets', 'configs'])
    for (const [name, one] of entriesAt(file, kind)) out.push([`${kind} ${name}`, textAt(one, 'file') ?? '']);
  return out;
}

function ofKustomization(file: Resolved): Named[] {
  const listed = (key: string, from: Resolved | undefined = file): Named[] =>
    itemsAt(from, key).flatMap((one): Named[] => {
      const text = one.kind === 'value' ? one.text : textAt(one, 'path');
      // An inline patch is no path, and `key=path` names the file by a key.
      return text === undefined || /\n|: /.test(text) ? [] : [[key, text.replace(/^[\w.-]+=/, '')]];
    });
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
    itemsAt(file, key).flatMap((one) => ['files', 'envs'].flatMap((from) => listed(from, one))),
  );
  return [
    ...['resources', 'bases', 'components', 'patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) =>
      listed(key),
    ),
    ...generated,
  ];
}
