import * as path from 'node:path';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { Span } from '../core/text/span.ts';
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

/** Length in characters below which a value is not masked: it gives little away, and masking it would hide unrelated text. */
const SHORTEST = 3;

/** Masks the secrets of a file, and all secrets of known formats, in a line of its diff: the context lines may hold them. */
function concealing(before: string, secrets: readonly Span[]): (text: string) => string {
  const values = new Set(secrets.flatMap((s) => before.slice(s.start, s.end).split(/\r?\n/)));
  const parts = [...values].filter((v) => v.trim().length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => withoutTokens(parts.reduce((out, value) => out.replaceAll(value, '*'.repeat(value.length)), text));
}
