import { contentsOf } from './contents.ts';
import { readDirectives } from './directives.ts';
import type { Dockerfile } from './model.ts';
import { isTemplateLine } from './raw-instruction.ts';
import { type ReadLines, readLines } from './read-lines.ts';
import type { BuildArguments } from './scope.ts';
import { buildStages } from './stages.ts';

const NONE: BuildArguments = new Map();

/**
 * Parses a Dockerfile. Never throws. Linear in the text, except `shell()`. Joins lines and reads heredocs like BuildKit
 * (`frontend/dockerfile/parser/parser.go`). What BuildKit refuses (an unknown instruction, an open heredoc) is only a problem or is
 * ignored, because the text in an editor is often unfinished.
 * @param given build arguments, which replace the defaults of ARGs of these names (Dockerfile reference, "ARG")
 * @param before the state before an edit, read without arguments: instructions and stages that say the same keep their contents
 */
export function parseDockerfile(text: string, given: BuildArguments = NONE, before?: Dockerfile): Dockerfile {
  const directives = readDirectives(text);
  const escapeChar = directives.find((d) => d.name === 'escape')?.value === '`' ? '`' : '\\';
  const kept = before && given === NONE ? linesOf.get(before) : undefined;
  const lines = readLines(text, escapeChar, kept);
  const { raws, comments, problems } = lines;
  const file: Dockerfile = {
    text,
    eol: eolOf(text),
    escape: escapeChar,
    directives,
    comments,
    problems,
    templated: raws.some(isTemplateLine),
    ...buildStages(text, escapeChar, raws, given),
  };
  if (!before || given !== NONE) return file;
  const edited = { ...file, contents: contentsOf(file, before.contents) };
  linesOf.set(edited, lines);
  return edited;
}

/** The lines of files that were edited. */
const linesOf = new WeakMap<Dockerfile, ReadLines>();

/** The line break of the first line. Edits of a file with mixed line breaks use it. */
function eolOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
}
