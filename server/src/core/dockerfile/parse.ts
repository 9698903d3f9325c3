import type { Span } from '../text/span.ts';
import { readDirectives } from './directives.ts';
import { lineAt, skipBlanks } from './logical-line.ts';
import type { Dockerfile } from './model.ts';
import { isTemplateLine, type RawInstruction, readInstruction } from './raw-instruction.ts';
import { buildStages } from './stages.ts';

/**
 * Reads a Dockerfile. Never throws; takes time linear in the text, `shell()` apart. Lines are joined and heredocs taken as BuildKit does it
 * (`frontend/dockerfile/parser/parser.go`), but what makes BuildKit refuse a file (an unknown instruction, an open heredoc) is only noted
 * in `problems` or passed over: an editor's text is unfinished most of the time.
 */
export function parseDockerfile(text: string): Dockerfile {
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
    // A line of nothing but the escape character at the end of the text makes no instruction.
    if (raw.keyword !== '') raws.push(raw);
    next = raw.next;
  }
  return {
    text,
    eol: eolOf(text),
    escape: escapeChar,
    directives,
    comments,
    problems,
    templated: raws.some(isTemplateLine),
    ...buildStages(text, escapeChar, raws),
  };
}

/** That of the first line: mixed files are edited in the style of their top. */
function eolOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
}
