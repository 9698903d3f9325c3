import * as path from 'node:path';
import { applyEdits } from '../core/text/edits.ts';
import { writeAtomically } from '../host/node.ts';
import { unifiedDiff } from './diff.ts';
import type { Workspace } from './workspaces.ts';

/** Applies every safe fix of the wanted files. `dryRun` prints the changes as a unified diff and writes nothing. */
export function fixFiles(workspaces: readonly Workspace[], dryRun: boolean, say: (text: string) => void): void {
  for (const { engine, wanted, root } of workspaces) {
    for (const file of wanted) {
      const before = engine.textOf(file);
      const change = engine.fixAll(file)[0];
      if (before === undefined || !change || !('edits' in change)) continue;
      const after = applyEdits(before, change.edits);
      if (dryRun) {
        say(unifiedDiff(file, before, after));
        continue;
      }
      try {
        writeAtomically(path.join(root, file), after, before);
      } catch (error) {
        process.stderr.write(`seaworthy: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }
}
