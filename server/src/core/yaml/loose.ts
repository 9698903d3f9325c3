/**
 * Lexing flow collections and quoted scalars as libyaml and go-yaml do, which Compose and `kubectl` read with: their further lines may
 * stand at any column, `[`, `"b"` and `]` below one another at the key's. YAML 1.2.2 (7.3, 7.4) wants them deeper than the parent,
 * and the `yaml` package ends such a node at the first line that is not, so that what follows is read as keys of the wrong map.
 */
import { CST, Lexer, Parser } from 'yaml';
import { limits } from './limits.ts';
import { syntaxProblems } from './problems.ts';

/** What the package's lexer keeps to itself: it has no option for this. */
interface LexerState {
  /** The whole text, and where the lexeme about to be given begins. */
  readonly buffer: string;
  readonly pos: number;
  /** The least indentation of a further line of the node. */
  indentNext: number;
  /** The column of the line's content. */
  indentValue: number;
  /** How many flow collections are open. */
  readonly flowLevel: number;
  /** Where the content of the line at `offset` begins, -1 when it does not belong to the scalar at `pos`. */
  readonly continueScalar: (offset: number) => number;
}

const isOpening = (lexeme: string): boolean => lexeme === '[' || lexeme === '{';
const isClosing = (lexeme: string): boolean => lexeme === ']' || lexeme === '}';
const restOfLine = /[ \t]*(?:#|\r?\n|$)/y;
const trivia = /(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*/y;
/** The begin of an item, of an entry with its key on one line, or of a document; and nothing at all. */
const blockEntry = /^(?:$|---|\.\.\.|-(?:[ \t\r]|$)|(["']?)[\w.$/*<-][^\s"',[\]{}#:]*\1[ \t]*:(?:[ \t\r]|$))/;

/**
 * The lexemes of `text`. A node that is sound when its lines' indentation does not count is read so; any other ends where the package
 * ends it: a bracket or a quote that somebody is yet to close must not swallow the keys below it. Where no such key follows, but more
 * of the broken node, there is no telling what belongs to what, and nothing more of the text is read.
 */
export function* lexLoosely(text: string): Generator<string> {
  const lexer = new Lexer();
  const state = lexer as unknown as LexerState;
  // Nodes that turn out not to close cost what was read ahead of them: so much of it, and no more, that the whole stays linear.
  const budget = { left: 4 * text.length };
  const strict = state.continueScalar.bind(lexer);
  let judged = { at: -1, sound: false };
  const continueScalar = (offset: number): number => {
    const { pos, indentNext } = state;
    const quoted = text[pos] === '"' || text[pos] === "'";
    if (!quoted || indentNext === 0) return strict(offset);
    if (judged.at !== pos) judged = { at: pos, sound: isSound(text, pos, budget) };
    if (!judged.sound) return strict(offset);
    state.indentNext = 0;
    const content = strict(offset);
    state.indentNext = indentNext;
    return content;
  };
  Object.assign(lexer, { continueScalar });
  let atScalar = false;
  let outer: number | undefined;
  let column: number | undefined;
  for (const lexeme of lexer.lex(text)) {
    // Where a collection ended unclosed, the lexer looks for the line's spaces behind them and takes the line for one at column 0.
    if (column !== undefined) state.indentValue = column;
    column = !atScalar && lexeme === CST.FLOW_END ? state.indentValue : undefined;
    const opens = !atScalar && state.flowLevel === 0 && isOpening(lexeme) && state.indentNext > 0;
    if (opens && isSound(text, state.pos, budget)) {
      outer = state.indentNext;
      state.indentNext = 0;
    } else if (!atScalar && outer !== undefined && state.flowLevel === 1 && isClosing(lexeme)) {
      state.indentNext = outer;
      outer = undefined;
    }
    let ends = column === undefined ? undefined : state.pos;
    if (!atScalar && state.flowLevel === 0 && isUnclosed(lexeme)) ends = state.pos + lexeme.length;
    atScalar = !atScalar && lexeme === CST.SCALAR;
    yield lexeme;
    if (ends !== undefined && !isBlockEntry(text, ends)) return;
  }
}

/**
 * Whether the flow collection or quoted scalar that begins at `from` takes several lines, closes, with nothing but a comment behind it,
 * and holds no error. At the top of a document no indentation is asked for, so it is read as a document of its own.
 */
function isSound(text: string, from: number, budget: { left: number }): boolean {
  const parser = new Parser();
  const top: CST.Token[] = [];
  let depth = 0;
  let lines = 1;
  let atScalar = false;
  for (const lexeme of budget.left > 0 ? new Lexer().lex(text.slice(from)) : []) {
    budget.left -= lexeme.length;
    for (const token of parser.next(lexeme)) top.push(token);
    if (lexeme === CST.FLOW_END || budget.left < 0 || parser.stack.length > limits.depth + 2) return false;
    // No flow collection holds a block collection: soon there is one where a bracket is not closed.
    if (parser.stack.at(-1)?.type.startsWith('block')) return false;
    if (lexeme.includes('\n')) lines++;
    if (!atScalar && isOpening(lexeme)) depth++;
    else if (!atScalar && isClosing(lexeme)) depth--;
    atScalar = !atScalar && lexeme === CST.SCALAR;
    if (depth > 0 || lexeme === CST.DOCUMENT) continue;
    restOfLine.lastIndex = from + parser.offset;
    if (lines === 1 || isUnclosed(lexeme) || !restOfLine.test(text)) return false;
    for (const token of parser.end()) top.push(token);
    return syntaxProblems(top).length === 0;
  }
  return false;
}

/** Whether the next line with content goes on with block collections, and not with the rest of a flow collection or a quoted scalar. */
function isBlockEntry(text: string, offset: number): boolean {
  trivia.lastIndex = offset;
  trivia.test(text);
  const stop = text.indexOf('\n', trivia.lastIndex);
  const line = text.slice(trivia.lastIndex, stop === -1 ? text.length : stop).trimEnd();
  if (!blockEntry.test(line) || line.endsWith(',')) return false;
  let open = 0;
  for (const c of line) {
    if (isOpening(c)) open++;
    else if (isClosing(c) && --open < 0) return false;
  }
  return true;
}

/** Whether the lexeme, not one of a plain or block scalar, is a quoted scalar without its closing quote. */
export function isUnclosed(lexeme: string): boolean {
  const quote = lexeme.charCodeAt(0);
  if (quote !== 34 && quote !== 39) return false;
  const escaping = quote === 34 ? '\\' : "'";
  let end = lexeme.length - 1;
  if (end === 0 || lexeme.charCodeAt(end) !== quote) return true;
  // A quote behind an odd number of backslashes, or of quotes like it, is a character of the text.
  let escapes = 0;
  while (--end > 0 && lexeme[end] === escaping) escapes++;
  return escapes % 2 === 1;
}
