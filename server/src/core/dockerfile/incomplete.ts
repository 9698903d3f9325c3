/** Finds incomplete instructions. While someone types, an instruction often lacks its end, or a continuation joins it to the next one. */
import { isBlank, type LogicalLine, skipBlanks } from './logical-line.ts';
import type { Incomplete } from './model.ts';

const KEYWORDS = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
/** Instructions that run a shell, which has comments. */
const WITH_SHELL = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const NEXT = /(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|USER|VOLUME|WORKDIR)[ \t]/y;

interface Parts {
  readonly keyword: string;
  readonly line: LogicalLine;
  /** The index in the line's text where the arguments begin. */
  readonly rest: number;
  /** The index where a JSON array may begin; `undefined` when the instruction takes none, or when one was parsed. */
  readonly json: number | undefined;
  /** A heredoc has no delimiter. */
  readonly openHeredoc: boolean;
}

/** Why an instruction is incomplete; `undefined` when it is complete. Linear in its line. */
export function incompleteOf({ keyword, line, rest, json, openHeredoc }: Parts): Incomplete | undefined {
  if (openHeredoc) return 'heredoc';
  if (line.dangling) return 'continuation';
  if (!KEYWORDS.has(keyword)) return 'keyword';
  if (json !== undefined && isOpenArray(line.text, json, keyword)) return 'array';
  if (keyword !== 'MAINTAINER' && hasOpenQuote(line.text, rest, WITH_SHELL.has(keyword), line.escape)) return 'quote';
  return swallows(line, keyword) ? 'joined' : undefined;
}

/** Whether a text that is not a valid JSON array looks like the start of one. In a RUN, `[` and a blank is the shell's test. */
function isOpenArray(text: string, from: number, keyword: string): boolean {
  if (text[from] !== '[') return false;
  if (!text.includes(']', from)) return true;
  const first = keyword === 'RUN' ? from + 1 : skipBlanks(text, from + 1, text.length);
  return text[first] === '"';
}

function hasOpenQuote(text: string, from: number, inShell: boolean, escapeChar: string): boolean {
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const c = text[i]!;
    if (c === escapeChar && quote !== "'") i++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (inShell && c === '#' && (i === from || isBlank(text.charCodeAt(i - 1)))) return false;
  }
  return quote !== '';
}

/** Whether a continuation joins the line of another instruction to this one. `HEALTHCHECK … \ CMD …` is one instruction. */
function swallows({ text, begins }: LogicalLine, keyword: string): boolean {
  if (keyword === 'ONBUILD') return false;
  // Lines of blanks lead to the same content, which is searched for once.
  let content = 0;
  return begins.some((begin, i) => {
    if (i === 0 || begin < content) return false;
    content = begin;
    while (text[content] === ' ' || text[content] === '\t') content++;
    NEXT.lastIndex = content;
    const next = NEXT.exec(text)?.[0].trim();
    return next !== undefined && !(keyword === 'HEALTHCHECK' && next === 'CMD');
  });
}
