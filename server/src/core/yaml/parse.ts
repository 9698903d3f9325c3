/** One YAML (or JSON) document into `YamlUnit`. Never throws. */
import { Composer, type CST } from 'yaml';
import type { Span } from '../text/span.ts';
import { type Conversion, convertDocument, encloseComments } from './convert.ts';
import { limits } from './limits.ts';
import { maskTemplates } from './mask.ts';
import type { YamlNode, YamlProblem, YamlUnit } from './node.ts';
import { readTokens } from './tokens.ts';

export interface ParseOptions {
  /** The text is JSON: edits are written as JSON. */
  readonly json?: boolean;
}

/**
 * Reads one document of a stream (see `cutStream`) by YAML 1.2's core schema. Broken text gives what can be read of it and problems;
 * text beyond a limit gives `root: undefined` and a problem. Of several documents in `text` the first with content is read.
 */
export function parseYaml(text: string, options: ParseOptions = {}): YamlUnit {
  const json = options.json ?? false;
  const eol = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const blank = {
    text,
    root: undefined,
    comments: [],
    templated: false,
    indent: 2,
    indentedSequences: false,
    eol,
    json,
  } as const;
  if (text.length > limits.document) {
    const message = `document of more than ${limits.document} characters is not read`;
    return { ...blank, problems: [{ kind: 'too-large', at: { start: 0, end: text.length }, message }] };
  }
  const masked = maskTemplates(text);
  const { top, comments, stopped } = readTokens(masked.text);
  if (stopped) {
    const at = { start: stopped.at, end: stopped.at + 1 };
    const message =
      stopped.kind === 'too-deep'
        ? `nesting of more than ${limits.depth} levels is not read`
        : `document of more than ${limits.lexemes} tokens is not read`;
    return {
      ...blank,
      comments,
      templated: masked.actions.length > 0,
      problems: [{ kind: stopped.kind, at, message }],
    };
  }
  const c: Conversion = {
    text,
    actions: masked.actions,
    enclosed: new Set(),
    anchors: new Map(),
    problems: syntaxProblems(top),
    steps: new Map(),
    indentedSequences: 0,
    flushSequences: 0,
    expanded: 0,
    templatedMap: false,
  };
  const root = firstRoot(c, top);
  encloseComments(c, comments);
  return {
    text,
    root,
    comments,
    templated: c.templatedMap || c.enclosed.size < masked.actions.length,
    indent: mostFrequent(c.steps) ?? 2,
    // Where no sequence shows the way, as most people write it.
    indentedSequences: c.indentedSequences > c.flushSequences || c.indentedSequences + c.flushSequences === 0,
    eol,
    json,
    problems: c.problems.slice(0, limits.problems),
  };
}

function firstRoot(c: Conversion, top: readonly CST.Token[]): YamlNode | undefined {
  let root: YamlNode | undefined;
  for (const token of top) {
    if (token.type !== 'document') continue;
    if (!root) {
      c.anchors.clear();
      root = convertDocument(c, token);
    } else if (token.value) {
      const at = { start: token.offset, end: token.offset + 1 };
      c.problems.push({ kind: 'syntax', at, message: 'a further document, which is not read' });
    }
  }
  return root;
}

function mostFrequent(steps: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  for (const [step, count] of steps) if (best === undefined || count > steps.get(best)!) best = step;
  return best;
}

/** What may be wrong, by the `yaml` package's error code. Its own messages quote the text, which may be a secret. */
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

/** Tags are the reader's matter, and long keys harm nobody. */
const tolerated = new Set(['TAG_RESOLVE_FAILED', 'KEY_OVER_1024_CHARS', 'DUPLICATE_KEY', 'BAD_COLLECTION_TYPE']);

/** The `yaml` package's own reading of the tokens, for its errors alone: it knows the rules of indentation best. */
function syntaxProblems(top: readonly CST.Token[]): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const add = (at: Span, code: string): void => {
    if (tolerated.has(code) || problems.length >= limits.problems) return;
    problems.push({ kind: 'syntax', at, message: messages[code] ?? 'unexpected token' });
  };
  const composer = new Composer({ uniqueKeys: false, version: '1.2' });
  // In place of its own listener, which makes an Error with a stack of each: thousands of them cost seconds.
  const onError = (source: ErrorSource, code: string, _message: string, warning?: boolean): void => {
    if (!warning) add(errorSpan(source), code);
    if (problems.length >= limits.problems) throw new Error('enough problems');
  };
  Object.assign(composer, { onError });
  try {
    for (const doc of composer.compose(top)) {
      for (const e of doc.errors) add({ start: e.pos[0], end: Math.max(e.pos[0], e.pos[1]) }, e.code);
    }
  } catch {
    add({ start: 0, end: 0 }, 'UNEXPECTED_TOKEN');
  }
  return problems;
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
