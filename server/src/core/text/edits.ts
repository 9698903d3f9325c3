import type { Span, TextEdit } from './span.ts';

/** Whether `edits` can be applied together: no two overlap or insert at the same place. */
export function compatible(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1]!.span;
    const here = sorted[i]!.span;
    if (here.start < before.end || (here.start === before.start && here.end === before.end)) return false;
  }
  return true;
}

/**
 * Collects edits that can be applied together. `add` takes all edits of a set, or none and returns `false` when one of them conflicts with
 * an edit that was added before.
 */
export function compatibleSet(): { readonly edits: readonly TextEdit[]; add(more: readonly TextEdit[]): boolean } {
  const edits: TextEdit[] = [];
  const before = (a: Span, b: Span): boolean => a.start < b.start || (a.start === b.start && a.end < b.end);
  const collides = (a: Span, b: Span): boolean => b.start < a.end || (a.start === b.start && a.end === b.end);
  const placeOf = ({ span }: TextEdit): number => {
    let low = 0;
    for (let high = edits.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (before(edits[middle]!.span, span)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    edits,
    add(more) {
      const added: TextEdit[] = [];
      for (const edit of more) {
        const at = placeOf(edit);
        const [left, right] = [edits[at - 1], edits[at]];
        if ((left && collides(left.span, edit.span)) || (right && collides(edit.span, right.span))) {
          for (const one of added) edits.splice(edits.indexOf(one), 1);
          return false;
        }
        edits.splice(at, 0, edit);
        added.push(edit);
      }
      return true;
    },
  };
}

/** Applies `edits` to `text`. Their spans refer to `text` and must not overlap. Several insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order);
  let out = '';
  let from = 0;
  for (const { edit } of sorted) {
    out += text.slice(from, Math.max(from, edit.span.start)) + edit.text;
    from = Math.max(from, edit.span.end);
  }
  return out + text.slice(from);
}

/**
 * The difference of two texts as edits of whole lines: one edit for each run of changed lines. Turns the result of several fixes into
 * one change. The cost is quadratic in the number of changed lines; beyond 4 million pairs of lines they all become one edit.
 */
export function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const a = lines(before);
  const b = lines(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const offset = length(a, 0, head);
  const midA = a.slice(head, a.length - tail);
  const midB = b.slice(head, b.length - tail);
  if (midA.length * midB.length > 4_000_000) return [edit(offset, midA, midB)];
  return lineEdits(midA, midB, offset);
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const length = (list: readonly string[], from: number, to: number): number => {
  let n = 0;
  for (let i = from; i < to; i++) n += list[i]!.length;
  return n;
};
const edit = (start: number, a: readonly string[], b: readonly string[]): TextEdit => ({
  span: { start, end: start + length(a, 0, a.length) },
  text: b.join(''),
});

/** Longest common subsequence over lines. */
function lineEdits(a: readonly string[], b: readonly string[], offset: number): TextEdit[] {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  const edits: TextEdit[] = [];
  let i = 0;
  let j = 0;
  let at = offset;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      at += a[i]!.length;
      i++;
      j++;
      continue;
    }
    const fromI = i;
    const fromJ = j;
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && table[(i + 1) * width + j]! >= table[i * width + j + 1]!)) i++;
      else j++;
    }
    const removed = a.slice(fromI, i);
    edits.push(edit(at, removed, b.slice(fromJ, j)));
    at += length(removed, 0, removed.length);
  }
  return edits;
}
