import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dockerfile, Instruction } from '../../server/src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parse.ts';
import type { TextEdit } from '../../server/src/core/text/span.ts';

/** `text` after edits that do not overlap. */
export function apply(text: string, edits: readonly TextEdit[]): string {
  let out = text;
  for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start))
    out = out.slice(0, edit.span.start) + edit.text + out.slice(edit.span.end);
  return out;
}

export type Make = (file: Dockerfile, target: Instruction) => TextEdit[];

/** Edits the last instruction whose keyword is `keyword`; then once more with CRLF, and without the last line break. */
export function check(name: string, before: string, keyword: string, make: Make, after: string): void {
  const edited = (text: string) => {
    const file = parseDockerfile(text);
    const target = file.instructions.findLast((i) => i.keyword === keyword)!;
    return apply(text, make(file, target));
  };
  const bare = (text: string) => text.replace(/\n$/, '');
  test(name, () => {
    assert.equal(edited(before), after);
    assert.equal(edited(before.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
    assert.equal(bare(edited(bare(before))), bare(after));
  });
}
