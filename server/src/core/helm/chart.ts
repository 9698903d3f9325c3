/** A chart: its values, its description and its named templates. */
import type { SourceDocument } from '../merged/placed.ts';
import { lensOf } from '../yaml/lens.ts';
import { actionsIn } from '../yaml/mask.ts';
import { type Definition, render } from './render.ts';
import type { Template } from './template.ts';
import { CHANGED, type Member, NIL, NOWHERE, type Piece, textAt, UNKNOWN, type Value, valuesOf } from './value.ts';

/** The files of a chart, as its templates are rendered with them. */
export interface ChartSources {
  readonly description: SourceDocument;
  /** `undefined`: the chart has no values. */
  readonly values: SourceDocument | undefined;
  /** All files that define named templates. */
  readonly helpers: readonly Template[];
}

export interface Chart {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The dot of a template, in which the values of the keys `unsure` are unknown. `undefined` if it is not known what the files of the chart change. */
  rootFor(template: Template, unsure: ReadonlySet<string>): Value | undefined;
}

/** A string, or a function that changes a map with the map and the key that it changes. */
const CHANGES =
  /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\b(set|unset|merge|mergeOverwrite|mustMerge|mustMergeOverwrite)\s+(?:((?:\$\w*)?(?:\.\w+)+)(?:\s+"([^"]*)")?|\.(?=\s)(?:\s+"([^"]*)")?)/g;

interface Changed {
  /** Keys of maps that a template changes, wherever they stand. */
  readonly maps: ReadonlySet<string>;
  /** Keys that it sets in the values themselves. */
  readonly values: readonly string[];
  /** Keys that it adds to the dot. `undefined`: any. */
  readonly dot: readonly (string | undefined)[];
}

function changedBy(templates: readonly Template[]): Changed {
  const actions = templates.flatMap(({ text }) => actionsIn(text).map(({ start, end }) => text.slice(start, end)));
  const all = actions
    .filter((action) => !/^\{\{-?\s*\/\*/.test(action))
    .flatMap((action) => [...action.matchAll(CHANGES)].filter(([, name]) => name !== undefined));
  const maps = new Set<string>();
  const values: string[] = [];
  const dot: (string | undefined)[] = [];
  for (const [, name, path, ofPath, ofDot] of all)
    if (path === undefined) dot.push(ofDot);
    else if (ofPath !== undefined && /set$/.test(name!) && /^(?:\$\w*)?\.Values$/.test(path)) values.push(ofPath);
    else maps.add(path.slice(path.lastIndexOf('.') + 1));
  return { maps, values, dot };
}

export function chartOf({ description, values, helpers }: ChartSources): Chart {
  const definitions = new Map<string, Definition>();
  // The one that is parsed last wins: which one that is depends on the paths of all charts.
  const twice = new Set<string>();
  for (const template of helpers)
    for (const [name, body] of template.defined) {
      if (definitions.has(name)) twice.add(name);
      definitions.set(name, { template, body });
    }
  for (const name of twice) definitions.delete(name);
  const root = ({ maps, values: set, dot }: Changed): Value | undefined => {
    if (dot.includes(undefined) || maps.has('Values')) return undefined;
    const member = (value: Value): Member => ({ value, key: undefined });
    const { root: node, text } = values?.yaml ?? { root: undefined, text: '' };
    const entries = new Map<string, Member>([
      ['Values', member(withKeys(valuesOf(node, text, maps), set))],
      ['Chart', member(describedBy(description))],
      ['Release', member(release())],
      ...['Capabilities', 'Files', 'Template', 'Subcharts'].map((name) => [name, member(UNKNOWN)] as const),
      ...dot.map((name) => [name ?? '', member(UNKNOWN)] as const),
    ]);
    return { type: 'map', entries, origin: undefined };
  };
  const shared = changedBy(helpers);
  const usual = root(shared);
  return {
    definitions,
    rootFor(template, unsure) {
      const own = changedBy([template]);
      if (own.maps.size + own.values.length + own.dot.length + unsure.size === 0) return usual;
      return root({
        maps: new Set([...shared.maps, ...own.maps, ...unsure]),
        values: [...shared.values, ...own.values],
        dot: [...shared.dot, ...own.dot],
      });
    },
  };
}

/** The values with keys whose values templates set. */
function withKeys(values: Value, keys: readonly string[]): Value {
  if (keys.length === 0 || values.type !== 'map') return keys.length === 0 ? values : UNKNOWN;
  const set = keys.map((key) => [key, { value: CHANGED, key: undefined }] as const);
  return { ...values, entries: new Map([...values.entries, ...set]) };
}

/** What a template becomes with the chart's own values; `undefined` if that is not known. */
export function renderedBy(chart: Chart, template: Template): readonly Piece[] | undefined {
  const unsure = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const root = chart.rootFor(template, unsure);
    const rendering = root && render(template, root, chart.definitions);
    if (!rendering || rendering.changedKeys.size === 0) return rendering?.pieces;
    for (const key of rendering.changedKeys) unsure.add(key);
  }
  return undefined;
}

/** A template that changes maps of the values is rendered again without them. */
const MAX_ROUNDS = 3;

/** `.Chart.Name` and its like. Nothing in a template depends on where they stand. */
function describedBy({ yaml }: SourceDocument): Value {
  const entries = new Map<string, Member>();
  for (const { key, text } of lensOf(yaml).entries()) {
    const name = key.replace(/^(?:api|.)/, (start) => (start.length > 1 ? start.toUpperCase() : start.toUpperCase()));
    entries.set(name, { value: text === undefined ? UNKNOWN : textAt(text, NOWHERE), key: undefined });
  }
  for (const name of ['AppVersion', 'Name', 'Version', 'Type', 'Description'])
    if (!entries.has(name)) entries.set(name, { value: name === 'AppVersion' ? NIL : UNKNOWN, key: undefined });
  return { type: 'map', entries, origin: undefined };
}

/** The name and the namespace are the user's. */
function release(): Value {
  const entries = new Map<string, Member>(
    ['Name', 'Namespace', 'Revision', 'IsInstall', 'IsUpgrade'].map((name) => [
      name,
      { value: UNKNOWN, key: undefined },
    ]),
  );
  entries.set('Service', { value: textAt('Helm', NOWHERE), key: undefined });
  return { type: 'map', entries, origin: undefined };
}
