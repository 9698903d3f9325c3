import type { Span } from '../text/span.ts';

/** Replaces the text in `spans` by asterisks and keeps line ends, so that offsets, lines and columns stay valid. */
export function masked(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let out = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    out += text.slice(from, begin) + text.slice(begin, end).replace(/[^\r\n]/g, '*');
    from = end;
  }
  return out + text.slice(from);
}
