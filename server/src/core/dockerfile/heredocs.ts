import { isBlank, lineAt } from './logical-line.ts';
import type { Heredoc } from './model.ts';

/** A heredoc operator on an instruction's line. Its body is not read yet. */
interface Announced {
  readonly name: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
}

const FORM = /^\d*<<(-?)([^<]+)$/;

/**
 * The heredoc operators in the words of `line`, in order. None when a quote or `${` is open: BuildKit then finds no words.
 * Splits words like a shell, with `\` as escape character, even if the directive sets another. Source: BuildKit `parser.go`,
 * `heredocsFromLine`.
 */
export function announcedHeredocs(line: string): Announced[] {
  if (!line.includes('<<')) return [];
  const found: Announced[] = [];
  let from = -1;
  for (let i = 0; i <= line.length; i++) {
    const code = i < line.length ? line.charCodeAt(i) : 32;
    if (isBlank(code)) {
      if (from >= 0 && line.startsWith('<<', from + digits(line, from))) add(found, line.slice(from, i));
      from = -1;
      continue;
    }
    if (from < 0) from = i;
    if (code === 92) i++;
    else if (code === 39 || code === 34) {
      i = quoteEnd(line, i);
      if (i < 0) return [];
    }
  }
  return found;
}

function digits(line: string, from: number): number {
  let n = 0;
  while (line.charCodeAt(from + n) >= 48 && line.charCodeAt(from + n) <= 57) n++;
  return n;
}

/** Index of the quote that closes the quote at `open`; -1 if none does. */
function quoteEnd(line: string, open: number): number {
  const quote = line.charCodeAt(open);
  for (let i = open + 1; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code === quote) return i;
    if (code === 92 && quote === 34) i++;
  }
  return -1;
}

function add(found: Announced[], word: string): void {
  const match = FORM.exec(word);
  if (!match) return;
  const raw = match[2]!;
  const name = raw.replace(/\\(.)|(["'])/g, (_, escaped: string | undefined) => escaped ?? '');
  if (name !== '') found.push({ name, quoted: /["']/.test(raw), stripTabs: match[1] === '-' });
}

/**
 * Reads the bodies of `announced`, which begin at `start`. A body without a delimiter extends to the end of the text; `unterminated` is
 * then true, and `end` is the end of the last line. Bodies are as written, with the tabs that `<<-` removes.
 */
export function readHeredocs(
  text: string,
  start: number,
  announced: readonly Announced[],
): { heredocs: Heredoc[]; end: number; next: number; unterminated: boolean } {
  const heredocs: Heredoc[] = [];
  let next = start;
  let end = start;
  for (const { name, quoted, stripTabs } of announced) {
    const bodyStart = next;
    let bodyEnd = -1;
    while (next < text.length && bodyEnd < 0) {
      const from = next;
      const line = lineAt(text, from);
      ({ end, next } = line);
      let at = from;
      if (stripTabs) while (at < end && text.charCodeAt(at) === 9) at++;
      if (end - at === name.length && text.startsWith(name, at)) bodyEnd = from;
    }
    const bodySpan = { start: bodyStart, end: bodyEnd < 0 ? text.length : bodyEnd };
    heredocs.push({ name, quoted, stripTabs, body: text.slice(bodySpan.start, bodySpan.end), bodySpan });
    if (bodyEnd < 0) return { heredocs, end: Math.max(end, start), next: text.length, unterminated: true };
  }
  return { heredocs, end, next, unterminated: false };
}
