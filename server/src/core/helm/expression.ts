/** Parses the pipelines of Go templates: `.Values.image.tag | default "latest" | quote`. Source: Go `text/template`, "Pipelines". */

export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** `.a.b` from the dot, `$.a.b` from a variable (`$` is the root), or the fields of another expression. */
  | { readonly type: 'path'; readonly from: 'dot' | string | Expression; readonly names: readonly string[] }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** A method that is called with arguments: `.Capabilities.APIVersions.Has "batch/v1"`. */
  | { readonly type: 'method'; readonly args: readonly Expression[] };

/** `$name := …` and `$name = …`; a `range` may declare two names. */
export interface Pipeline {
  readonly names: readonly string[];
  readonly declares: boolean;
  readonly value: Expression;
}

const TOKEN =
  /\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|-?\d+(?:\.\d+)?|\$\w*(?:\.\w+)*|(?:\.\w+)+|:=|[.|=,()]|\w+/y;

const MAX_DEPTH = 40;
const MAX_PIPES = 40;

/** The tokens of an action; `undefined` if there is any other character. White space is a token too: `(a).b` is not `(a) .b`. */
function tokensOf(text: string): string[] | undefined {
  const out: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    out.push(match[0]);
  }
  return out;
}

/** `undefined` if the text is not understood. */
export function parsePipeline(text: string): Pipeline | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const names: string[] = [];
  const at = tokens.findIndex((t) => t === ':=' || t === '=');
  for (const token of tokens.slice(0, Math.max(0, at))) {
    if (/^\$\w+$/.test(token)) names.push(token);
    else if (token.trim() !== '' && token !== ',') return undefined;
  }
  const state: State = { tokens: tokens.slice(at + 1), at: 0, depth: 0 };
  const value = pipeOf(state);
  if (!value || state.at < state.tokens.length) return undefined;
  return { names, declares: tokens[at] === ':=', value };
}

interface State {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

function skipBlanks(s: State): string | undefined {
  while (s.tokens[s.at] !== undefined && s.tokens[s.at]!.trim() === '') s.at++;
  return s.tokens[s.at];
}

function pipeOf(s: State): Expression | undefined {
  let value = commandOf(s, undefined);
  for (let pipes = 0; value && skipBlanks(s) === '|'; pipes++) {
    // Each command stands inside of the next one.
    if (pipes === MAX_PIPES) return undefined;
    s.at++;
    value = commandOf(s, value);
  }
  return value;
}

/** One command. `piped` becomes its last argument. */
function commandOf(s: State, piped: Expression | undefined): Expression | undefined {
  const first = skipBlanks(s);
  if (first === undefined) return undefined;
  const args: Expression[] = [];
  if (/^[A-Za-z_]\w*$/.test(first) && !KEYWORDS.has(first)) {
    s.at++;
    for (let next = skipBlanks(s); next !== undefined && next !== '|' && next !== ')'; next = skipBlanks(s)) {
      const arg = operandOf(s);
      if (!arg) return undefined;
      args.push(arg);
    }
    return { type: 'call', name: first, args: piped ? [...args, piped] : args };
  }
  const operand = operandOf(s);
  for (let next = skipBlanks(s); next !== undefined && next !== '|' && next !== ')'; next = skipBlanks(s)) {
    const arg = operandOf(s);
    if (!arg) return undefined;
    args.push(arg);
  }
  if (piped) args.push(piped);
  if (args.length === 0) return operand;
  return operand?.type === 'path' && operand.names.length > 0 ? { type: 'method', args } : undefined;
}

const KEYWORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);

function operandOf(s: State): Expression | undefined {
  const token = s.tokens[s.at++]!;
  const keyword = KEYWORDS.get(token);
  if (keyword !== undefined) return { type: 'literal', value: keyword };
  if (token === '(') return grouped(s);
  if (token === '.') return { type: 'path', from: 'dot', names: [] };
  if (token.startsWith('.')) return { type: 'path', from: 'dot', names: token.slice(1).split('.') };
  if (token.startsWith('$')) {
    const [from = '$', ...names] = token.split('.');
    return { type: 'path', from, names };
  }
  if (token.startsWith('`')) return { type: 'literal', value: token.slice(1, -1) };
  if (token.startsWith('"')) {
    const value = unquoted(token);
    return value === undefined ? undefined : { type: 'literal', value };
  }
  if (/^-?\d/.test(token)) return { type: 'literal', value: Number(token) };
  return /^[A-Za-z_]\w*$/.test(token) ? { type: 'call', name: token, args: [] } : undefined;
}

function grouped(s: State): Expression | undefined {
  if (++s.depth > MAX_DEPTH) return undefined;
  const inner = pipeOf(s);
  s.depth--;
  if (!inner || skipBlanks(s) !== ')') return undefined;
  const next = s.tokens[++s.at];
  if (!next?.startsWith('.') || next === '.') return inner;
  s.at++;
  return { type: 'path', from: inner, names: next.slice(1).split('.') };
}

/** The value of a Go string; `undefined` for the escapes that JSON does not have. */
function unquoted(token: string): string | undefined {
  try {
    return JSON.parse(token) as string;
  } catch {
    return undefined;
  }
}
