import { type Span, span } from '../text/span.ts';
import type { EnvFile, EnvFileVariable } from './model.ts';

const NAME = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:]/y;

/** The whole value is a variable, or contains a variable in braces or a command. */
const REFERENCE = /^\$[A-Za-z_]\w*$|(?<!\\)\$[{(]/;

/** Reads a file of environment variables. Never throws: it skips lines that are no assignments. Linear in the text. */
export function readEnvFile(text: string): EnvFile {
  const variables: EnvFileVariable[] = [];
  const comments: Span[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const variable = variableAt(text, at, end);
    if (variable) {
      variables.push(variable);
      const behind = /^["']?[ \t]+(?=#)/.exec(text.slice(variable.valueSpan.end, variable.span.end));
      if (behind) comments.push(span(variable.valueSpan.end + behind[0].length, variable.span.end));
    } else {
      const hash = /^[ \t]*#/.exec(text.slice(at, Math.min(end, at + 200)));
      if (hash) comments.push(span(at + hash[0].length - 1, end));
    }
    at = nextLine(text, variable?.span.end ?? end);
  }
  return { variables, comments, eol: /\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n' };
}

/** The end of the line that contains `at`, before its line break. */
function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

const nextLine = (text: string, end: number): number => {
  const feed = text.indexOf('\n', end);
  return feed < 0 ? text.length : feed + 1;
};

function variableAt(text: string, at: number, end: number): EnvFileVariable | undefined {
  NAME.lastIndex = at;
  const match = NAME.exec(text);
  const name = match?.[1];
  if (!match || name === undefined || NAME.lastIndex > end) return undefined;
  const from = match[0].length + at;
  const blanks = /^[ \t]*/.exec(text.slice(from, end))?.[0].length ?? 0;
  const start = from + blanks;
  const written = text.slice(start, end);
  const nameAt = at + match[0].lastIndexOf(name);
  const found = quoted(text, start) ?? bare(written, start);
  const value = text.slice(found.start, found.end);
  return {
    name,
    nameSpan: span(nameAt, nameAt + name.length),
    value,
    valueSpan: found,
    dynamic: text[found.start - 1] !== "'" && REFERENCE.test(value),
    span: span(at, Math.max(end, lineEnd(text, found.end))),
  };
}

/** The span inside the quotes that begin at `start`; they may span several lines. `undefined` without a closing quote. */
function quoted(text: string, start: number): Span | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  for (let i = start + 1; i < text.length && i < start + 50_000; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return span(start + 1, i);
  }
  return undefined;
}

/** The span of an unquoted value. It ends before a comment, which needs a blank before its `#`. */
function bare(written: string, start: number): Span {
  const comment = written.startsWith('#') ? 0 : written.search(/[ \t]#/);
  const value = (comment < 0 ? written : written.slice(0, comment)).trimEnd();
  return span(start, start + value.length);
}
