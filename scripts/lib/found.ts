/**
 * Prints the generated fence of a case: the complete report as text. Each finding starts with its place (1-based line and column, end
 * exclusive; with the file's name if there are several files), severity and rule. Its message, unusual facts, related places and fixes with
 * their changes follow. Fixes of other rules are printed on the pages of those rules.
 */
import type { Engine } from '../../server/src/core/engine/engine.ts';
import type { Reported, ReportedFix } from '../../server/src/core/engine/report.ts';
import { lineIndex } from '../../server/src/core/text/lines.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { added, lineDiff } from './line-diff.ts';
import { applyChanges, type Files } from './prove.ts';

export interface Found {
  readonly path: string;
  readonly finding: Reported;
}

/** Printed instead of changes that an earlier fix of the same case also makes. */
export const AS_ABOVE = 'as above';

/** How much of a finding is printed: all, or its place, severity, message and related places. */
export type Detail = (finding: Reported) => 'all' | 'place';

/**
 * The text of the fence for `list`, in that order; empty if there are no findings. `membership` names the rule that folds a finding with
 * others outside of the audit profile. `routes`: also prints the route that identifies a finding across edits, for rules that choose it.
 */
export function foundText(
  files: Files,
  engine: Engine,
  list: readonly Found[],
  detail: Detail,
  membership: (found: Found) => string | undefined,
  routes: boolean,
): string {
  const place = placeIn(engine, files.size > 1);
  const shown = new Set<string>();
  const fixLines = (path: string, fix: ReportedFix): string[] => {
    const changes = changeLines(files, path, fix);
    const key = changes.join('\n');
    const again = shown.has(key);
    shown.add(key);
    const note = fix.note === undefined ? [] : [`then: ${fix.note}`];
    return [`fix (${fix.safety}) ${fix.title}`, ...(again ? [AS_ABOVE] : changes), ...note];
  };
  const lines = list.flatMap((one) => {
    const { path, finding } = one;
    if (/[\r\n]/.test(finding.message)) throw new Error(`a message of two lines: ${finding.message}`);
    return [
      `@@ ${place(path, finding.span)} ${finding.severity} ${finding.rule} @@`,
      finding.message,
      ...unusual(engine, path, finding, membership(one), routes),
      ...finding.related.map((r) => `see ${placeIn(engine, r.path !== path)(r.path, r.span)} ${r.message}`),
      ...(detail(finding) === 'all' ? finding.fixes.flatMap((fix) => fixLines(path, fix)) : []),
    ];
  });
  return lines.map((l) => `${l}\n`).join('');
}

/** The unusual facts of a finding: a confidence below high, a profile beyond the default, an ignore comment that works elsewhere too. */
function unusual(engine: Engine, path: string, finding: Reported, group: string | undefined, route: boolean): string[] {
  const lines = lineIndex(engine.textOf(path)!);
  const [begins, about] = [finding.span.start, finding.covers.start].map((at) => lines.position(at).line + 1);
  const parts = [
    ...(finding.confidence === 'high' ? [] : [`confidence ${finding.confidence}`]),
    ...(finding.profile === 'default' ? [] : [`profile ${finding.profile}`]),
    ...(about === begins ? [] : [`ignorable at line ${about}`]),
    ...(group === undefined ? [] : [`part of ${group}`]),
    ...(route ? [`known as ${finding.route}`] : []),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

/** The changes of a fix: the name and changed lines of each file. The name is left out if only the finding's file changes. */
function changeLines(files: Files, path: string, fix: ReportedFix): string[] {
  const after = applyChanges(files, fix.changes());
  const changed = [...after].filter(([p, text]) => files.get(p) !== text).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return changed.flatMap(([p, text]) => {
    const old = files.get(p);
    const name = old === undefined ? [`+++ ${p} (new)`] : p === path && changed.length === 1 ? [] : [`+++ ${p}`];
    return [...name, ...(old === undefined ? added(text) : lineDiff(old, text))];
  });
}

/** Prints spans: `4:6-4:10`, an empty one `4:6`. */
function placeIn(engine: Engine, named: boolean): (path: string, span: Span) => string {
  return (path, { start, end }) => {
    const lines = lineIndex(engine.textOf(path)!);
    const print = (offset: number): string => {
      const { line, character } = lines.position(offset);
      return `${line + 1}:${character + 1}`;
    };
    return `${named ? `${path}:` : ''}${print(start)}${end > start ? `-${print(end)}` : ''}`;
  };
}
