import { difference } from '../core/text/edits.ts';

const CONTEXT = 3;

/** The change from `before` to `after` in unified format (`diff -u`), '' when there is none. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const edits = difference(before, after);
  if (edits.length === 0) return '';
  const old = split(before);
  const hunks = edits.map((e) => ({
    from: split(before.slice(0, e.span.start)).length,
    removed: split(before.slice(e.span.start, e.span.end)),
    added: split(e.text),
  }));
  const out = [`--- a/${path}\n`, `+++ b/${path}\n`];
  let shift = 0;
  for (let i = 0; i < hunks.length; ) {
    let j = i;
    while (j + 1 < hunks.length && hunks[j + 1]!.from - (hunks[j]!.from + hunks[j]!.removed.length) <= 2 * CONTEXT) j++;
    const group = hunks.slice(i, j + 1);
    const start = Math.max(0, group[0]!.from - CONTEXT);
    const last = group.at(-1)!;
    const end = Math.min(old.length, last.from + last.removed.length + CONTEXT);
    const body: string[] = [];
    let at = start;
    for (const h of group) {
      body.push(
        ...old.slice(at, h.from).map((l) => ` ${l}`),
        ...h.removed.map((l) => `-${l}`),
        ...h.added.map((l) => `+${l}`),
      );
      at = h.from + h.removed.length;
    }
    body.push(...old.slice(at, end).map((l) => ` ${l}`));
    const grown = group.reduce((n, h) => n + h.added.length - h.removed.length, 0);
    out.push(`@@ -${start + 1},${end - start} +${start + 1 + shift},${end - start + grown} @@\n`);
    out.push(...body.map((l) => (l.endsWith('\n') ? l : `${l}\n\\ No newline at end of file\n`)));
    shift += grown;
    i = j + 1;
  }
  return out.join('');
}

const split = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
