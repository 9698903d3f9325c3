/** Which files belong to which Helm chart, and the charts themselves while their files are the same. */
import { type Chart, type ChartSources, chartOf } from '../../helm/chart.ts';
import { parseTemplate, type Template } from '../../helm/template.ts';
import { sameItems } from '../../text/common-ends.ts';
import { posix } from '../../text/paths.ts';
import { sourcesOf } from '../overlay/sources.ts';
import type { FileState } from '../units.ts';

export interface ChartFiles {
  /** Adds a file, or removes it. */
  set(path: string, isThere: boolean): void;
  /** The templates whose result the file decides: a template itself, those of its chart for the values. Sorted. */
  templatesOf(path: string): readonly string[];
  /** The folder of the chart that a file belongs to; `undefined` if it belongs to none, or to a chart that another one around it sets the values of. */
  folderOf(path: string): string | undefined;
  /** The paths of all templates of the chart in a folder that make objects, sorted. */
  templatesIn(folder: string): readonly string[];
  /** The chart in a folder, with the paths that it depends on; `undefined` if it is not known. */
  chartIn(folder: string): KnownChart | undefined;
  templateAt(path: string): Template | undefined;
  /** Whether other files of the chart depend on the file. */
  isShared(path: string): boolean;
}

export interface KnownChart {
  readonly chart: Chart;
  readonly sources: ChartSources;
  readonly reads: readonly string[];
}

const TEMPLATES = /(?:^|\/)templates\//g;
const DESCRIPTION = 'Chart.yaml';
const VALUES = 'values.yaml';

export function chartFiles(stateOf: (path: string) => FileState | undefined): ChartFiles {
  /** Files in `templates/` by the folder above it. */
  const byFolder = new Map<string, Set<string>>();
  const templates = new WeakMap<FileState, Template>();
  const charts = new Map<string, { readonly from: readonly unknown[]; readonly known: KnownChart | undefined }>();

  /** Whether a chart is a part of one around it: in its `charts/`, or in another folder that its dependencies name. */
  const isPart = (folder: string): boolean =>
    descriptionsAround(folder).some((path) => {
      const state = stateOf(path);
      const around = posix.dirname(path);
      const rest = around === '' ? folder : folder.slice(around.length + 1);
      return state !== undefined && (/^charts\/[^/]+$/.test(rest) || foldersNamed(state.text, around).includes(folder));
    });

  const folderOf = (path: string): string | undefined => {
    const name = posix.basename(path);
    const candidates = name === DESCRIPTION || name === VALUES ? [posix.dirname(path)] : foldersAbove(path);
    const folder = candidates.find((one) => stateOf(posix.join(one, DESCRIPTION)));
    return folder !== undefined && isPart(folder) ? undefined : folder;
  };

  const templateAt = (path: string): Template | undefined => {
    const state = stateOf(path);
    if (!state) return undefined;
    const known = templates.get(state);
    if (known) return known;
    const parsed = parseTemplate(path, state.text);
    if (parsed) templates.set(state, parsed);
    return parsed;
  };

  const helpersOf = (folder: string): string[] => {
    const inside = posix.join(folder, 'charts/');
    const folders = [...byFolder.keys()].filter((one) => one === folder || one.startsWith(inside));
    return folders
      .flatMap((one) => [...byFolder.get(one)!])
      .filter((path) => defines(stateOf(path)))
      .sort();
  };

  const templatesIn = (folder: string): string[] =>
    [...(byFolder.get(folder) ?? [])].filter((one) => /\.ya?ml$/i.test(one)).sort();

  return {
    folderOf,
    templateAt,
    templatesIn,
    set(path, isThere) {
      for (const folder of foldersAbove(path)) {
        const files = byFolder.get(folder) ?? new Set();
        if (isThere) files.add(path);
        else files.delete(path);
        byFolder.set(folder, files);
      }
    },
    templatesOf(path) {
      const folder = folderOf(path);
      if (folder === undefined || posix.basename(path) === DESCRIPTION) return [];
      if (posix.basename(path) !== VALUES) return [path];
      return templatesIn(folder);
    },
    chartIn(folder) {
      const reads = [posix.join(folder, DESCRIPTION), posix.join(folder, VALUES), ...helpersOf(folder)];
      const from = reads.map(stateOf);
      const before = charts.get(folder);
      if (before && sameItems(before.from, from)) return before.known;
      const { documents } = sourcesOf(stateOf, new Set());
      const [description] = documents(reads[0]!) ?? [];
      const [values] = documents(reads[1]!) ?? [];
      const helpers = reads.slice(2).flatMap((path) => templateAt(path) ?? []);
      const sources = description && { description, values, helpers };
      const known = sources && { chart: chartOf(sources), sources, reads: [...reads, ...descriptionsAround(folder)] };
      charts.set(folder, { from, known });
      return known;
    },
    isShared: (path) => {
      const name = posix.basename(path);
      return name === DESCRIPTION || name === VALUES || defines(stateOf(path));
    },
  };
}

/** The paths that describe charts around a folder, from the inside out. */
function descriptionsAround(folder: string): string[] {
  const out: string[] = [];
  for (let at = folder; at !== ''; ) {
    at = posix.dirname(at);
    out.push(posix.join(at, DESCRIPTION));
  }
  return out;
}

/** The folders of the dependencies with `repository: file://…` in the description of a chart. */
const foldersNamed = (text: string, around: string): string[] =>
  [...text.matchAll(/\brepository:[ \t]*["']?file:\/\/(?!\/)([^\s"'#,}]+)/g)].map(([, path]) =>
    posix.join(around, path!),
  );

const defines = (state: FileState | undefined): boolean => state?.text.includes('define') ?? false;

/** The folders of which a path may be a template. */
const foldersAbove = (path: string): string[] => {
  if (!path.includes('templates/')) return [];
  return [...path.matchAll(TEMPLATES)].map((match) => path.slice(0, match.index));
};
