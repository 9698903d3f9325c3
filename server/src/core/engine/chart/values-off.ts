/** Settings in a chart's values that only objects read which the values leave out: a setting of a DaemonSet that is off. */
import type { Unit } from '../../domain/unit.ts';
import type { Span } from '../../text/span.ts';
import { contains } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { Compared } from '../overlay/compare.ts';
import { keyOf, NOTHING } from '../overlay/compare.ts';
import type { Raw } from '../raw.ts';
import type { FileState } from '../units.ts';
import type { ChartFiles } from './chart-files.ts';
import { ofOffObject } from './compare-chart.ts';

/** A value, or all values, as a template names them. */
const REFERENCES = /\.Values((?:\.[A-Za-z_]\w*)*)/g;

/** The objects that a chart's own values leave out, by their offset in their unit. */
type Off = (path: string) => ReadonlyMap<Unit, ReadonlySet<number>> | undefined;

/** The findings in a unit of values that say they are off by default. `path`: of the values. */
export function offInValues(
  path: string,
  unit: Unit,
  own: readonly Raw[],
  charts: ChartFiles,
  stateOf: (path: string) => FileState | undefined,
  off: Off,
): Compared {
  if (unit.kind !== 'settings' || unit.of !== 'helm-values') return NOTHING;
  const { values, yaml } = unit;
  const settings = own.filter(({ finding }) => values !== undefined && contains(values.span, finding.at));
  if (settings.length === 0) return NOTHING;
  const readers = readersOf(path, charts, stateOf, off);
  const partly = new Map<string, (raw: Raw) => Raw>();
  for (const raw of settings) {
    const name = nameAt(yaml.root, raw.finding.at).join('.');
    const about = readers.filter((one) => name !== '' && isRelated(one.name, name));
    if (about.length > 0 && about.every((one) => one.isOff)) partly.set(keyOf(raw), ofOffObject);
  }
  return { ...NOTHING, partly };
}

interface Reader {
  /** `agent.hostNetwork`; '' for all values. */
  readonly name: string;
  /** It stands in an object that the values leave out. */
  readonly isOff: boolean;
}

/** Every place of the chart's templates and named templates that reads a value. */
function readersOf(
  path: string,
  charts: ChartFiles,
  stateOf: (path: string) => FileState | undefined,
  offIn: Off,
): readonly Reader[] {
  const folder = charts.folderOf(path);
  const templates = charts.templatesOf(path);
  const helpers = folder === undefined ? [] : (charts.chartIn(folder)?.sources.helpers ?? []);
  const inTemplates = templates.flatMap((file): Reader[] => {
    const state = stateOf(file);
    const off = offIn(file);
    const spans = (state?.units ?? []).flatMap(({ unit }) =>
      unit.kind !== 'kubernetes'
        ? []
        : unit.kubernetes.objects
            .filter(({ node }) => off?.get(unit)?.has(node.span.start))
            .map(({ span }) => ({ start: span.start + unit.start, end: span.end + unit.start })),
    );
    return references(state?.text ?? '').map(({ name, at }) => ({ name, isOff: spans.some((s) => contains(s, at)) }));
  });
  const others = helpers.filter((one) => !templates.includes(one.path));
  return [
    ...inTemplates,
    ...others.flatMap(({ text }) => references(text).map(({ name }) => ({ name, isOff: false }))),
  ];
}

const references = (text: string): { readonly name: string; readonly at: Span }[] =>
  [...text.matchAll(REFERENCES)].map((match) => ({
    name: (match[1] ?? '').slice(1),
    at: { start: match.index, end: match.index + match[0].length },
  }));

/** Whether reading one value reads the other: it is the same, around it, or in it. */
const isRelated = (one: string, other: string): boolean =>
  one === '' || one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

/** The keys down to the value at a place, as far as maps go. */
function nameAt(root: YamlNode | undefined, at: Span): string[] {
  const keys: string[] = [];
  let node = root;
  while (node?.type === 'map') {
    const entry = node.entries.find((one) => !one.alias && contains(one.span, at));
    if (!entry) break;
    keys.push(entry.key);
    node = entry.value;
  }
  return keys;
}
