/** Applying what is offered in a file that is being typed, and what must not come of it. */
import { isAlias, isPair, isScalar, visit } from 'yaml';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { damage, shapeOf } from '../../scripts/lib/shape.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parse.ts';
import { createEngine, type Engine } from '../../server/src/core/engine/engine.ts';
import { apart } from '../../server/src/core/engine/joined.ts';
import type { FileChange, Reported, ReportedFix } from '../../server/src/core/engine/report.ts';
import type { Profile } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { applyEdits, compatible } from '../../server/src/core/text/edits.ts';
import type { TextEdit } from '../../server/src/core/text/span.ts';
import { documentsIn } from './document-parts.ts';

/** A key that a rule's own examples have already, `limits:` say, may be missing elsewhere. */
const MOST_MORE = 2;
/** Lines that all missing settings of one container add at most. */
const MOST_FOLDED = 16;

/** What fixes of a rule do at most to sound files: lines added, and keys, items or instructions taken away. */
export interface Bound {
  added: number;
  lost: number;
}

export interface Totals {
  texts: number;
  findings: number;
  fixes: number;
  refused: number;
}

/** An engine for files as they are, and one for what fixes make of them. */
export interface Bench {
  readonly before: Engine;
  readonly after: Engine;
}

/** `of`: the rules that judge, by default all. */
export function benchOver(files: ReadonlyMap<string, string>, profile: Profile, of = rules): Bench {
  const make = (): Engine => {
    const engine = createEngine(of, PINNED_DAY);
    engine.configure({ flags: { profile } });
    for (const [path, text] of files) engine.setFile(path, text);
    engine.setComplete(true);
    return engine;
  };
  return { before: make(), after: make() };
}

const isDockerfile = (path: string): boolean => /dockerfile/i.test(path);

/** The scalars of a YAML text by their paths, or the instructions of a Dockerfile; each with how often it is there. */
function contentOf(path: string, text: string): Map<string, number> {
  const content = new Map<string, number>();
  const add = (what: string): void => void content.set(what, (content.get(what) ?? 0) + 1);
  if (isDockerfile(path)) for (const { keyword } of parseDockerfile(text).instructions) add(keyword);
  else if (/\.(ya?ml|json)$/.test(path)) {
    const collect = (value: unknown, at: string): void => {
      // A map or list goes with the last thing in it.
      if (typeof value !== 'object') add(at);
      if (Array.isArray(value)) for (const item of value) collect(item, `${at}[]`);
      else if (typeof value === 'object' && value !== null)
        for (const [key, member] of Object.entries(value)) collect(member, `${at}.${key}`);
    };
    for (const { document } of documentsIn(text)) {
      try {
        collect(document.toJS(), '');
      } catch {
        // An alias without an anchor.
      }
    }
  }
  return content;
}

/** How many scalars stand in what edits take away; in a Dockerfile instructions. */
function touchedBy(path: string, text: string, edits: readonly TextEdit[]): number {
  const isTouched = (start: number, end: number): boolean =>
    edits.some(({ span }) => span.start < end && start < Math.max(span.end, span.start + 1));
  if (isDockerfile(path))
    return parseDockerfile(text).instructions.filter(({ span }) => isTouched(span.start, span.end)).length;
  let touched = 0;
  for (const { document, start } of documentsIn(text)) {
    const ends = ([from, to]: readonly number[]): [number, number] => [start + (from ?? 0), start + (to ?? 0)];
    visit(document, (at, node, above) => {
      if (!(isScalar(node) || isAlias(node)) || at === 'key' || !node.range) return;
      // With a key that is written anew all that stands below it has another path.
      const renamed = above.some(
        (one) => isPair(one) && isScalar(one.key) && one.key.range && isTouched(...ends(one.key.range)),
      );
      if (renamed || isTouched(...ends(node.range))) touched++;
    });
  }
  return touched;
}

/** The same text is looked at for each of its fixes. */
function remembered<T>(work: (path: string, text: string) => T): (path: string, text: string) => T {
  let last: { path: string; text: string; value: T } | undefined;
  return (path, text) => {
    if (last?.path !== path || last.text !== text) last = { path, text, value: work(path, text) };
    return last.value;
  };
}

const contentBefore = remembered(contentOf);
const shapeBefore = remembered(shapeOf);

const lostOf = (before: Map<string, number>, after: Map<string, number>): number =>
  [...before].reduce((n, [what, times]) => n + Math.max(0, times - (after.get(what) ?? 0)), 0);

const linesOf = (text: string): number => text.split('\n').length - 1;

const openParts = (path: string, text: string): number =>
  isDockerfile(path) ? parseDockerfile(text).instructions.filter((i) => i.incomplete).length : 0;

/** A route without the number that tells objects of one name apart: when the first has no findings left, the second takes its place. */
const unnumbered = (route: string): string => route.replace(/~\d+$/, '');

/** How often what a finding says is found: a fold counts as its members. */
const timesOf = (findings: readonly Reported[], { rule, members, route }: Reported): number => {
  const ids = new Set<string>(members.length > 0 ? members : [rule]);
  return findings
    .filter((f) => unnumbered(f.route) === unnumbered(route))
    .reduce((n, f) => n + (f.members.length > 0 ? f.members : [f.rule]).filter((id) => ids.has(id)).length, 0);
};

/** Edits where a double quote is open before them on the line, by counting: no reader of ours is asked. */
function inOpenQuote(path: string, text: string, edits: readonly { span: { start: number; end: number } }[]): boolean {
  if (!isDockerfile(path)) return false;
  return edits.some(({ span }) => {
    const start = text.lastIndexOf('\n', span.start - 1) + 1;
    const stop = text.indexOf('\n', span.start);
    const line = text.slice(start, stop < 0 ? text.length : stop);
    const inside = span.start > start + line.search(/\S|$/);
    const isPlain = !/['`\\#]|<</.test(line) && !/\\\r?\n$/.test(text.slice(0, start));
    return inside && isPlain && (line.split('"').length - 1) % 2 === 1;
  });
}

/**
 * Tries every fix of `text` in the place of `path`. `bounds` holds what fixes may do, by kind and by rule; with `learn` they are set instead. Gives
 * what is wrong, one line each.
 */
export function tryFixes(
  { before, after }: Bench,
  path: string,
  text: string,
  bounds: Map<string, Bound>,
  totals: Totals,
  learn = false,
): string[] {
  before.setFile(path, text);
  const { findings } = before.check(path);
  const faults: string[] = [];
  totals.texts++;
  for (const finding of findings) {
    totals.findings++;
    if (finding.span.start === finding.span.end && text.trim() !== '') faults.push(`${finding.rule}: an empty span`);
    for (const [nth, fix] of finding.fixes.entries()) {
      const name = `${finding.rule} "${fix.title}"`;
      let changes: readonly FileChange[];
      try {
        changes = fix.changes();
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
        continue;
      }
      if (changes.length === 0) {
        totals.refused++;
        continue;
      }
      totals.fixes++;
      const did = outcomeOf({ before, after }, path, finding, nth, changes);
      const kinds = [kindOf(fix), finding.rule];
      for (const kind of learn ? kinds : []) {
        const { added = 0, lost = 0 } = bounds.get(kind) ?? {};
        bounds.set(kind, { added: Math.max(added, did.added), lost: Math.max(lost, did.lost) });
      }
      const bound = kinds.flatMap((kind) => bounds.get(kind) ?? [])[0] ?? { added: 0, lost: 0 };
      const places = Number(/ in (\d+) places$/.exec(fix.title)?.[1] ?? 1);
      const steps = fix.steps.length > 0 ? sumOf(fix.steps.map((part) => addedBy(part.fix, before))) : bound.added;
      // The other places may lack other settings.
      const most = fix.steps.length > 0 && places > 1 ? places * Math.max(steps, MOST_FOLDED) : steps;
      faults.push(...did.faults.map((f) => `${name}: ${f}`));
      if (did.added > most + MOST_MORE) faults.push(`${name}: adds ${did.added} lines, not ${most}`);
      if (did.lost > (fix.steps.length > 0 ? 0 : 2 * bound.lost + MOST_MORE))
        faults.push(`${name}: takes away ${did.lost} things, not so many`);
    }
  }
  return [...new Set(faults)];
}

/** The title without its names and numbers, also without how many names: in a fold it tells which of the members' fixes this is. */
const kindOf = ({ title }: ReportedFix): string =>
  title
    .replace(/`[^`]*`/g, '`…`')
    .replace(/`…`(?:, `…`)+/g, '`…`')
    .replace(/\d+/g, 'n');

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const addedBy = (fix: ReportedFix, engine: Engine): number =>
  sumOf(fix.changes().map((c) => linesOf(textAfter(engine, c)) - linesOf(engine.textOf(c.path) ?? '')));

const textAfter = (engine: Engine, change: FileChange): string =>
  'create' in change ? change.create : applyEdits(engine.textOf(change.path) ?? '', change.edits);

function outcomeOf(
  { before, after }: Bench,
  path: string,
  finding: Reported,
  nth: number,
  changes: readonly FileChange[],
): { added: number; lost: number; faults: string[] } {
  const faults: string[] = [];
  let [added, lost] = [0, 0];
  after.setFile(path, before.textOf(path)!);
  for (const change of changes) {
    const was = before.textOf(change.path) ?? '';
    if ('edits' in change) {
      if (!compatible(change.edits)) faults.push(`edits of ${change.path} over one another`);
      if (inOpenQuote(change.path, was, change.edits)) faults.push(`edits an open quote of ${change.path}`);
    }
    const is = textAfter(before, change);
    if ('create' in change) {
      after.setFile(change.path, is);
      continue;
    }
    added += linesOf(is) - linesOf(was);
    const gone = lostOf(contentBefore(change.path, was), contentOf(change.path, is));
    const touched = gone > 0 ? touchedBy(change.path, was, change.edits) : 0;
    if (gone > touched) faults.push(`takes ${gone} things from ${change.path} with ${touched} that it edits`);
    lost += gone;
    faults.push(...damage(change.path, shapeBefore(change.path, was), shapeOf(change.path, is)));
    if (openParts(change.path, is) > openParts(change.path, was)) faults.push(`leaves ${change.path} open`);
    after.setFile(change.path, is);
  }
  const gone = Math.max(1, finding.fixes[nth]!.steps.length);
  const [was, is] = [before, after].map((e) => timesOf(apart(e.check(path).findings), finding));
  if (is! > was! - gone) faults.push('does not remove its finding');
  for (const change of changes) {
    const old = before.textOf(change.path);
    if (old === undefined) after.removeFile(change.path);
    else after.setFile(change.path, old);
  }
  return { added, lost, faults };
}
