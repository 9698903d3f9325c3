/** Lists a new file in the kustomization that deploys the files beside it. */

import type { SettingsUnit } from '../domain/unit.ts';
import type { Effect } from '../rule/effect.ts';
import type { Change } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import type { TextEdit } from '../text/span.ts';
import { deploymentsOf } from '../workspace/deployments.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { inFolder } from '../workspace/keys.ts';
import { appendItem, setKey } from '../yaml/edit/edit.ts';
import { asMap, asSeq } from '../yaml/node.ts';
import { isShared } from '../yaml/walk.ts';
import { writes } from './effect.ts';

/** The entry of a new file in a kustomization. */
export interface KustomizationEntry {
  /** Empty where the kustomization cannot be edited. */
  readonly changes: readonly Change[];
  readonly effects: readonly Effect[];
}

/**
 * The entry for a new file at `path`, if the kustomization of its folder deploys all files at `deployed`. `undefined` where there is none, and where it
 * deploys other files: the new one is then applied as they are.
 */
export function kustomizationEntry(
  index: WorkspaceIndex,
  path: string,
  deployed: readonly string[],
): KustomizationEntry | undefined {
  const folder = posix.dirname(path);
  const [found] = index.of('kustomization', inFolder(folder));
  const deployments = deploymentsOf(index);
  if (found?.place.unit.kind !== 'settings' || !deployed.every((one) => deployments.lists(folder, one)))
    return undefined;
  const { unit } = found.place;
  const edits = entryEdits(unit, posix.basename(path));
  return edits.length > 0
    ? { changes: [{ unit, edits }], effects: [writes(unit.path, 'resources')] }
    : { changes: [], effects: [] };
}

function entryEdits({ yaml }: SettingsUnit, name: string): TextEdit[] {
  const root = asMap(yaml.root);
  if (!root || yaml.problems.length > 0) return [];
  const resources = root.entries.find(({ key }) => key === 'resources')?.value;
  const list = asSeq(resources);
  if (list && isShared(yaml, list)) return [];
  return list
    ? appendItem(yaml, list, name)
    : setKey(yaml, root, 'resources', [name], { after: ['apiVersion', 'kind', 'namespace', 'bases'] });
}
