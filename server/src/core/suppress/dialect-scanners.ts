/** Marks that make secret scanners skip a line. Scanners read lines of any language, and so does this file. */
import { isAboutSecrets } from '../rule/concerns.ts';
import { type Span, span } from '../text/span.ts';
import type { Scanner, Suppression } from './suppression.ts';

const MARK =
  /\b(?:(gitleaks:allow)|(trufflehog:ignore)|pragma: ?(?:allowlist|whitelist) (nextline )?secret|secretlint-disable-(line|next-line)|(ggignore))\b/gi;

/** Every mark in a unit's text, with the line that it covers. Takes time linear in the text. */
export function readScanners(text: string): Suppression[] {
  const found: Suppression[] = [];
  // Marks are in order, and one line may hold many: the ends of the line and of the next one are found once.
  let line = lineAt(text, 0);
  for (const mark of text.matchAll(MARK)) {
    if (mark.index >= line.end) line = lineAt(text, mark.index);
    const next = mark[3] !== undefined || mark[4]?.toLowerCase() === 'next-line';
    found.push({
      dialect: dialectOf(mark),
      at: span(mark.index, mark.index + mark[0].length),
      scope: next ? 'next' : 'line',
      reach: next ? line.next : span(line.start, line.end),
      matches: isAboutSecrets,
      reason: '',
      text: mark[0],
    });
  }
  return found;
}

const dialectOf = (mark: RegExpExecArray): Scanner => {
  if (mark[1]) return 'gitleaks';
  if (mark[2]) return 'trufflehog';
  if (mark[5]) return 'ggshield';
  return mark[4] ? 'secretlint' : 'detect-secrets';
};

/** The line that holds an offset, and the one below it. */
function lineAt(text: string, at: number): Span & { readonly next: Span } {
  const end = lineEnd(text, at);
  const below = Math.min(text.length, end + 1);
  return { start: text.lastIndexOf('\n', at) + 1, end, next: span(below, lineEnd(text, below)) };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
