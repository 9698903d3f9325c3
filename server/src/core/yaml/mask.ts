/**
 * Hides template actions (`{{ … }}` of Helm, Jinja, Argo; `#@ …` of ytt) from the YAML parser. The masked text has the same length: offsets stay valid.
 * An action beside other text becomes placeholder letters, and so part of a scalar. A line that has only actions becomes line breaks,
 * which are harmless everywhere in YAML (blanks would change the indentation of a block scalar). So does an action behind a key or a dash
 * that prints the first lines of a block whose other lines follow: `- {{ toYaml . | nindent 4 | trim }}`.
 */
import type { Span } from '../text/span.ts';

export interface Action extends Span {
  /** It became line breaks: nothing else is on its line, or the block that it begins continues on the next lines. */
  readonly wholeLine: boolean;
}

export interface Masked {
  readonly text: string;
  /** In order, without overlaps. */
  readonly actions: readonly Action[];
}

const placeholder = '\uE000';

/** `text` with its actions masked. */
export function maskTemplates(text: string): Masked {
  const spans = actionsIn(text);
  if (spans.length === 0) return { text, actions: [] };
  const actions = classify(text, spans);
  let masked = '';
  let from = 0;
  for (const a of actions) {
    masked += text.slice(from, a.start) + (a.wholeLine ? '\n' : placeholder).repeat(a.end - a.start);
    from = a.end;
  }
  return { text: masked + text.slice(from), actions };
}

/** Of ytt there are only actions if there is no `{{`: ytt has no such, and another template may print a line of ytt. */
export const actionsIn = (text: string): Span[] =>
  text.includes('{{') ? findActions(text) : text.includes('#@') ? findYtt(text) : [];

/** A line of code, or the value of a key or item. Source: Carvel ytt documentation, "Syntax". */
const YTT = /^[ \t]*(#@(?:[ \t]|[a-z-]+\/)[^\r\n]*)|^[ \t]*(?:- )*(?:-|[\w."'/-]+:)[ \t]+(#@[ \t][^\r\n]*)/gm;

function findYtt(text: string): Span[] {
  return [...text.matchAll(YTT)].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - (match[1] ?? match[2] ?? '').length, end };
  });
}

function findActions(text: string): Span[] {
  const found: Span[] = [];
  let noBacktick = false;
  let at = text.indexOf('{{');
  while (at !== -1) {
    const comment = /\{\{-?[ \t]*\/\*/y;
    comment.lastIndex = at;
    let end = -1;
    if (comment.test(text)) {
      const close = text.indexOf('*/', comment.lastIndex);
      end = close === -1 ? -1 : text.indexOf('}}', close);
    } else {
      for (let i = at + 2; i < text.length && end === -1; i++) {
        const c = text[i];
        if (c === '}' && text[i + 1] === '}') end = i;
        else if (c === '\\') i++;
        else if (c === '"' || c === "'") i = endOfString(text, i, c);
        else if (c === '`' && !noBacktick) {
          const close = text.indexOf('`', i + 1);
          if (close === -1) noBacktick = true;
          else i = close;
        }
      }
      if (end === -1) end = text.indexOf('}}', at + 2);
    }
    if (end === -1) break;
    found.push({ start: at, end: end + 2 });
    at = text.indexOf('{{', end + 2);
  }
  return found;
}

/** The offset of the quote that closes the string at `from`; `from` when the line ends first. */
function endOfString(text: string, from: number, quote: string): number {
  for (let i = from + 1; i < text.length; i++) {
    const c = text[i];
    if (c === quote) return i;
    if (c === '\n') return from;
    if (c === '\\') i++;
  }
  return from;
}

function classify(text: string, spans: readonly Span[]): Action[] {
  const out: Action[] = [];
  for (let i = 0; i < spans.length; ) {
    let last = i;
    const first = spans[i]!;
    for (let next = spans[i + 1]; next; next = spans[last + 1]) {
      if (!blank(text, spans[last]!.end, next.start)) break;
      last++;
    }
    const lineStart = text.lastIndexOf('\n', first.start - 1) + 1;
    const wholeLine =
      blankOrComment(text, spans[last]!.end) &&
      (blank(text, lineStart, first.start) || beginsBlock(text, lineStart, spans, i, last));
    for (; i <= last; i++) out.push({ ...spans[i]!, wholeLine });
  }
  return out;
}

/** Whether `[from, to)` has only spaces and tabs. Ignores a byte order mark at the start of the text. */
function blank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = text[i];
    if (c !== ' ' && c !== '\t' && c !== '\uFEFF') return false;
  }
  return true;
}

/** A key or dashes, and what is behind the indentation. */
const LEAD = /^( *)((?:- +)*)(?:[\w."'/-]+: +)?$/;
/** An entry in block style, or an item. */
const BLOCK_LINE = /( +)(?:- |["\w./-]+:(?:[ \t\r\n]|$))/y;

/** Whether the actions `first` to `last` stand behind a key or dash, and the next line with content is an entry or item below that key or dash. */
function beginsBlock(text: string, lineStart: number, spans: readonly Span[], first: number, last: number): boolean {
  const line = text.slice(lineStart, Math.min(spans[first]!.start, lineStart + 200));
  const lead = LEAD.exec(line);
  if (!lead || lineStart + line.length < spans[first]!.start) return false;
  const [, indent = '', dashes = ''] = lead;
  const isKey = line.trimEnd().endsWith(':');
  const least = indent.length + (isKey ? dashes.length : dashes.trimEnd().length);
  let at = spans[last]!.end;
  for (let next = last + 1; ; next++) {
    // Lines that have only actions stand between.
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++;
    if (spans[next]?.start !== at) break;
    at = spans[next]!.end;
  }
  BLOCK_LINE.lastIndex = text.lastIndexOf('\n', at - 1) + 1;
  const entry = BLOCK_LINE.exec(text);
  return entry !== null && BLOCK_LINE.lastIndex > at && entry[1]!.length > least;
}

function blankOrComment(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') return true;
    if (c === '#') return i > from;
    if (c !== ' ' && c !== '\t' && c !== '\r') return false;
  }
  return true;
}
