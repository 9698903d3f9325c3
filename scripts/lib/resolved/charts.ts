/** Resolves what the templates of a chart become with its own values. */
import { chartOf, renderedBy } from '../../../server/src/core/helm/chart.ts';
import { parseTemplate } from '../../../server/src/core/helm/template.ts';
import type { SourceDocument } from '../../../server/src/core/merged/placed.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { resolveFile } from './file.ts';
import type { Resolved, Texts } from './model.ts';

/** The folder of the outermost chart that a file decides something in; `undefined` if there is none. */
export function chartFolder({ text }: Texts, path: string): string | undefined {
  const at = path.indexOf('templates/');
  const folder = at < 0 ? posix.dirname(path) : path.slice(0, Math.max(0, at - 1));
  return text(posix.join(folder, 'Chart.yaml')) === undefined ? undefined : folder;
}

/** Each template of a chart that is known, by its path. */
export function renderedChart(texts: Texts, folder: string): ReadonlyMap<string, Resolved> {
  const document = (name: string): SourceDocument | undefined => {
    const path = posix.join(folder, name);
    const text = texts.text(path);
    return text === undefined ? undefined : { path, yaml: parseYaml(text), unit: undefined };
  };
  const description = document('Chart.yaml');
  const inside = posix.join(folder, 'templates/');
  const below = posix.join(folder, 'charts/');
  const templates = [...texts.paths()]
    .filter((path) => path.startsWith(inside) || (path.startsWith(below) && path.includes('/templates/')))
    .sort()
    .flatMap((path) => parseTemplate(path, texts.text(path)!) ?? []);
  const out = new Map<string, Resolved>();
  if (!description) return out;
  const helpers = templates.filter(({ text }) => text.includes('define'));
  const chart = chartOf({ description, values: document('values.yaml'), helpers });
  for (const template of templates) {
    if (!template.path.startsWith(inside) || !/\.ya?ml$/i.test(template.path)) continue;
    const text = renderedBy(chart, template)
      ?.map((piece) => piece.text)
      .join('');
    if (text !== undefined) out.set(template.path, resolveFile(template.path, text, texts.text).resolved);
  }
  return out;
}
