import type { Engine } from '../engine/engine.ts';
import type { FileReport, ReportedFix } from '../engine/report.ts';
import { names } from '../rule/names.ts';
import { type LineIndex, lineIndex } from '../text/lines.ts';
import { concealing } from './conceal.ts';
import { type Printed, type PrintedFix, type PrintedIgnored, region } from './finding.ts';
import { masked } from './mask.ts';

/** What a format shows of a finding beside its place and message. */
export interface Details {
  /** Lines of the file. Without them, no secret is searched for. */
  readonly frames?: boolean;
  /** The edits of fixes: costly. */
  readonly edits?: boolean;
}

/**
 * Prepares a file's findings for printing. `shown` turns a workspace path into the path to print. Code frames come from `lines`, where
 * all secrets are masked, whichever rule refers to them.
 */
export function printed(
  engine: Engine,
  report: FileReport,
  shown: (path: string) => string,
  { frames = false, edits = false }: Details = { frames: true },
): Printed[] {
  if (report.findings.length === 0) return [];
  const text = engine.textOf(report.path) ?? '';
  const lines = lineIndex(frames ? masked(text, engine.secretsIn(report.path)) : text);
  const linesOf = linesByPath(engine, report.path, lines);
  return report.findings.map((finding) => ({
    finding,
    path: shown(finding.path),
    lines: frames ? lines : undefined,
    ...region(lines, finding.span),
    related: finding.related.map((r) => ({
      path: shown(r.path),
      message: r.message,
      ...(r.affected && { affected: r.affected }),
      ...region(linesOf(r.path), r.span),
    })),
    edits: edits ? finding.fixes.flatMap((fix) => editsOf(fix, engine, shown, linesOf)) : undefined,
  }));
}

/** The fix with its edits; none if it creates a file or its text has a secret: reports never show one. */
function editsOf(
  { title, safety, note, changes }: ReportedFix,
  engine: Engine,
  shown: (path: string) => string,
  linesOf: (path: string) => LineIndex,
): PrintedFix[] {
  const changed = changes();
  const files: PrintedFix['files'][number][] = [];
  const secrets = changed.map(({ path }) => concealing(engine.textOf(path) ?? '', engine.secretsIn(path)));
  for (const change of changed) {
    if (!('edits' in change)) return [];
    const edits = change.edits.map(({ span, text }) => ({ ...region(linesOf(change.path), span), text }));
    if (edits.some(({ text }) => secrets.some((conceal) => conceal(text) !== text))) return [];
    files.push({ path: shown(change.path), edits });
  }
  return files.length === 0 ? [] : [{ title, safety, note, files }];
}

/** The comments of a file that suppress findings of rules, in its order. A name such as `user/*` stands for each of its rules. */
export function printedIgnored(engine: Engine, report: FileReport, shown: (path: string) => string): PrintedIgnored[] {
  const lines = lineIndex(engine.textOf(report.path) ?? '');
  return report
    .ignored()
    .flatMap(({ rule, at, reason }) =>
      engine.rules
        .filter(({ meta }) => names(rule, meta.id))
        .map(({ meta }) => ({ path: shown(report.path), rule: meta.id, reason, ...region(lines, at) })),
    );
}

/** The masked lines of any file, computed once; those of `path` are passed in. Masking keeps lines and columns. */
function linesByPath(engine: Engine, path: string, lines: LineIndex): (path: string) => LineIndex {
  const known = new Map([[path, lines]]);
  return (other) => {
    const before = known.get(other);
    if (before) return before;
    const made = lineIndex(engine.textOf(other) ?? '');
    known.set(other, made);
    return made;
  };
}
