import * as path from 'node:path';
import { forTerminal } from '../core/report/escape.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { Span } from '../core/text/span.ts';
import { writeAtomically } from '../host/node-write.ts';
import { unifiedDiff } from './diff.ts';
import type { Workspace } from './workspaces.ts';

/**
 * Applies every safe fix of the wanted files. With `preview` the changes go to it as unified diffs, their paths relative to the working
 * directory, and nothing is written. Gives the reasons for which files were left alone.
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

/** Shorter values stand for nothing, and would blot out much else. */
const SHORTEST = 3;

/** A diff shows lines around its changes: the secrets that stand in them are made of asterisks. */
function withoutSecrets(diff: string, before: string, secrets: readonly Span[]): string {
  const values = new Set(secrets.map((s) => before.slice(s.start, s.end)).filter((v) => v.length >= SHORTEST));
  let out = diff;
  for (const value of [...values].sort((a, b) => b.length - a.length)) {
    for (const line of value.split(/\r?\n/))
      if (line.trim().length >= SHORTEST) out = out.replaceAll(line, '*'.repeat(line.length));
  }
  return out;
}
