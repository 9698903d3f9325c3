import type { TextEdit } from '../../server/src/core/text/span.ts';

/** Where the text at an offset is after `edits`, which do not overlap. Text that an edit replaces is where its replacement begins. */
export function mappedOffset(edits: readonly TextEdit[], offset: number): number {
  let moved = offset;
  for (const { span, text } of edits) {
    if (span.end <= offset && span.start < offset) moved += text.length - (span.end - span.start);
    else if (span.start < offset) moved -= offset - span.start;
  }
  return moved;
}
