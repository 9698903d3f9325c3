/** A chart: its values, its description and its named templates. */
import type { SourceDocument } from '../merged/placed.ts';
import { lensOf } from '../yaml/lens.ts';
import { type Definition, render } from './render.ts';
import type { Template } from './template.ts';
import { type Member, NIL, NOWHERE, type Piece, textAt, UNKNOWN, type Value, valuesOf } from './value.ts';

/** The files of a chart, as its templates are rendered with them. */
export interface ChartSources {
  readonly description: SourceDocument;
  /** `undefined`: the chart has no values. */
  readonly values: SourceDocument | undefined;
  /** All files that define named templates. */
  readonly helpers: readonly Template[];
}

export interface Chart {
  readonly root: Value;
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Templates that change the chart's values while they are rendered. */
const CHANGES_VALUES =
  /\b(?:set|unset|merge|mergeOverwrite|mustMerge|mustMergeOverwrite)\s+(?:\(\s*)?(?:\$\w*)?\.(?:\w|\s)/;

/** `undefined` if templates change the values. */
export function chartOf({ description, values, helpers }: ChartSources): Chart | undefined {
  if (helpers.some(({ text }) => CHANGES_VALUES.test(text))) return undefined;
  const definitions = new Map<string, Definition>();
  // The one that is parsed last wins: which one that is depends on the paths of all charts.
  const twice = new Set<string>();
  for (const template of helpers)
    for (const [name, body] of template.defined) {
      if (definitions.has(name)) twice.add(name);
      definitions.set(name, { template, body });
    }
  for (const name of twice) definitions.delete(name);
  const member = (value: Value): Member => ({ value, key: undefined });
  const root = new Map<string, Member>([
    ['Values', member(values ? valuesOf(values.yaml.root, values.yaml.text) : valuesOf(undefined, ''))],
    ['Chart', member(describedBy(description))],
    ['Release', member(release())],
    ...['Capabilities', 'Files', 'Template', 'Subcharts'].map((name) => [name, member(UNKNOWN)] as const),
  ]);
  return { root: { type: 'map', entries: root, origin: undefined }, definitions };
}

/** What a template becomes with the chart's own values; `undefined` if that is not known. */
export const renderedBy = ({ root, definitions }: Chart, template: Template): readonly Piece[] | undefined =>
  CHANGES_VALUES.test(template.text) ? undefined : render(template, root, definitions);

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
