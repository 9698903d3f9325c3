import type { Engine } from '../engine/engine.ts';
import type { FileReport } from '../engine/report.ts';
import { type LineIndex, lineIndex } from '../text/lines.ts';
import { type Printed, region } from './finding.ts';
import { masked } from './mask.ts';

/**
 * Prepares a file's findings for printing. `shown` turns a workspace path into the path to print. Code frames come from `lines`, where
 * all secrets are masked, whichever rule refers to them. `frames`: whether the format has code frames. Without, no secret is searched for.
 */
export function printed(engine: Engine, report: FileReport, shown: (path: string) => string, frames = true): Printed[] {
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
  }));
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
