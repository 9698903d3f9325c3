/** Parts of a supported file that were not read. A CI gate must not treat them as clean. */

import type { Dockerfile, Incomplete } from '../dockerfile/model.ts';
import { type Unit, yamlIn } from '../domain/unit.ts';
import type { Span } from '../text/span.ts';

/** `not-read`: nothing of the file, or of one of its documents, was checked. `partly`: the report may be incomplete. */
export type Extent = 'not-read' | 'partly';

export interface Unread {
  /** Place where reading stopped or failed: offsets in the unit's text, in a `FileReport` in the file's text. */
  readonly at: Span;
  readonly message: string;
  readonly extent: Extent;
}

/** What a result of several files lacks: a part of a kustomization that is not read, a template that is not rendered. */
export interface LeftOut {
  /** Offsets in the file's text. */
  readonly at: Span;
  readonly message: string;
}

/**
 * The markers that Git writes around a conflict: `<<<<<<< HEAD`, `>>>>>>> branch`. No supported format has such a line at column 0.
 * The line `=======` between them may be text of a heredoc.
 */
const CONFLICT = /^(?:<{7}|>{7})(?: .*)?$/m;

/** The unread parts of a unit: the first place for each reason, in the order limit, conflict, then NUL character or syntax. */
export function unreadIn(unit: Unit): Unread[] {
  const found: Unread[] = [];
  const yaml = yamlIn(unit);
  const limit = yaml?.problems.find((p) => p.kind !== 'syntax');
  if (limit)
    found.push({ at: limit.at, message: limit.message, extent: yaml?.root === undefined ? 'not-read' : 'partly' });
  const conflict = unit.text.includes('<<<<<<<') || unit.text.includes('>>>>>>>') ? CONFLICT.exec(unit.text) : null;
  if (conflict) {
    const at = { start: conflict.index, end: conflict.index + conflict[0].length };
    found.push({ at, message: 'an unresolved merge conflict', extent: 'partly' });
    return found;
  }
  const zero = unit.text.indexOf('\0');
  const broken = zero < 0 ? syntaxOf(unit) : { at: { start: zero, end: zero + 1 }, message: 'a NUL character' };
  if (broken) found.push({ ...broken, extent: 'partly' });
  return found;
}

/**
 * The first place where the parser gave up. `undefined` for a template: the text that replaces its actions can break valid YAML (17 of
 * 770 documents of published charts).
 */
function syntaxOf(unit: Unit): { readonly at: Span; readonly message: string } | undefined {
  if (unit.kind === 'dockerfile') return unit.dockerfile.templated ? undefined : brokenIn(unit.dockerfile);
  const yaml = yamlIn(unit);
  if (!yaml || yaml.templated) return undefined;
  const first = yaml.problems
    .filter((p) => p.kind === 'syntax')
    .reduce<(typeof yaml.problems)[number] | undefined>((a, b) => (a && a.at.start <= b.at.start ? a : b), undefined);
  if (!first) return undefined;
  // Text missing at the end of the file is reported on its last line.
  const last = Math.max(0, unit.text.trimEnd().length - 1);
  return { at: first.at.start > last ? { start: last, end: last + 1 } : first.at, message: first.message };
}

/** An open heredoc, or the first instruction that Docker does not know or that is cut off. Another frontend (`# syntax=`) may know it. */
function brokenIn({ problems, instructions, directives }: Dockerfile): { at: Span; message: string } | undefined {
  if (problems[0]) return problems[0];
  if (
    directives.some(
      ({ name, value }) => name === 'syntax' && !/^(?:docker\.io\/)?docker\/dockerfile(?:$|[:@])/.test(value),
    )
  )
    return undefined;
  for (const { incomplete, keywordSpan } of instructions) {
    const message = incomplete && HALF[incomplete];
    if (message !== undefined) return { at: keywordSpan, message };
  }
  return undefined;
}

/** What half an instruction lacks. An open heredoc is a problem of the parser; Docker takes a continuation at the end of a file for a line break. */
const HALF: Partial<Record<Incomplete, string>> = {
  keyword: 'an unknown instruction',
  quote: 'an instruction whose quote is not closed',
  array: 'an instruction whose list is not closed',
};
