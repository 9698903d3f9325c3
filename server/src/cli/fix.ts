/** Applies fixes to files on disk. */
import * as path from 'node:path';
import { PROFILES } from '../core/config/settings.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { FileChange, Reported, ReportedFix } from '../core/engine/report.ts';
import { concealing } from '../core/report/conceal.ts';
import type { Profile } from '../core/rule/rule.ts';
import { applyEdits } from '../core/text/edits.ts';
import { markOf } from '../host/node.ts';
import { mayChange, mayChangeNamed } from '../host/node-inside.ts';
import { writeAtomically } from '../host/node-write.ts';
import { unifiedDiff } from './diff.ts';
import type { Workspace } from './workspaces.ts';

/**
 * Applies all safe fixes of the wanted files, or with `rule` the fixes of this rule, safe or not. With `preview` it writes nothing and passes
 * unified diffs to `preview`; their paths are relative to the working directory. Returns one message for each file that could not be written,
 * or read for `preview`.
 */
export function fixFiles(
  workspaces: readonly Workspace[],
  rule: string | undefined,
  preview?: (diff: string) => void,
): string[] {
  const refused: string[] = [];
  for (const workspace of workspaces) {
    // The audit profile folds nothing, so that a missing setting can be fixed without the others.
    const engine = rule === undefined ? workspace.engine : workspace.engine.copy({ profile: 'audit' });
    for (const file of workspace.wanted) {
      const before = engine.textOf(file);
      const shown = workspace.engine.configFor(file).settings.profile;
      const pick = rule === undefined ? undefined : (finding: Reported) => fixOfRule(rule, finding, shown);
      const change = engine.fixAll(file, pick)[0];
      if (before === undefined || !change || !('edits' in change)) continue;
      const after = applyEdits(before, change.edits);
      try {
        if (preview) preview(diffOf(workspace, file, before, after));
        else if (!isStillRead(engine, [{ path: file, before, after }])) refused.push(unreadable(workspace, file));
        else write(workspace, file, after, before);
      } catch (error) {
        refused.push(messageOf(error));
      }
    }
  }
  return refused;
}

/** The first fix of a finding of the rule that the file's own profile (`shown`) reports. */
const fixOfRule = (rule: string, finding: Reported, shown: Profile): ReportedFix | undefined =>
  finding.rule === rule && PROFILES.indexOf(finding.profile) <= PROFILES.indexOf(shown) ? finding.fixes[0] : undefined;

/** A file before and after a change; `before` is `undefined` for a new file. Paths are those of the workspace. */
export interface Changed {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The texts before and after the changes of a fix. */
export const changedTexts = (engine: Engine, changes: readonly FileChange[]): Changed[] =>
  changes.map((change) => {
    const before = engine.textOf(change.path);
    return 'create' in change
      ? { path: change.path, before: undefined, after: change.create }
      : { path: change.path, before: before ?? '', after: applyEdits(before ?? '', change.edits) };
  });

/** Whether every file is still read as far as before the changes. The engine has the old texts afterwards. */
export function isStillRead(engine: Engine, changes: readonly Changed[]): boolean {
  const unread = (): number[] => changes.map(({ path: file }) => engine.check(file).unread.length);
  const was = unread();
  for (const { path: file, after } of changes) engine.setFile(file, after);
  const is = unread();
  for (const { path: file, before } of changes) {
    if (before === undefined) engine.removeFile(file);
    else engine.setFile(file, before);
  }
  return is.every((n, i) => n <= was[i]!);
}

/** The change of a file as a unified diff, with secrets masked; its path is relative to the working directory. */
export function diffOf(
  { engine, root }: Workspace,
  file: string,
  before: string,
  after: string,
  conceal = concealing(before, engine.secretsIn(file)),
): string {
  const place = path.join(root, file);
  const shown = path.relative(process.cwd(), place).split(path.sep).join('/');
  // A patch that changes the first line, or shows it as context, applies only with the file's byte order mark.
  const mark = engine.textOf(file) === undefined ? '' : markOf(place);
  return unifiedDiff(shown, mark + before, mark + after, conceal);
}

/** Writes a file of the workspace in one step. Throws where it was not written, with the reason as message. */
export function write({ root, foundIn }: Workspace, file: string, after: string, before: string | undefined): void {
  const place = path.join(root, file);
  // A link in place of a file that was found in a folder is not followed; one that was named may not lead out.
  const folder = foundIn.get(file);
  const bound = folder ?? (file.startsWith('../') ? path.dirname(place) : root);
  const below = path.relative(bound, place).split(path.sep).join('/');
  if (!(folder === undefined ? mayChangeNamed(bound, place) : mayChange(bound, below)))
    throw new Error(`${place} leads out of ${bound} by a symbolic link and was left alone`);
  writeAtomically(place, after, before);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const unreadable = ({ root }: Workspace, file: string): string =>
  `${path.join(root, file)} could not be read after the fix and was left alone`;
