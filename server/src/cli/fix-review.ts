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
 * Offers the fixes of each finding of the wanted files, the preferred one first. Each is written at once and whole, so what was accepted stays
 * when the user quits. `say` prints for the user. Returns one message for each fix that could not be written.
 */
export async function reviewFixes(
  workspaces: readonly Workspace[],
  ask: Ask,
  say: (text: string) => void,
): Promise<string[]> {
  const refused: string[] = [];
  const all = new Map<string, Wanted>();
  for (const workspace of workspaces)
    for (const file of workspace.wanted) {
      const asked = new Set<string>();
      for (let next = offer(workspace, file, asked); next; next = offer(workspace, file, asked)) {
        const { key, finding, choices } = next;
        let chosen = all.get(finding.rule)?.(choices);
        if (chosen === undefined) {
          const answer = await answerTo(workspace, next, ask, say);
          if (answer === 'q') return refused;
          if (answer === 'n') continue;
          chosen = answer.choice;
          if (answer.all) all.set(finding.rule, alike(choices, chosen));
        }
        const before = countOf(workspace, file, finding.rule);
        const fault = applied(workspace, chosen.changes);
        if (fault !== undefined) {
          refused.push(fault);
          continue;
        }
        say(`applied: ${oneLine(chosen.fix.title)}\n`);
        // The next finding like it now has its key.
        if (countOf(workspace, file, finding.rule) < before) asked.delete(key);
      }
    }
  return refused;
}

/** Selects the fix of another finding of a rule; `undefined`: none of them is meant, so the user is asked. */
type Wanted = (choices: readonly Choice[]) => Choice | undefined;

/** After "all" at the first fix the first ones are meant, after "all" at another one those with its title, whatever they name. */
function alike(choices: readonly Choice[], chosen: Choice): Wanted {
  if (chosen === choices[0]) return ([first]) => first;
  const kind = ({ fix }: Choice): string => fix.title.replace(/`[^`]*`/g, '``');
  return (others) => others.find((one) => kind(one) === kind(chosen));
}

const countOf = ({ engine }: Workspace, file: string, rule: string): number =>
  engine.check(file).findings.filter((finding) => finding.rule === rule).length;

/** A fix with what it changes. */
interface Choice {
  readonly fix: ReportedFix;
  readonly changes: readonly Changed[];
}

interface Offer {
  /** Names the finding among those of the file. */
  readonly key: string;
  readonly finding: Reported;
  /** The fixes that change something, at least one. */
  readonly choices: readonly Choice[];
}

/** The next finding of a file with fixes that were not offered yet; `asked` records it. */
function offer({ engine }: Workspace, file: string, asked: Set<string>): Offer | undefined {
  for (const finding of engine.check(file).findings) {
    const key = `${finding.fingerprint} ${finding.fixes[0]?.title}`;
    if (asked.has(key)) continue;
    asked.add(key);
    const choices = finding.fixes
      .map((fix) => ({ fix, changes: changedTexts(engine, fix.changes()) }))
      .filter(({ changes }) => changes.length > 0);
    if (choices.length > 0) return { key, finding, choices };
  }
  return undefined;
}

function describedFinding({ engine, root }: Workspace, { path: file, span, ...finding }: Reported): string {
  const line = (engine.textOf(file) ?? '').slice(0, span.start).split('\n').length;
  return `\n${oneLine(`${shown(root, file)}:${line} ${finding.severity} ${finding.message} [${finding.rule}]`)}`;
}

/** `which`: ' 2 of 3', or '' for the only fix. */
function describedFix(workspace: Workspace, { fix, changes }: Choice, which: string): string {
  const { engine } = workspace;
  const conceals = changes.map(({ path: file, before }) => concealing(before ?? '', engine.secretsIn(file)));
  // A secret moves from one file to another.
  const conceal = (part: string): string => conceals.reduce((out, one) => one(out), part);
  const diffs = changes.map(({ path: file, before, after }) => diffOf(workspace, file, before ?? '', after, conceal));
  return [
    oneLine(`fix${which} (${fix.safety}): ${fix.title}`),
    ...(fix.note === undefined ? [] : [oneLine(`then: ${fix.note}`)]),
    forTerminal(diffs.join('').replaceAll('\r\n', '\n')),
  ].join('\n');
}

type Answer = 'n' | 'q' | { readonly choice: Choice; readonly all: boolean };

/** Shows a finding with its first fix, and the next one each time the user asks for another. */
async function answerTo(
  workspace: Workspace,
  { finding, choices }: Offer,
  ask: Ask,
  say: (text: string) => void,
): Promise<Answer> {
  const several = choices.length > 1;
  const question = `Apply? y: yes, n: no,${several ? ' o: other fix,' : ''} a: all of this rule, q: quit  `;
  const heading = describedFinding(workspace, finding);
  for (let at = 0; ; at = (at + 1) % choices.length) {
    const choice = choices[at]!;
    const which = several ? ` ${at + 1} of ${choices.length}` : '';
    say(`${heading}\n${describedFix(workspace, choice, which)}`);
    for (let answer: string | undefined; answer !== 'o' || !several; ) {
      answer = (await ask(question))?.trim().toLowerCase();
      if (answer === undefined) say('');
      if (answer === undefined || answer === 'q') return 'q';
      if (answer === 'n') return 'n';
      if (answer === 'y' || answer === 'a') return { choice, all: answer === 'a' };
      if (answer !== 'o' || !several) say(`Type y, n,${several ? ' o,' : ''} a or q, then Enter.\n`);
    }
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
