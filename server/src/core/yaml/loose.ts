/**
 * Reads flow collections and quoted scalars like libyaml and go-yaml, the readers of Compose and `kubectl`: their continuation lines may
 * begin at any column, for example `[`, `"b"` and `]` each at the column of the key. YAML 1.2.2 (7.3, 7.4) requires a deeper indentation
 * than the parent's. The `yaml` package ends such a node at the first line that breaks the rule, and reads the rest as keys of the wrong
 * map.
 */
import { CST, Lexer, Parser } from 'yaml';
import { limits } from './limits.ts';
import { syntaxProblems } from './problems.ts';

/** Private state of the package's lexer, which has no option for this. */
interface LexerState {
  /** The whole text, and the offset of the next lexeme. */
  readonly buffer: string;
  readonly pos: number;
  /** The least indentation of the node's continuation lines. */
  indentNext: number;
  /** The column of the line's content. */
  indentValue: number;
  /** How many flow collections are open. */
  readonly flowLevel: number;
  /** The offset where the content of the line at `offset` begins; -1 when the line does not belong to the scalar at `pos`. */
  readonly continueScalar: (offset: number) => number;
}

const isOpening = (lexeme: string): boolean => lexeme === '[' || lexeme === '{';
const isClosing = (lexeme: string): boolean => lexeme === ']' || lexeme === '}';
const restOfLine = /[ \t]*(?:#|\r?\n|$)/y;
const trivia = /(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*/y;
/** The begin of an item, of an entry with its key on one line, or of a document. Also matches an empty line. */
const blockEntry = /^(?:$|---|\.\.\.|-(?:[ \t\r]|$)|(["']?)[\w.$/*<-][^\s"',[\]{}#:]*\1[ \t]*:(?:[ \t\r]|$))/;

/**
 * The lexemes of `text`. Ignores the indentation of a flow collection or quoted scalar that is valid without it. Any other one ends where
 * the package ends it, so that a bracket or quote that is still open while someone types does not swallow the keys below. If more of the
 * broken node follows instead of a key, the structure is unknown, and the rest of the text is not read.
 */
export function* lexLoosely(text: string): Generator<string> {
  const lexer = new Lexer();
  const state = lexer as unknown as LexerState;
  // Reading ahead in a node that does not close is wasted work. The budget keeps the total linear.
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
    // After an unclosed collection the lexer has already passed the spaces of the line, and would take its column for 0.
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
 * Whether the flow collection or quoted scalar at `from` spans several lines, has no errors and closes with at most a comment behind it.
 * Parses it as a separate document: at the top of a document YAML requires no indentation.
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
    // A flow collection cannot contain a block collection: a bracket is not closed.
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

/** Whether the next line with content begins an entry or item of a block collection, not the rest of an unclosed node. */
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

/** Whether the lexeme is a quoted scalar without its closing quote. Not for lexemes of plain or block scalars. */
export function isUnclosed(lexeme: string): boolean {
  const quote = lexeme.charCodeAt(0);
  if (quote !== 34 && quote !== 39) return false;
  const escaping = quote === 34 ? '\\' : "'";
  let end = lexeme.length - 1;
  if (end === 0 || lexeme.charCodeAt(end) !== quote) return true;
  // A quote after an odd number of backslashes (double) or quotes (single) is part of the text.
  let escapes = 0;
  while (--end > 0 && lexeme[end] === escaping) escapes++;
  return escapes % 2 === 1;
}
