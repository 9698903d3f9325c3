/** The fixes of a finding as hosts receive them, and the file changes that they make. */

import { isWrittenByProgram, saysGenerated } from '../checks/written-by-program.ts';
import type { Unit } from '../domain/unit.ts';
import { isSkippedFolder } from '../files/file-kinds.ts';
import { noteOf } from '../fixes/fix.ts';
import { type Effect, inFile as effectsIn } from '../rule/effect.ts';
import type { Change, Finding, Fix, RuleId } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { type Span, shift, type TextEdit } from '../text/span.ts';
import { foldedChange } from './folded-change.ts';
import { indentedEdit } from './inline-dockerfiles.ts';
import type { MadeBy } from './made-by.ts';
import { mayAppend, mayApply, offeredFixes } from './offered.ts';
import type { FileChange, Reported, ReportedFix } from './report.ts';

/**
 * The state of the workspace, for computing fixes. It always answers for the current workspace and holds no file: findings outlive the
 * text that they were found in, and must not keep it in memory.
 */
export interface FixContext {
  /** Text of a workspace file, if it exists. */
  readonly textOf: (path: string) => string | undefined;
  /** The command that makes the file at a path: fixes in the file would be lost. */
  readonly madeBy: (path: string) => MadeBy | undefined;
  /** The folders of the outermost kustomizations that read the file at a path. */
  readonly overlaysOf: (path: string) => readonly string[];
  /** Every unit of the workspace was read whole. */
  readonly isAllWhole: () => boolean;
  /** The unfolded findings of the rules `members` in a text that replaces the unit's. */
  readonly unfolded: (unit: Unit, text: string, members: readonly RuleId[]) => readonly Reported[];
  /** Rises with every change of the workspace. */
  readonly revision: () => number;
}

/** The fixes to offer for a finding of `unit`. None in a file that a program writes: the next run would undo them. */
export function reportedFixes(finding: Finding, unit: Unit, context: FixContext): readonly ReportedFix[] {
  const fixes = offeredFixes(finding, unit, context.isAllWhole());
  if (fixes.length === 0 || context.madeBy(unit.path) || isWritten(unit, context)) return [];
  return fixes.map((fix) => reportedFix(fix, unit, context));
}

const isWritten = (unit: Unit, { textOf }: FixContext): boolean =>
  saysGenerated(unit) || isWrittenByProgram(textOf(unit.path) ?? unit.text);

/** Makes the change that adds the settings of all `members` of a fold in `unit`. */
export const foldOf =
  (unit: Unit, { unfolded }: FixContext) =>
  (route: string, members: readonly RuleId[]): Fix['change'] =>
  () =>
    foldedChange(unit, route, members, (text) => unfolded(unit, text, members));

function reportedFix(fix: Fix, unit: Unit, context: FixContext): ReportedFix {
  const { title, titleFor, safety, likely, change, steps = [] } = fix;
  let parts: ReportedFix['steps'] | undefined;
  const note = sharedNote(fix.note, context.overlaysOf(unit.path));
  return {
    title,
    titleFor,
    safety,
    likely,
    note,
    // Only a prover asks for it, and it may be long.
    get effect() {
      return effectOf(fix, unit.path);
    },
    // A printed report does not list them.
    get steps() {
      parts ??= steps.map((part) => ({ rule: part.rule, fix: reportedFix(part.fix, unit, context) }));
      return parts;
    },
    changes: () => fileChanges(change(), unit, context.textOf),
  };
}

/** The note of a fix in a file that several overlays share: it changes all of them. */
function sharedNote(note: string | undefined, overlays: readonly string[]): string | undefined {
  if (overlays.length < 2) return note;
  const shared = `The overlays ${overlays.map((folder) => `\`${folder}\``).join(', ')} share this file`;
  return noteOf(note === undefined ? [shared] : [...note.split('; '), shared]);
}

/** The effect with the finding's own path. Parts of a combined fix that claim nothing leave it without a claim. */
function effectOf({ effect, steps = [] }: Fix, path: string): readonly Effect[] | undefined {
  if (!effect) {
    const parts = steps.map((part) => effectOf(part.fix, path));
    return parts.length > 0 && parts.every((p) => p !== undefined) ? parts.flat() : undefined;
  }
  return effectsIn(path, effect);
}

const inFile = (edits: readonly TextEdit[], unit: Unit): TextEdit[] =>
  edits.map((e) => ({ span: shift(e.span, unit.start), text: indentedEdit(e, unit).text }));

function fileChanges(changes: readonly Change[], unit: Unit, textOf: FixContext['textOf']): FileChange[] {
  const edits = new Map<string, TextEdit[]>();
  const created: FileChange[] = [];
  if (!mayApply(changes, unit) || !changes.every((change) => isInWorkspace(change, unit))) return [];
  const add = (path: string, list: readonly TextEdit[]): void => {
    edits.set(path, [...(edits.get(path) ?? []), ...list]);
  };
  for (const change of changes) {
    if ('span' in change) add(unit.path, inFile([change], unit));
    else if ('unit' in change) add(change.unit.path, inFile(change.edits, change.unit));
    else {
      const there = textOf(change.file);
      if (there === undefined) created.push({ path: change.file, create: change.text });
      else if (change.ifExists === 'append' && !mayAppend(change.file, there)) return [];
      else if (change.ifExists === 'append') add(change.file, [appended(there, change.text)]);
    }
  }
  return [
    ...[...edits].filter(([, list]) => list.length > 0).map(([path, list]) => ({ path, edits: list })),
    ...created,
  ];
}

/**
 * Whether a change stays in the workspace: paths of other files come from texts that nobody has checked. A new file's name has no
 * character that separates folders or streams on another system. The host put the finding's own file there, so its path may be any.
 */
function isInWorkspace(change: Change, unit: Unit): boolean {
  if ('span' in change) return true;
  if ('unit' in change) return change.unit.path === unit.path || posix.isInside(change.unit.path);
  return (
    posix.isInside(change.file) &&
    !change.file.split('/').some(isSkippedFolder) &&
    !/[\\:]/.test(posix.basename(change.file))
  );
}

function appended(text: string, more: string): TextEdit {
  const end: Span = { start: text.length, end: text.length };
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const body = more.replace(/\r?\n/g, eol);
  return { span: end, text: text === '' || text.endsWith('\n') ? body : eol + body };
}
