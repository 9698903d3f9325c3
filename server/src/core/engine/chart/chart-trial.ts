/** Renders the templates of a chart with other texts of its files, to see what an edit changes. */
import { chartOf, renderedBy } from '../../helm/chart.ts';
import { parseTemplate, type Template } from '../../helm/template.ts';
import { cutStream } from '../../yaml/cut.ts';
import type { YamlInput } from '../../yaml/edit/edit.ts';
import { limits } from '../../yaml/limits.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { ChartFiles, KnownChart } from './chart-files.ts';
import { plainOf } from './tree-changes.ts';

/** What a template becomes. */
export interface TrialResult {
  /** The documents in order, also empty ones. */
  readonly documents: readonly YamlInput[];
  /** The actions whose output is not known. */
  readonly actions: readonly string[];
}

/** A file with another text. */
export interface Replaced {
  readonly path: string;
  readonly text: string;
}

export interface ChartTrial {
  readonly known: KnownChart;
  /** The chart's templates. */
  readonly templates: readonly Template[];
  /** `undefined`: it is not known what the template becomes. */
  render(template: string, replaced?: Replaced): TrialResult | undefined;
}

const before = new WeakMap<KnownChart, WeakMap<Template, { readonly result: TrialResult | undefined }>>();

/** `undefined` if the chart in the folder is not known. */
export function chartTrial(folder: string, files: ChartFiles): ChartTrial | undefined {
  const known = files.chartIn(folder);
  if (!known) return undefined;
  const { sources } = known;
  const templates = files.templatesIn(folder).flatMap((path) => files.templateAt(path) ?? []);
  const chartWith = ({ path, text }: Replaced) =>
    chartOf({
      ...sources,
      values: sources.values?.path === path ? { ...sources.values, yaml: parseYaml(text) } : sources.values,
      helpers: sources.helpers.map((one) => (one.path === path ? (parseTemplate(path, text) ?? one) : one)),
    });
  const written = before.get(known) ?? new WeakMap<Template, { readonly result: TrialResult | undefined }>();
  before.set(known, written);
  let last: { readonly replaced: Replaced; readonly chart: KnownChart['chart'] } | undefined;
  return {
    ...{ known, templates },
    render(path, replaced) {
      const template = templates.find((one) => one.path === path);
      if (!template) return undefined;
      if (replaced) {
        if (last?.replaced !== replaced) last = { replaced, chart: chartWith(replaced) };
        const now = replaced.path === path ? parseTemplate(path, replaced.text) : template;
        return now && resultOf(last.chart, now);
      }
      const one = written.get(template) ?? { result: resultOf(known.chart, template) };
      written.set(template, one);
      return one.result;
    },
  };
}

function resultOf(chart: KnownChart['chart'], template: Template): TrialResult | undefined {
  const pieces = renderedBy(chart, template);
  const text = pieces?.map((p) => p.text).join('') ?? '';
  if (!pieces || text.length > limits.document) return undefined;
  return {
    documents: cutStream(text).map((cut) => plainOf(parseYaml(cut.text).root)),
    actions: pieces.filter((p) => p.isAction).map((p) => p.text),
  };
}
