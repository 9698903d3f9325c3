/** Selects the fixes to offer for a finding: none that edits a file that was not read whole or empties a branch of a template. The finding itself stays. */

import { isFullyParsed, mayEdit } from '../domain/editable.ts';
import type { Unit } from '../domain/unit.ts';
import { readEnvFile } from '../env/read.ts';
import { isComparedByTests } from '../files/folder-names.ts';
import { type Change, type Finding, type Fix, fixesOf } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { keepingBranches } from './empty-branches.ts';
import { withComments } from './explained.ts';

/**
 * The fixes of a finding of `unit` that may be applied. `all`: the whole workspace was read whole, so no edit needs to be computed for
 * the check. An internal error in a fix does not remove the finding.
 */
export function offeredFixes(finding: Finding, unit: Unit, all: boolean): readonly Fix[] {
  try {
    if (unit.kind !== 'dockerfile' && !isFullyParsed(unit)) return [];
    // What edits YAML and JSON does not edit HCL.
    if (unit.path.endsWith('.hcl')) return [];
    if (isOfRelease(unit.path) || isComparedByTests(unit.path)) return [];
    const fixes = withComments(keepingBranches(fixesOf(finding), unit), finding, unit);
    return all ? fixes : fixes.filter((fix) => fix.steps !== undefined || mayApply(fix.change(), unit));
  } catch {
    return [];
  }
}

/**
 * Whether a file is part of one released version, which stays as it was released: `releases/v0.7.0/docker-compose.yml`, `versioned_docs/version-1.2/…`.
 * A folder of a version alone is a line that is still maintained.
 */
const isOfRelease = (path: string): boolean =>
  /(?:^|\/)(?:releases?|archived?|archives|versioned_docs)\/(?:[^/]+\/)?[\w.-]*\d+\.\d+[^/]*\//i.test(path);

/** Whether every change, in `unit` or elsewhere, edits a unit that was read whole. `mayAppend` checks whole files. */
export function mayApply(changes: readonly Change[], unit: Unit): boolean {
  const byUnit = new Map<Unit, TextEdit[]>();
  for (const change of changes) {
    if ('file' in change) continue;
    const [of, edits] = 'span' in change ? [unit, [change]] : [change.unit, change.edits];
    byUnit.set(of, [...(byUnit.get(of) ?? []), ...edits]);
  }
  return [...byUnit].every(([of, edits]) => mayEdit(of, edits));
}

/** Whether lines may be added at the end of a file. Not in an environment file whose last value has an open quote. */
export const mayAppend = (path: string, text: string): boolean =>
  !/(^|\/)[^/]*\.env(\.[\w.-]+)?$|(^|\/)\.env/.test(path) ||
  isFullyParsed({ kind: 'env', path, text, start: 0, env: readEnvFile(text) });
