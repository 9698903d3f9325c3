/** The files that a resolved file refers to. A path that leaves the workspace, a variable or an address is none. */
import { isKustomization } from '../../../server/src/core/kustomize/kustomization.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import type { Resolved } from './model.ts';

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

const at = (from: Resolved | undefined, ...keys: readonly string[]): Resolved | undefined =>
  keys.reduce((here, key) => (here?.kind === 'map' ? here.entries.get(key) : undefined), from);
const textAt = (from: Resolved | undefined, ...keys: readonly string[]): string | undefined => {
  const found = at(from, ...keys);
  return found?.kind === 'value' ? found.text : undefined;
};
const entries = (from: Resolved | undefined): [string, Resolved][] => (from?.kind === 'map' ? [...from.entries] : []);
const items = (from: Resolved | undefined): Resolved[] =>
  from?.kind === 'list' ? from.items.map((item) => item.value) : [];

function ofCompose(file: Resolved): Named[] {
  const services = entries(file).filter(([name]) => name.startsWith('service '));
  const out: Named[] = [];
  for (const [name, service] of services) {
    for (const one of items(at(service, 'env_file')))
      if (textAt(one, 'required') !== 'false') out.push([`env_file of ${name}`, textAt(one, 'path') ?? '']);
    const context = textAt(service, 'build', 'context');
    if (context === undefined || !at(service, 'build')) continue;
    out.push([`build of ${name}`, context]);
    const dockerfile = textAt(service, 'build', 'dockerfile');
    if (dockerfile !== undefined) out.push([`dockerfile of ${name}`, `${context}/${dockerfile}`]);
  }
  for (const kind of ['secrets', 'configs'])
    for (const [name, one] of entries(at(file, kind))) out.push([`${kind} ${name}`, textAt(one, 'file') ?? '']);
  return out;
}

function ofKustomization(file: Resolved): Named[] {
  const listed = (key: string, from: Resolved | undefined = file): Named[] =>
    items(at(from, key)).flatMap((one): Named[] => {
      const text = one.kind === 'value' ? one.text : textAt(one, 'path');
      // An inline patch is no path, and `key=path` names the file by a key.
      return text === undefined || /\n|: /.test(text) ? [] : [[key, text.replace(/^[\w.-]+=/, '')]];
    });
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
    items(at(file, key)).flatMap((one) => ['files', 'envs'].flatMap((from) => listed(from, one))),
  );
  return [
    ...['resources', 'bases', 'components', 'patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) =>
      listed(key),
    ),
    ...generated,
  ];
}
