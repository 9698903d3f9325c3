/** Marks by which secret scanners are told that a line holds no secret. They look at lines, whatever the language, and so do we. */
import type { RuleMeta } from '../rule/rule.ts';
import { span } from '../text/span.ts';
import type { Scanner, Suppression } from './suppression.ts';

const MARK =
  /\b(?:(gitleaks:allow)|(trufflehog:ignore)|pragma: ?(?:allowlist|whitelist) (nextline )?secret|secretlint-disable-(line|next-line)|(ggignore))\b/gi;

const isAboutSecrets = (rule: RuleMeta): boolean => rule.id.startsWith('secret/');

/** Every mark in a unit's text, with the line that it speaks of. Linear in the text. */
export function readScanners(text: string): Suppression[] {
  const found: Suppression[] = [];
  for (const mark of text.matchAll(MARK)) {
    const next = mark[3] !== undefined || mark[4]?.toLowerCase() === 'next-line';
    const ownEnd = lineEnd(text, mark.index);
    const start = next ? Math.min(text.length, ownEnd + 1) : text.lastIndexOf('\n', mark.index) + 1;
    found.push({
      dialect: dialectOf(mark),
      at: span(mark.index, mark.index + mark[0].length),
      scope: next ? 'next' : 'line',
      reach: span(start, next ? lineEnd(text, start) : ownEnd),
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

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
