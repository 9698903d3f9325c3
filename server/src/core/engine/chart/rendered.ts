/** What a template of a chart becomes with the chart's own values, as units that rules can judge. */
import type { KubernetesUnit } from '../../domain/kubernetes.ts';
import type { KubernetesFileUnit, Unit } from '../../domain/unit.ts';
import { renderedBy } from '../../helm/chart.ts';
import { spanOf } from '../../helm/template.ts';
import { readKubernetes } from '../../kubernetes/read.ts';
import type { TemplateRow } from '../../kubernetes/template-table.ts';
import { type Origin, placing, type SourceDocument } from '../../merged/placed.ts';
import { contains, type Span } from '../../text/span.ts';
import { cutStream } from '../../yaml/cut.ts';
import { limits } from '../../yaml/limits.ts';
import type { YamlUnit } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Analysed } from '../analyse.ts';
import { withOthers } from '../other-arms.ts';
import type { Built, PartResult } from '../overlay/built.ts';
import type { FileState } from '../units.ts';
import type { ChartFiles } from './chart-files.ts';
import { pieceAtOf, placesOf, type RenderedDocument } from './places.ts';

/** Renders the template at a path; `undefined` if it belongs to no chart, or nothing is known about its result. */
export function renderTemplate(
  path: string,
  files: ChartFiles,
  stateOf: (path: string) => FileState | undefined,
): Built | undefined {
  const state = stateOf(path);
  if (!state?.units.some(({ unit }) => isTemplated(unit))) return undefined;
  const folder = files.folderOf(path);
  const known = folder === undefined ? undefined : files.chartIn(folder);
  const template = files.templateAt(path);
  if (folder === undefined || !known || !template) return undefined;
  const pieces = renderedBy(known.chart, template);
  const text = pieces?.map((p) => p.text).join('') ?? '';
  if (!pieces || text.length > limits.document) return undefined;
  const { values } = known.sources;
  const toFile = placesOf(pieces);
  const unitAt = (offset: number): Unit | undefined => state.units.findLast(({ unit }) => unit.start <= offset)?.unit;
  const joined = placing();
  const starts = new Map<SourceDocument, number>();
  const origin = (at: Span): Origin | undefined => {
    const inDocument = joined.origin(at);
    const start = inDocument && starts.get(inDocument.document);
    if (!inDocument || start === undefined) return undefined;
    const place = toFile({ start: inDocument.at.start + start, end: inDocument.at.end + start });
    if (!place) return undefined;
    if (place.file === 'values') return values && inUnit(values.unit, place.at, values);
    const unit = unitAt(place.at.start);
    return unit && inUnit(unit, { start: place.at.start - unit.start, end: place.at.end - unit.start }, undefined);
  };
  let length = 0;
  const isJudged = state.units.some(({ unit }) => hasWorkload(unit));
  const documents = (isJudged ? cutStream(text) : []).flatMap(({ start, text: part }, number) => {
    const document: SourceDocument = { path, yaml: parseYaml(part), unit: undefined };
    starts.set(document, start);
    const root = joined.place(document);
    const inWhole = length;
    length += part.length + 1;
    return root ? [{ root, document, number, start, inWhole }] : [];
  });
  const whole = joined.text();
  const renderedAs = new Map<Unit, RenderedDocument>();
  const pieceAt = pieceAtOf(pieces);
  const changed = new Map<Unit, Map<number, readonly PartResult[]>>();
  const twice = new Map<Unit, Set<number>>();
  for (const { root, document, number, start: inText, inWhole } of documents) {
    const found = origin(root.span.start === root.span.end ? root.span : firstOf(root.span));
    const unit = found?.document.unit;
    const own = unit && objectIn(unit, found.at);
    if (!own || unit?.kind !== 'kubernetes') continue;
    const { start } = own;
    const all = changed.get(unit) ?? new Map<number, readonly PartResult[]>();
    changed.set(unit, all);
    if (all.has(start)) twice.set(unit, (twice.get(unit) ?? new Set()).add(start));
    const yaml = { ...document.yaml, root, text: whole, comments: [], problems: [] };
    const made = analysed(yaml, unit, state.context.templates, { yaml: document.yaml, start: inWhole });
    all.set(start, [{ analysed: made, route: undefined, layers: [{ unit, start }] }]);
    renderedAs.set(made.unit, {
      ...{ path, number, yaml: document.yaml, start: inWhole },
      pieceAt(offset) {
        const { piece, start: at } = pieceAt(offset + inText);
        return { piece, start: at - inText };
      },
    });
  }
  // Several results of one object may differ.
  for (const [unit, some] of twice) for (const start of some) changed.get(unit)?.delete(start);
  const shown = pieces.filter((p) => p.exact && p.origin.file === 'template').map((p) => p.origin.at);
  const shows = (unit: Unit, at: Span): boolean =>
    shown.some((one) => one.start < at.end + unit.start && one.end > at.start + unit.start);
  const bodies = [...template.defined.values()].flat().map(spanOf);
  const hides = (unit: Unit, at: Span): boolean => {
    const offset = unit.start + at.start;
    return !shows(unit, at) && !bodies.some(({ start, end }) => start <= offset && offset < end);
  };
  return {
    ...{ folder, of: 'chart' as const },
    reads: new Set([path, ...known.reads]),
    changed,
    unchanged: new Map(),
    leftOut: [],
    isWhole: false,
    origin,
    chart: {
      hasValues: values !== undefined,
      document: (unit) => renderedAs.get(unit),
      off: offIn(state, hides),
      ...{ shows, hides },
    },
  };
}

const firstOf = ({ start }: Span): Span => ({ start, end: start + 1 });

const isTemplated = (unit: Unit): unit is KubernetesFileUnit =>
  unit.kind === 'kubernetes' && unit.kubernetes.objects.length > 0 && unit.text.includes('{{');

const hasWorkload = (unit: Unit): boolean =>
  isTemplated(unit) && unit.kubernetes.objects.some((o) => o.workloads.length > 0);

/** The objects of which nothing is in the result. */
function offIn(state: FileState, hides: (unit: Unit, at: Span) => boolean): Map<Unit, ReadonlySet<number>> {
  const off = new Map<Unit, ReadonlySet<number>>();
  for (const { unit } of state.units) {
    const nodes = isTemplated(unit) ? unit.kubernetes.objects.map(({ node }) => node.span) : [];
    const hidden = nodes.filter((at) => hides(unit, at)).map(({ start }) => start);
    if (hidden.length > 0) off.set(unit, new Set(hidden));
  }
  return off;
}

/** The span of the only object with workloads of a unit that contains a place. */
function objectIn(unit: Unit, at: Span): Span | undefined {
  if (unit.kind !== 'kubernetes') return undefined;
  const { objects } = unit.kubernetes;
  const [only] = objects;
  return objects.length === 1 && only && contains(only.span, at) && only.workloads.length > 0
    ? only.node.span
    : undefined;
}

function inUnit(unit: Unit | undefined, at: Span, document: SourceDocument | undefined): Origin | undefined {
  if (!unit) return undefined;
  const yaml = document?.yaml ?? (unit.kind === 'kubernetes' ? unit.yaml : undefined);
  if (!yaml) return undefined;
  const whole = { start: 0, end: unit.text.length };
  return { document: { path: unit.path, yaml, unit }, at, whole, inline: false };
}

function analysed(
  yaml: KubernetesFileUnit['yaml'],
  { path }: KubernetesFileUnit,
  templates: readonly TemplateRow[],
  from: { readonly yaml: YamlUnit; readonly start: number },
): Analysed {
  const read = (tree: YamlUnit): KubernetesUnit => readKubernetes(tree, { templates });
  const own: KubernetesFileUnit = { kind: 'kubernetes', path, text: yaml.text, start: 0, yaml, kubernetes: read(yaml) };
  const unit = withOthers(own, read, from);
  const none = { facts: [], problems: [], unread: [], suppressions: [], unknownNames: [] };
  return { unit, ...none, result: undefined, report: undefined };
}
