import * as path from 'node:path';
import { forTerminal } from '../core/report/escape.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { Span } from '../core/text/span.ts';
import { writeAtomically } from '../host/node-write.ts';
import { unifiedDiff } from './diff.ts';
import type { Workspace } from './workspaces.ts';

/**
 * Applies all safe fixes of the wanted files. With `preview` it writes nothing and passes unified diffs to `preview`; their paths are
 * relative to the working directory. Returns one message for each file that could not be written.
 */
export function fixFiles(workspaces: readonly Workspace[], preview?: (diff: string) => void): string[] {
  const refused: string[] = [];
  for (const { engine, wanted, root } of workspaces) {
    for (const file of wanted) {
      const before = engine.textOf(file);
      const change = engine.fixAll(file)[0];
      if (before === undefined || !change || !('edits' in change)) continue;
      const after = applyEdits(before, change.edits);
      if (preview) {
        const shown = path.relative(process.cwd(), path.join(root, file)).split(path.sep).join('/');
        preview(withoutSecrets(unifiedDiff(forTerminal(shown), before, after), before, engine.secretsIn(file)));
        continue;
      }
      try {
        writeAtomically(path.join(root, file), after, before);
      } catch (error) {
        refused.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return refused;
}

/** Length in characters below which a value is not masked: it gives little away, and masking it would hide unrelated text. */
const SHORTEST = 3;

/** Masks secrets with asterisks, since the context lines of a diff may hold them. */
function withoutSecrets(diff: string, before: string, secrets: readonly Span[]): string {
  const values = new Set(secrets.map((s) => before.slice(s.start, s.end)).filter((v) => v.length >= SHORTEST));
  let out = diff;
  for (const value of [...values].sort((a, b) => b.length - a.length)) {
    for (const line of value.split(/\r?\n/))
      if (line.trim().length >= SHORTEST) out = out.replaceAll(line, '*'.repeat(line.length));
  }
  return out;
}
