import type { Span } from '../text/span.ts';
import { contentsOf } from './contents.ts';
import { readDirectives } from './directives.ts';
import { lineAt, skipBlanks } from './logical-line.ts';
import type { Dockerfile } from './model.ts';
import { isTemplateLine, type RawInstruction, readInstruction } from './raw-instruction.ts';
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
  const raws: RawInstruction[] = [];
  const comments: Span[] = [];
  const problems: { at: Span; message: string }[] = [];
  let next = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const at = skipBlanks(text, next, text.length);
    if (at >= text.length) break;
    if (text.charCodeAt(at) === 35) {
      const line = lineAt(text, at);
      comments.push({ start: at, end: line.end });
      next = line.next;
      continue;
    }
    const raw = readInstruction(text, at, escapeChar);
    for (const comment of raw.line.comments) comments.push(comment);
    if (raw.unterminated) problems.push({ at: raw.keywordSpan, message: 'heredoc without its end' });
    // A last line with only the escape character is not an instruction.
    if (raw.keyword !== '') raws.push(raw);
    next = raw.next;
  }
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
  return before && given === NONE ? { ...file, contents: contentsOf(file, before.contents) } : file;
}

/** The line break of the first line. Edits of a file with mixed line breaks use it. */
function eolOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
}
