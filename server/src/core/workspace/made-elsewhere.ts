/** Objects that no file defines, since something makes them when the files are applied. */
import { deploymentsOf } from './deployments.ts';
import type { WorkspaceIndex } from './index.ts';
import { inFolder, mayBeSame } from './keys.ts';

/**
 * Whether an object that no file defines may be there all the same: a chart, a folder or an operator is installed into its namespace, or the
 * kustomization of the file at `path` adds or renames objects. `namespace`: 'any' for objects of the whole cluster, `undefined` when it is
 * chosen when the manifests are applied.
 */
export function mayBeMadeElsewhere(
  index: WorkspaceIndex,
  path: string,
  namespace: string | undefined | 'any',
): boolean {
  const isInstalled = index
    .of('made-pods')
    .some(({ fact }) => fact.installs && (namespace === 'any' || mayBeSame(fact.namespace, namespace)));
  if (isInstalled) return true;
  if (!index.of('kustomization').some(({ fact }) => fact.open)) return false;
  return [...deploymentsOf(index).foldersWith(path)].some((folder) =>
    index.of('kustomization', inFolder(folder)).some(({ fact }) => fact.open),
  );
}

/** The names that kustomizations turn into `name` by a prefix or suffix: `reader` for `prod-reader`. */
export function namesBeforeAffixes(index: WorkspaceIndex, name: string): readonly string[] {
  const names = index.of('kustomization').flatMap(({ fact: { affixes } }) => {
    const [prefix, suffix] = affixes;
    const isMade = prefix + suffix !== '' && name.startsWith(prefix) && name.endsWith(suffix);
    return isMade ? [name.slice(prefix.length, name.length - suffix.length)] : [];
  });
  return [...new Set(names)].filter((one) => one !== '');
}
