/**
 * What the actions of a Helm template that stand on lines of their own may add to the tree. `{{ if }}` and `{{ range }}` add nothing: what
 * they contain is in the tree. An action that prints text adds it at one column (`nindent 12`), so only the collections of that column
 * can get more parts. Sources: Go `text/template`, "Actions"; Sprig, "indent", "nindent".
 */
import type { Span } from '../text/span.ts';
import type { Action } from './mask.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';
import { walk } from './walk.ts';

type Part = YamlEntry | YamlItem;

/** A block collection on the path to an offset, and its last part that begins before the offset. */
interface Level {
  readonly node: YamlMap | YamlSeq;
  readonly column: number;
  readonly part: Part | undefined;
}

interface Path {
  /** From the root inwards. */
  readonly levels: readonly Level[];
  /** The last part has no value, so what an action prints may be its value. */
  readonly slot: Part | undefined;
  /** The last part has a templated value, which the action may continue. */
  readonly continues: boolean;
}

/** Actions that print nothing: comments, control, assignments and `fail`. */
const SILENT =
  /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue|fail)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)/;
const WORD = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/;
const INDENTS = /(?:\|\s*(n?)indent\s+(\d+)\s*(?:\|\s*trim\s*)?|^\{\{-?\s*(n?)indent\s+(\d+)\s[^|]*)-?\}\}$/;

/** Whether the action prints text. */
export const prints = (action: string): boolean => !SILENT.test(action);

/**
 * Marks the collections that get more parts from `actions` as `open`, and gives keys and items without a value a templated scalar if an
 * action prints their value. Spans then include that action.
 * @param actions those outside scalars and comments, in order
 */
export function markInsertions(text: string, root: YamlNode | undefined, actions: readonly Action[]): void {
  walk(root, (node) => {
    if (node.type === 'map' && node.entries.some((entry) => entry.templatedKey)) open(node);
  });
  openSharedEnds(text, root, actions);
  const scopes: string[] = [];
  for (const action of actions) {
    const source = text.slice(action.start, action.end);
    const word = WORD.exec(source)?.[1];
    if (word === 'end') scopes.pop();
    else if (word !== undefined && word !== 'else') scopes.push(source);
    if (!source.startsWith('{{')) insert(action, undefined, '', text, root);
    else if (prints(source))
      insert(action, columnsOf(source, action, text), source + (scopes.at(-1) ?? ''), text, root);
  }
}

/** The columns of the printed lines: that of all of them, or the first alone. */
export interface Columns {
  readonly all?: number;
  readonly first?: number;
}

/** The columns of what an action prints; `undefined` if they are not known. @param source the text of the action, in `text` */
export function columnsOf(source: string, { start, wholeLine }: Action, text: string): Columns | undefined {
  const match = INDENTS.exec(source);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const trimmed = source.startsWith('{{-');
  if (match) {
    const all = Number(match[2] ?? match[4]);
    if ((match[1] ?? match[3]) === 'n') return { all };
    return trimmed || column > 0 ? undefined : { all };
  }
  return trimmed || !wholeLine ? undefined : { first: column };
}

/** @param names the texts that say what is printed: the action, and the innermost `with` or `range` around it */
function insert(
  action: Action,
  columns: Columns | undefined,
  names: string,
  text: string,
  root: YamlNode | undefined,
): void {
  const { levels, slot, continues } = pathTo(action.start, text, root);
  const least = columns?.all ?? columns?.first;
  const last = levels.at(-1);
  if (slot && last && (least === undefined || least >= last.column)) {
    fill(slot, levels, action, text);
    if (columns?.all !== undefined && columns.all > last.column) return;
  }
  if (columns?.all === undefined) {
    // After a line at a column, everything further right is closed.
    for (const { node, column } of levels) if (columns?.first === undefined || column <= columns.first) open(node);
    return;
  }
  const { all } = columns;
  const below = (level: Level): number => levels[levels.indexOf(level) + 1]?.column ?? all;
  const fitting = levels.filter(({ column }) => column === all);
  if (fitting.length > 0) {
    for (const level of fitting) if (!isMeantBelow(level, below(level), names)) open(level.node);
  } else if (!(continues && last && all > last.column)) for (const { node } of levels) open(node);
}

/**
 * Whether an action in the column of a map prints items of the list below its last key, which may stand in that column too:
 * `{{- toYaml .Values.extraEnv | nindent 8 }}` behind the items of `env`.
 * @param below the column of that list
 */
function isMeantBelow({ node, column, part }: Level, below: number, names: string): boolean {
  if (node.type !== 'map' || below !== column || !part || !('key' in part)) return false;
  if (part.value && part.value.type !== 'seq' && !(part.value.type === 'scalar' && part.value.templated)) return false;
  return part.key.length > 2 && names.toLowerCase().includes(part.key.toLowerCase().replace(/s$/, ''));
}

function pathTo(offset: number, text: string, root: YamlNode | undefined): Path {
  const levels: Level[] = [];
  let here = root;
  while (here && here.type !== 'scalar' && !here.flow) {
    const parts: readonly Part[] = here.type === 'map' ? here.entries : here.items;
    const part = lastBefore(parts, offset);
    const start = parts[0]?.span.start ?? here.span.start;
    levels.push({ node: here, column: start - (text.lastIndexOf('\n', start - 1) + 1), part });
    if (!part || part.alias) break;
    if (!part.value) return { levels, slot: part, continues: false };
    if (part.value.type === 'scalar') return { levels, slot: undefined, continues: part.value.templated === true };
    here = part.value;
  }
  return { levels, slot: undefined, continues: false };
}

/**
 * Opens what the text behind an `{{ end }}` continues. Each branch of `if` and `else` may begin an item whose rest stands once, behind the
 * `end`. In the tree only the item of the last branch has that rest.
 */
function openSharedEnds(text: string, root: YamlNode | undefined, actions: readonly Action[]): void {
  const chains: { readonly start: number; readonly elses: Action[] }[] = [];
  for (const action of actions) {
    const word = WORD.exec(text.slice(action.start, action.start + 60))?.[1];
    if (word === 'else') chains.at(-1)?.elses.push(action);
    else if (word === 'end') {
      const { elses = [], start = 0 } = chains.pop() ?? {};
      for (const [i, from] of elses.entries())
        openMisplaced(pathTo((elses[i + 1] ?? action).start, text, root).levels, start, from);
      const last = elses.at(-1);
      if (!last || !pathTo(action.end, text, root).levels.some(({ node }) => isContinued(node, last, action))) continue;
      for (const [i, end] of elses.entries()) {
        const from = elses[i - 1]?.end ?? start;
        for (const { node } of pathTo(end.start, text, root).levels) if (node.span.start > from) open(node);
      }
    } else if (word !== undefined) chains.push({ start: action.end, elses: [] });
  }
}

/**
 * A branch that is indented further than the one before it becomes a part of the last value of that one in the tree, while the template
 * puts it beside it. So the collection in which the earlier branch begins may have what the later one says.
 * @param levels the path to the end of the later branch @param start of the first branch @param from the `else` before the later branch
 */
function openMisplaced(levels: readonly Level[], start: number, from: Action): void {
  const taken = ({ part }: Level): boolean =>
    part !== undefined && part.span.start >= start && part.span.start < from.start && part.span.end > from.end;
  const shared = levels.find(taken);
  if (shared) open(shared.node);
}

/** Whether a collection begins in the branch between two actions, and has more parts behind it. */
const isContinued = ({ span }: YamlNode, { end }: Action, { start }: Action): boolean =>
  span.start > end && span.start < start && span.end > start;

function lastBefore(parts: readonly Part[], offset: number): Part | undefined {
  let low = 0;
  for (let high = parts.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.span.start < offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

/** Nodes are immutable for everyone who reads them. They are completed here, before anyone does. */
type Unfinished<T> = { -readonly [K in keyof T]: T[K] };

function open(node: YamlMap | YamlSeq): void {
  (node as Unfinished<YamlMap | YamlSeq>).open = true;
}

function fill(slot: Part, levels: readonly Level[], { start, end }: Action, text: string): void {
  const written = text.slice(start, end);
  const span = { start, end };
  const value: YamlScalar = { type: 'scalar', text: written, value: written, style: 'plain', templated: true, span };
  (slot as Unfinished<Part>).value = value;
  const extend = (of: { span: Span }): void => {
    if (of.span.end < end) of.span = { start: of.span.start, end };
  };
  for (const { node, part } of levels) {
    extend(node as Unfinished<YamlNode>);
    if (part) extend(part as Unfinished<Part>);
  }
}
