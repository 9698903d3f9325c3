import type { Span } from '../text/span.ts';
import { announcedHeredocs, readHeredocs } from './heredocs.ts';
import { incompleteOf } from './incomplete.ts';
import { isBlank, type LogicalLine, readLogicalLine, skipBlanks, spanOf } from './logical-line.ts';
import type { Argument, Flag, Heredoc, Incomplete, Mount } from './model.ts';
import { mountsOf } from './mounts.ts';
import { blankSeparated, jsonArray, quotedWords, type Range, readFlags } from './words.ts';

/** An instruction parsed from its own text, without its stage. */
export interface RawInstruction {
  readonly line: LogicalLine;
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly flags: readonly Flag[];
  readonly mounts: readonly Mount[];
  /** The index in `line.text` where the arguments begin, and the ranges of their words. */
  readonly rest: number;
  readonly words: readonly Range[];
  readonly args: readonly Argument[];
  readonly argsSpan: Span | undefined;
  readonly argsText: string;
  readonly heredocs: readonly Heredoc[];
  readonly unterminated: boolean;
  readonly exec: readonly Argument[] | undefined;
  /** See `Instruction.incomplete`. */
  readonly incomplete: Incomplete | undefined;
  readonly onbuild: RawInstruction | undefined;
  /** Start of the next line. */
  readonly next: number;
}

const WITH_HEREDOCS = new Set(['RUN', 'COPY', 'ADD']);
const WITH_JSON = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'VOLUME', 'ADD', 'COPY', 'HEALTHCHECK']);
const WITH_PAIRS = new Set(['ENV', 'ARG', 'LABEL']);
const NO_MOUNTS: readonly Mount[] = [];

const TEMPLATE = /\{\{|\{%|<%/;

/** Whether a line belongs to a template engine: it may become any instruction or none. In a RUN other programs use the same signs. */
export const isTemplateLine = (raw: RawInstruction): boolean =>
  TEMPLATE.test(raw.keyword.slice(0, 2)) || (raw.keyword === 'FROM' && TEMPLATE.test(raw.argsText));

/** Parses the instruction at `start`, which is not a blank or a comment. Source: BuildKit `parser.go`, `Parse`. */
export function readInstruction(text: string, start: number, escapeChar: '\\' | '`'): RawInstruction {
  return fromLine(text, readLogicalLine(text, start, escapeChar), 0, escapeChar, false);
}

/** Parses the instruction at index `from` of `line`. The argument of ONBUILD is an instruction too, but cannot be another ONBUILD. */
function fromLine(
  text: string,
  line: LogicalLine,
  from: number,
  escapeChar: '\\' | '`',
  nested: boolean,
): RawInstruction {
  const keywordFrom = skipBlanks(line.text, from, line.text.length);
  let keywordTo = keywordFrom;
  while (keywordTo < line.text.length && !isBlank(line.text.charCodeAt(keywordTo))) keywordTo++;
  const keyword = line.text.slice(keywordFrom, keywordTo).toUpperCase();
  const { flags, rest } = readFlags(line, keywordTo, escapeChar);
  const onbuild =
    keyword === 'ONBUILD' && !nested && rest < line.text.length
      ? fromLine(text, line, rest, escapeChar, true)
      : undefined;
  const words = WITH_PAIRS.has(keyword) ? quotedWords(line.text, rest, escapeChar) : blankSeparated(line.text, rest);
  const last = words.at(-1);
  const keywordSpan = spanOf(line, keywordFrom, keywordTo);
  const json = WITH_JSON.has(keyword) ? jsonStart(keyword, line.text, words, rest) : undefined;
  const exec = json === undefined ? undefined : jsonArray(line, json);
  const docs = onbuild ?? heredocsOf(text, line, WITH_HEREDOCS.has(keyword) && !exec);
  return {
    line,
    keyword,
    keywordSpan,
    span: { start: keywordSpan.start, end: docs.heredocs.length > 0 ? docs.span.end : line.end },
    flags,
    mounts: keyword === 'RUN' ? mountsOf(text, flags) : NO_MOUNTS,
    rest,
    words,
    args: words.map((w) => ({ text: line.text.slice(w.from, w.to), span: spanOf(line, w.from, w.to) })),
    argsSpan: last ? spanOf(line, words[0]!.from, last.to) : undefined,
    argsText: last ? line.text.slice(words[0]!.from, last.to) : '',
    heredocs: docs.heredocs,
    unterminated: docs.unterminated,
    exec,
    incomplete: onbuild
      ? onbuild.incomplete
      : incompleteOf({ keyword, line, rest, json: exec ? undefined : json, openHeredoc: docs.unterminated }),
    onbuild,
    next: docs.next,
  };
}

function jsonStart(keyword: string, text: string, words: readonly Range[], rest: number): number {
  const first = words[0];
  return keyword === 'HEALTHCHECK' && first && text.slice(first.from, first.to).toUpperCase() === 'CMD'
    ? skipBlanks(text, first.to, text.length)
    : rest;
}

function heredocsOf(text: string, line: LogicalLine, allowed: boolean) {
  const announced = allowed ? announcedHeredocs(line.text) : [];
  if (announced.length === 0)
    return { heredocs: [], span: { start: 0, end: line.end }, next: line.next, unterminated: false };
  const { heredocs, end, next, unterminated } = readHeredocs(text, line.next, announced);
  return { heredocs, span: { start: 0, end: Math.max(end, line.end) }, next, unterminated };
}
