/** The same instruction at another place of its file. */
import { type Span, shift } from '../text/span.ts';
import type { Argument, Flag, Mount } from './model.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** A copy of the instruction, `by` characters further on; the instruction itself for 0. */
export function movedInstruction(raw: RawInstruction, by: number): RawInstruction {
  if (by === 0) return raw;
  const { line } = raw;
  return movedOn(raw, by, {
    ...line,
    offsets: line.offsets.map((offset) => offset + by),
    end: line.end + by,
    next: line.next + by,
    comments: line.comments.map((comment) => shift(comment, by)),
  });
}

/** `line`: the instruction's line at its new place, which ONBUILD and its trigger share. */
function movedOn(raw: RawInstruction, by: number, line: RawInstruction['line']): RawInstruction {
  const flags = raw.flags.map(
    (flag): Flag => ({
      ...flag,
      span: shift(flag.span, by),
      valueSpan: flag.valueSpan && shift(flag.valueSpan, by),
    }),
  );
  const args = (list: readonly Argument[]): Argument[] =>
    list.map(({ text, span }) => ({ text, span: shift(span, by) }));
  return {
    line,
    keyword: raw.keyword,
    keywordSpan: shift(raw.keywordSpan, by),
    span: shift(raw.span, by),
    flags,
    mounts: raw.mounts.length === 0 ? raw.mounts : raw.mounts.map((mount) => movedMount(mount, raw.flags, flags, by)),
    rest: raw.rest,
    words: raw.words,
    args: args(raw.args),
    argsSpan: raw.argsSpan && shift(raw.argsSpan, by),
    argsText: raw.argsText,
    heredocs: raw.heredocs.map((doc) => ({ ...doc, bodySpan: shift(doc.bodySpan, by) })),
    unterminated: raw.unterminated,
    exec: raw.exec && args(raw.exec),
    incomplete: raw.incomplete,
    onbuild: raw.onbuild && movedOn(raw.onbuild, by, line),
    next: raw.next + by,
  };
}

function movedMount(mount: Mount, old: readonly Flag[], flags: readonly Flag[], by: number): Mount {
  const moved = (at: Span): Span => shift(at, by);
  const options = [...mount.options].map(
    ([key, { value, span, valueSpan }]) => [key, { value, span: moved(span), valueSpan: moved(valueSpan) }] as const,
  );
  return { flag: flags[old.indexOf(mount.flag)]!, options: new Map(options) };
}
