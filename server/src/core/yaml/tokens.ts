/** The first stage of parsing YAML: the concrete syntax tree of the `yaml` package. Checks the depth while the tree grows. */
import { CST, Lexer, Parser } from 'yaml';
import type { Span } from '../text/span.ts';
import { limits } from './limits.ts';
import { isUnclosed, lexLoosely } from './loose.ts';

export interface Tokens {
  /** The tokens at the top of the stream: directives, documents, document ends, errors. */
  readonly top: CST.Token[];
  /** From `#` to the end of the line, in order. */
  readonly comments: Span[];
  /** The offset where a limit was exceeded. `top` then ends before that document. */
  readonly stopped: { readonly kind: 'too-deep' | 'too-large'; readonly at: number } | undefined;
}

/** Reads `text` into tokens by YAML's rules of indentation. When a node breaks them, uses `lexLoosely` instead. */
export function readTokens(text: string): Tokens {
  return parseLexemes(new Lexer().lex(text), true) ?? parseLexemes(lexLoosely(text), false)!;
}

/**
 * The parser keeps its open collections on a stack, so the depth is known after every lexeme, before any recursive code reads the text.
 * `undefined` when `strict` and a flow collection or a quoted scalar ends before it is closed.
 */
function parseLexemes(lexemes: Iterable<string>, strict: boolean): Tokens | undefined {
  const parser = new Parser();
  const top: CST.Token[] = [];
  const comments: Span[] = [];
  let atScalar = false;
  let count = 0;
  for (const lexeme of lexemes) {
    if (!atScalar && lexeme[0] === '#') comments.push({ start: parser.offset, end: parser.offset + lexeme.length });
    if (strict && !atScalar && (lexeme === CST.FLOW_END || isUnclosed(lexeme))) return undefined;
    atScalar = !atScalar && lexeme === CST.SCALAR;
    for (const token of parser.next(lexeme)) top.push(token);
    // The stack also holds the document and an open scalar.
    const deep = parser.stack.length > limits.depth + 2;
    if (deep || ++count > limits.lexemes) {
      return { top, comments, stopped: { kind: deep ? 'too-deep' : 'too-large', at: parser.offset } };
    }
  }
  for (const token of parser.end()) top.push(token);
  return { top, comments, stopped: undefined };
}
