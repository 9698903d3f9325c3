import * as path from 'node:path';
import { concealing } from '../core/report/conceal.ts';
import { applyEdits } from '../core/text/edits.ts';
import { markOf } from '../host/node.ts';
import { mayChange, mayChangeNamed } from '../host/node-inside.ts';
import { writeAtomically } from '../host/node-write.ts';
import { unifiedDiff } from './diff.ts';
import type { Workspace } from './workspaces.ts';

/**
 * Applies all safe fixes of the wanted files. With `preview` it writes nothing and passes unified diffs to `preview`; their paths are
 * relative to the working directory. Returns one message for each file that could not be written, or read for `preview`.
 */
export function fixFiles(workspaces: readonly Workspace[], preview?: (diff: string) => void): string[] {
  const refused: string[] = [];
  for (const { engine, wanted, root, foundIn } of workspaces) {
    for (const file of wanted) {
      const before = engine.textOf(file);
      const change = engine.fixAll(file)[0];
      if (before === undefined || !change || !('edits' in change)) continue;
      const after = applyEdits(before, change.edits);
      const place = path.join(root, file);
      try {
        if (preview) {
          const shown = path.relative(process.cwd(), place).split(path.sep).join('/');
          // A patch that changes the first line, or shows it as context, applies only with the file's byte order mark.
          const mark = markOf(place);
          preview(unifiedDiff(shown, mark + before, mark + after, concealing(before, engine.secretsIn(file))));
          continue;
        }
        // A link in place of a file that was found in a folder is not followed; one that was named may not lead out.
        const folder = foundIn.get(file);
        const bound = folder ?? (file.startsWith('../') ? path.dirname(place) : root);
        const below = path.relative(bound, place).split(path.sep).join('/');
        if (!(folder === undefined ? mayChangeNamed(bound, place) : mayChange(bound, below))) {
          refused.push(`${place} leads out of ${bound} by a symbolic link and was left alone`);
          continue;
        }
        writeAtomically(place, after, before);
      } catch (error) {
        refused.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return refused;
}
