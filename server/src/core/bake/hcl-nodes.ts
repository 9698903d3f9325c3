/** Parts of HCL as nodes of YAML. */
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap } from '../yaml/node.ts';

/** A map as nodes of YAML. */
export const mapOf = (entries: readonly YamlEntry[], span: Span): YamlMap => ({
  type: 'map',
  flow: true,
  entries,
  merges: [],
  span,
});

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The text of a quoted string without its escapes. */
export const decoded = (text: string): string =>
  text
    .replace(/\\([nrt"\\])/g, (_, c: string) => ESCAPES[c] ?? c)
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');
