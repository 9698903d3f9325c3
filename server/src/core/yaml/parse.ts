/** Parses one YAML (or JSON) document into a `YamlUnit`. Never throws. */
import type { CST } from 'yaml';
import { type Conversion, convertDocument } from './convert.ts';
import { markInsertions } from './insertions.ts';
import { limits } from './limits.ts';
import { maskTemplates } from './mask.ts';
import type { YamlNode, YamlUnit } from './node.ts';
import { readOrdinary } from './ordinary.ts';
import { syntaxProblems } from './problems.ts';
import { markEnclosedComments } from './read-scalar.ts';
import { readTokens } from './tokens.ts';

export interface ParseOptions {
  /** The text is JSON: edits are written as JSON. */
  readonly json?: boolean;
}

/**
 * Parses one document of a stream (see `cutStream`) by the core schema of YAML 1.2. Broken text gives problems and the part that can be
 * read; text beyond a limit gives `root: undefined` and a problem. If `text` has several documents, parses the first with content.
 */
export function parseYaml(text: string, options: ParseOptions = {}): YamlUnit {
  const ordinary = options.json ? undefined : readOrdinary(text);
  if (!ordinary) return parseByPackage(text, options);
  const { root, comments } = ordinary;
  return {
    text,
    root,
    comments,
    templated: false,
    actions: [],
    ...styleOf(ordinary),
    eol: '\n',
    json: false,
    problems: [],
  };
}

/** As `parseYaml`, with the `yaml` package for every text. */
export function parseByPackage(text: string, options: ParseOptions = {}): YamlUnit {
  const json = options.json ?? false;
  const eol = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const blank = {
    text,
    root: undefined,
    comments: [],
    templated: false,
    actions: [],
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
      actions: masked.actions,
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
  markEnclosedComments(c, comments);
  const { actions } = masked;
  const templated = c.templatedMap || c.enclosed.size < actions.length;
  if (templated) {
    const free = actions.filter((action) => !c.enclosed.has(action));
    markInsertions(text, root, free);
  }
  return {
    text,
    root,
    comments,
    templated,
    actions,
    ...styleOf(c),
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

/** How the document is indented. */
const styleOf = ({
  steps,
  indentedSequences,
  flushSequences,
}: Pick<Conversion, 'indentedSequences' | 'flushSequences'> & { readonly steps: ReadonlyMap<number, number> }) => ({
  indent: mostFrequent(steps) ?? 2,
  // A document without sequences gets the style that most people use.
  indentedSequences: indentedSequences > flushSequences || indentedSequences + flushSequences === 0,
});

function mostFrequent(steps: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  for (const [step, count] of steps) if (best === undefined || count > steps.get(best)!) best = step;
  return best;
}
