/** Syntax errors that the `yaml` package finds. */
import { Composer, type CST } from 'yaml';
import type { Span } from '../text/span.ts';
import { limits } from './limits.ts';
import type { YamlProblem } from './node.ts';

/** Messages by the `yaml` package's error code. The package's own messages quote the text, which may be a secret. */
const messages: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'alias or anchor without a name',
  BAD_DIRECTIVE: 'unknown directive',
  BAD_DQ_ESCAPE: 'invalid escape sequence',
  BAD_INDENT: 'inconsistent indentation',
  BAD_PROP_ORDER: 'anchor or tag before the indicator',
  BAD_SCALAR_START: 'a plain scalar cannot begin with this character',
  BLOCK_AS_IMPLICIT_KEY: 'a block collection begins on the line of its key',
  BLOCK_IN_FLOW: 'a block collection inside a flow collection',
  MISSING_CHAR: 'a character is missing (quote, bracket, comma, colon or space)',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines',
  TAB_AS_INDENT: 'a tab in the indentation',
};

/** Errors that we ignore: the reader of the file decides about tags, and long keys do no harm. */
const tolerated = new Set(['TAG_RESOLVE_FAILED', 'KEY_OVER_1024_CHARS', 'DUPLICATE_KEY', 'BAD_COLLECTION_TYPE']);

/** Composes the tokens with the `yaml` package only for its errors: it checks all rules of indentation. */
export function syntaxProblems(top: readonly CST.Token[]): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const add = (at: Span, code: string): void => {
    if (tolerated.has(code) || problems.length >= limits.problems) return;
    problems.push({ kind: 'syntax', at, message: messages[code] ?? 'unexpected token' });
  };
  // All scalars are strings in the failsafe schema: no expression decides whether one is a number.
  const composer = new Composer({ uniqueKeys: false, version: '1.2', schema: 'failsafe' });
  // Replaces the package's listener, which creates an Error with a stack for each: thousands of them take seconds.
  const onError = (source: ErrorSource, code: string, _message: string, warning?: boolean): void => {
    if (!warning) add(errorSpan(source), code);
    if (problems.length >= limits.problems) throw new Error('enough problems');
  };
  Object.assign(composer, { onError });
  try {
    for (const doc of composer.compose(withoutErrors(top, add))) {
      for (const e of doc.errors) add({ start: e.pos[0], end: Math.max(e.pos[0], e.pos[1]) }, e.code);
    }
  } catch {
    add({ start: 0, end: 0 }, 'UNEXPECTED_TOKEN');
  }
  return problems;
}

/** The tokens that are not errors; `add` gets the errors. The composer creates an Error with a stack for each of them, too. */
function* withoutErrors(top: readonly CST.Token[], add: (at: Span, code: string) => void): Generator<CST.Token> {
  for (const token of top) {
    if (token.type === 'error') add(errorSpan(token), 'UNEXPECTED_TOKEN');
    else yield token;
  }
}

type ErrorSource = number | readonly number[] | { readonly offset: number; readonly source?: unknown };

function errorSpan(source: ErrorSource): Span {
  if (typeof source === 'number') return { start: source, end: source + 1 };
  if ('offset' in source) {
    const length = typeof source.source === 'string' ? source.source.length : 1;
    return { start: source.offset, end: source.offset + length };
  }
  const start = source[0] ?? 0;
  return { start, end: Math.max(start, source[1] ?? start) };
}
