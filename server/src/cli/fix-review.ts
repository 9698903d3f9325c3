/** `check --fix=review`: asks in the terminal, fix by fix, with the change and what remains to do. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Reported, ReportedFix } from '../core/engine/report.ts';
import { concealing } from '../core/report/conceal.ts';
import { forTerminal, oneLine } from '../core/report/escape.ts';
import { shown } from './collect.ts';
import { type Changed, changedTexts, diffOf, isStillRead, messageOf, unreadable, write } from './fix.ts';
import type { Workspace } from './workspaces.ts';

/** Asks a question; `undefined`: the input ended, or the user pressed Ctrl-C. */
export type Ask = (question: string) => Promise<string | undefined>;

/**
 * Offers the first fix of each finding of the wanted files. Each is written at once and whole, so what was accepted stays when the user
 * quits. `say` prints for the user. Returns one message for each fix that could not be written.
 */
export async function reviewFixes(
  workspaces: readonly Workspace[],
  ask: Ask,
  say: (text: string) => void,
): Promise<string[]> {
  const refused: string[] = [];
  const all = new Set<string>();
  for (const workspace of workspaces)
    for (const file of workspace.wanted) {
      const asked = new Set<string>();
      for (let next = offer(workspace, file, asked); next; next = offer(workspace, file, asked)) {
        const { key, finding, fix, changes } = next;
        if (!all.has(finding.rule)) {
          say(described(workspace, finding, fix, changes));
          const answer = await answerTo(ask, say);
          if (answer === 'q') return refused;
          if (answer === 'n') continue;
          if (answer === 'a') all.add(finding.rule);
        }
        const before = countOf(workspace, file, finding.rule);
        const fault = applied(workspace, changes);
        if (fault !== undefined) {
          refused.push(fault);
          continue;
        }
        say(`applied: ${oneLine(fix.title)}\n`);
        // The next finding like it now has its key.
        if (countOf(workspace, file, finding.rule) < before) asked.delete(key);
      }
    }
  return refused;
}

const countOf = ({ engine }: Workspace, file: string, rule: string): number =>
  engine.check(file).findings.filter((finding) => finding.rule === rule).length;

interface Offer {
  /** Names the finding and the fix among those of the file. */
  readonly key: string;
  readonly finding: Reported;
  readonly fix: ReportedFix;
  readonly changes: readonly Changed[];
}

/** The next finding of a file with a fix that was not offered yet; `asked` records it. */
function offer({ engine }: Workspace, file: string, asked: Set<string>): Offer | undefined {
  for (const finding of engine.check(file).findings) {
    const fix = finding.fixes[0];
    const key = `${finding.fingerprint} ${fix?.title}`;
    if (!fix || asked.has(key)) continue;
    asked.add(key);
    const changes = changedTexts(engine, fix.changes());
    if (changes.length > 0) return { key, finding, fix, changes };
  }
  return undefined;
}

function described(workspace: Workspace, finding: Reported, fix: ReportedFix, changes: readonly Changed[]): string {
  const { engine, root } = workspace;
  const text = engine.textOf(finding.path) ?? '';
  const line = text.slice(0, finding.span.start).split('\n').length;
  const conceals = changes.map(({ path: file, before }) => concealing(before ?? '', engine.secretsIn(file)));
  // A secret moves from one file to another.
  const conceal = (part: string): string => conceals.reduce((out, one) => one(out), part);
  const diffs = changes.map(({ path: file, before, after }) => diffOf(workspace, file, before ?? '', after, conceal));
  return [
    `\n${oneLine(`${shown(root, finding.path)}:${line} ${finding.severity} ${finding.message} [${finding.rule}]`)}`,
    oneLine(`fix (${fix.safety}): ${fix.title}`),
    ...(fix.note === undefined ? [] : [oneLine(`then: ${fix.note}`)]),
    forTerminal(diffs.join('').replaceAll('\r\n', '\n')),
  ].join('\n');
}

const QUESTION = 'Apply? y: yes, n: no, a: all of this rule, q: quit  ';

async function answerTo(ask: Ask, say: (text: string) => void): Promise<'y' | 'n' | 'a' | 'q'> {
  for (;;) {
    const answer = (await ask(QUESTION))?.trim().toLowerCase();
    if (answer === undefined) {
      say('');
      return 'q';
    }
    for (const one of ['y', 'n', 'a', 'q'] as const) if (answer === one) return one;
    say('Type y, n, a or q, then Enter.\n');
  }
}

/** Writes all files of a fix or none, and gives the engine the new texts. Returns why nothing was written. */
function applied(workspace: Workspace, changes: readonly Changed[]): string | undefined {
  const { engine, root } = workspace;
  if (!isStillRead(engine, changes)) return unreadable(workspace, changes[0]!.path);
  const done: Changed[] = [];
  try {
    for (const change of changes) {
      write(workspace, change.path, change.after, change.before);
      done.push(change);
    }
  } catch (error) {
    for (const { path: file, before, after } of done) {
      if (before === undefined) fs.rmSync(path.join(root, file));
      else write(workspace, file, before, after);
    }
    return messageOf(error);
  }
  for (const { path: file, after } of changes) engine.setFile(file, after);
  return undefined;
}

/** Asks on standard error, so that standard output holds the report only. */
export function terminal(): { readonly ask: Ask; readonly close: () => void } {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let ended = false;
  let give: ((answer: string | undefined) => void) | undefined;
  const end = (): void => {
    ended = true;
    give?.(undefined);
  };
  lines.on('close', end);
  // In a terminal readline gets Ctrl-C itself, so no write is cut off.
  lines.on('SIGINT', () => lines.close());
  const ask: Ask = (question) =>
    ended
      ? Promise.resolve(undefined)
      : new Promise((resolve) => {
          give = resolve;
          lines.question(question, resolve);
        });
  return { ask, close: () => lines.close() };
}
