import { posix } from '../text/paths.ts';
import { at, items, text } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';

/** Whether a file is a kustomization by its name. */
export const isKustomization = (path: string): boolean => /^kustomization\.ya?ml$/i.test(posix.basename(path));

/**
 * Workspace paths of the files that a kustomization names as patches (`patches[].path`, `patchesStrategicMerge`, `patchesJson6902[].path`):
 * what is missing in them is given by what they patch. Source: the kustomization reference (kubectl.docs.kubernetes.io).
 */
export function patchPaths(path: string, source: string): string[] {
  const root = parseYaml(source).root;
  const named = [
    ...items(at(root, 'patches')).map((p) => text(at(p, 'path'))),
    ...items(at(root, 'patchesJson6902')).map((p) => text(at(p, 'path'))),
    // An inline patch is a text with line breaks.
    ...items(at(root, 'patchesStrategicMerge')).map((p) => text(p)),
  ];
  const folder = posix.dirname(path);
  return named.flatMap((p) => (p && !p.includes('\n') ? [posix.join(folder, p)] : []));
}
