/** What of a file was not read although it is one of ours: a gate must not take it for clean. */

import { type Unit, yamlIn } from '../domain/unit.ts';
import type { Span } from '../text/span.ts';

/** `not-read`: nothing of the file, or of one of its documents, was judged. `partly`: something of it may be missing in the report. */
export type Extent = 'not-read' | 'partly';

export interface Unread {
  /** Where reading stopped or went wrong: offsets into the unit's text, in a `FileReport` into the file's. */
  readonly at: Span;
  readonly message: string;
  readonly extent: Extent;
}

/**
 * The markers that Git writes around both sides of a conflict: `<<<<<<< HEAD`, `>>>>>>> branch`. No format of ours has such a line at
 * column 0; the line of `=======` between them may be text of a heredoc.
 */
const CONFLICT = /^(?:<{7}|>{7})(?: .*)?$/m;

/** What of a unit was not read: for each reason its first place, in this order: a limit, then a conflict, a NUL character or the syntax. */
export function unreadIn(unit: Unit): Unread[] {
  const found: Unread[] = [];
  const yaml = yamlIn(unit);
  const limit = yaml?.problems.find((p) => p.kind !== 'syntax');
  if (limit)
    found.push({ at: limit.at, message: limit.message, extent: yaml?.root === undefined ? 'not-read' : 'partly' });
  const conflict = unit.text.includes('<<<<<<<') || unit.text.includes('>>>>>>>') ? CONFLICT.exec(unit.text) : null;
  if (conflict) {
    const at = { start: conflict.index, end: conflict.index + conflict[0].length };
    found.push({ at, message: 'a conflict that is not resolved', extent: 'partly' });
    return found;
  }
  const zero = unit.text.indexOf('\0');
  const broken = zero < 0 ? syntaxOf(unit) : { at: { start: zero, end: zero + 1 }, message: 'a NUL character' };
  if (broken) found.push({ ...broken, extent: 'partly' });
  return found;
}

/**
 * The first place where the reader gave something up. `undefined` for a template: what stands in for its actions can break a sound text
 * (17 of 770 documents of published charts).
 */
function syntaxOf(unit: Unit): { readonly at: Span; readonly message: string } | undefined {
  if (unit.kind === 'dockerfile') return unit.dockerfile.templated ? undefined : unit.dockerfile.problems[0];
  const yaml = yamlIn(unit);
  if (!yaml || yaml.templated) return undefined;
  const first = yaml.problems
    .filter((p) => p.kind === 'syntax')
    .reduce<(typeof yaml.problems)[number] | undefined>((a, b) => (a && a.at.start <= b.at.start ? a : b), undefined);
  if (!first) return undefined;
  // What is missing at the end of the text is missing at its last line.
  const last = Math.max(0, unit.text.trimEnd().length - 1);
  return { at: first.at.start > last ? { start: last, end: last + 1 } : first.at, message: first.message };
}
