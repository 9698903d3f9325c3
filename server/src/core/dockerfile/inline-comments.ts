/** Comments behind a command on a line of RUN that goes on: they reach to the end of the instruction. */
import type { Span } from '../text/span.ts';
import type { Dockerfile, Instruction } from './model.ts';

export interface InlineComment {
  /** Without the blanks and the continuation behind it. */
  readonly at: Span;
  /** The end of its line, without the line break. */
  readonly lineEnd: number;
  /** How many lines the shell does not see. */
  readonly lost: number;
}

/** What may stand between a command and a comment. */
const BETWEEN = /^(?:[\s;&|(){}]|\b(?:fi|done|esac|then|do|else)\b)*#/;

/**
 * The comment that makes the shell skip the following lines of a RUN; `undefined` if there is none. BuildKit removes lines that are comments
 * only, and joins all others to one line before the shell reads it.
 * Source: BuildKit `frontend/dockerfile/parser/parser.go`, `trimContinuationCharacter` and `isComment`.
 */
export function inlineComment(file: Dockerfile, instruction: Instruction): InlineComment | undefined {
  const { argsSpan, heredocs } = instruction;
  const script = instruction.keyword === 'RUN' && heredocs.length === 0 ? instruction.shell() : undefined;
  if (!argsSpan || !script?.complete) return undefined;
  // The shell's own reader saw no command behind the comment.
  const last = script.commands.reduce((end, { span }) => Math.max(end, span.end), argsSpan.start);
  const found = BETWEEN.exec(file.text.slice(last, argsSpan.end));
  if (!found) return undefined;
  const start = last + found[0].length - 1;
  // A line of its own, or a word such as `a#b`.
  if (!/(?:^RUN[ \t]+|[^\s\\`][ \t]+|[;&|(])$/i.test(file.text.slice(file.text.lastIndexOf('\n', start) + 1, start)))
    return undefined;
  const lineEnd = file.text.indexOf('\n', start);
  if (lineEnd < 0 || lineEnd >= argsSpan.end) return undefined;
  const line = file.text.slice(start, lineEnd).trimEnd();
  if (!line.endsWith(file.escape)) return undefined;
  const lost = file.text
    .slice(lineEnd + 1, argsSpan.end)
    .split('\n')
    .filter(isCode).length;
  const end = start + line.slice(0, -1).trimEnd().length;
  return lost > 0 ? { at: { start, end }, lineEnd: start + line.length, lost } : undefined;
}

const isCode = (line: string): boolean => !/^\s*(?:#.*)?[\\`]?\s*$/.test(line);
