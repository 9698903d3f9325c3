import { difference } from '../core/text/edits.ts';

const CONTEXT = 3;

/**
 * The change from `before` to `after` in unified format (`diff -u`), '' when there is none. `conceal` masks secrets in a line or a path.
 * What it changed is marked, since such a part does not apply as a patch: a hunk in its heading, a path by a line above.
 */
export function unifiedDiff(path: string, before: string, after: string, conceal: (text: string) => string): string {
  const edits = difference(before, after);
  if (edits.length === 0) return '';
  const old = split(before);
  let [from, counted] = [0, 0];
  const hunks = edits.map((e) => {
    // Counts only the lines since the edit before.
    from += split(before.slice(counted, e.span.start)).length;
    counted = e.span.start;
    return { from, removed: split(before.slice(e.span.start, e.span.end)), added: split(e.text) };
  });
  const shown = conceal(path);
  const out = [`--- ${named(`a/${shown}`)}\n`, `+++ ${named(`b/${shown}`)}\n`];
  if (shown !== path) out.unshift('# The name of the next file holds a secret and is masked\n');
  let shift = 0;
  for (let i = 0; i < hunks.length; ) {
    let j = i;
    while (j + 1 < hunks.length && hunks[j + 1]!.from - (hunks[j]!.from + hunks[j]!.removed.length) <= 2 * CONTEXT) j++;
    const group = hunks.slice(i, j + 1);
    const start = Math.max(0, group[0]!.from - CONTEXT);
    const last = group.at(-1)!;
    const end = Math.min(old.length, last.from + last.removed.length + CONTEXT);
    const body: string[] = [];
    // Not as arguments: a call takes about 100,000.
    const add = (mark: string, lines: readonly string[]): void => {
      for (const line of lines) body.push(mark + line);
    };
    let at = start;
    for (const h of group) {
      add(' ', old.slice(at, h.from));
      add('-', h.removed);
      add('+', h.added);
      at = h.from + h.removed.length;
    }
    add(' ', old.slice(at, end));
    const grown = group.reduce((n, h) => n + h.added.length - h.removed.length, 0);
    const masked = body.map((l) => l[0] + conceal(l.slice(1)));
    const mark = masked.some((l, n) => l !== body[n]) ? ' secrets masked, not a patch' : '';
    out.push(`@@ -${start + 1},${end - start} +${start + 1 + shift},${end - start + grown} @@${mark}\n`);
    for (const l of masked) out.push(l.endsWith('\n') ? l : `${l}\n\\ No newline at end of file\n`);
    shift += grown;
    i = j + 1;
  }
  return out.join('');
}

const split = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A name as git writes it: in quotes with C escapes if it holds a quote, a backslash or a character that is not plain (git-config, core.quotePath). */
const named = (name: string): string =>
  /^[\x20\x21\x23-\x5b\x5d-\x7e\u00a1-\u00ac\u00ae-\u036f]*$/.test(name)
    ? name
    : `"${[...name].map(escaped).join('')}"`;

const escaped = (c: string): string => {
  if (c === '"' || c === '\\') return `\\${c}`;
  if (/^[\x20-\x7e]$/.test(c)) return c;
  const code = c.charCodeAt(0);
  // A byte of a name that is not UTF-8.
  const bytes = c.length === 1 && code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : [...Buffer.from(c, 'utf8')];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
};
