/** The settings in force for a file, each with the layer that decides it. */
import { type FileConfig, LOWER_SEVERITY, OTHER_TOOLS } from '../core/config/settings.ts';
import { toolOfFile } from '../core/config/tool-files.ts';
import type { ConfigLayer } from '../core/engine/configs.ts';
import type { Engine } from '../core/engine/engine.ts';
import { defaultSecrets } from '../core/secrets/settings.ts';
import { lineIndex } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';
import { lens } from '../core/yaml/lens.ts';
import { parseYaml } from '../core/yaml/parse.ts';

/** Where a value comes from. `option`: of the command line. */
export type Origin =
  | { readonly kind: 'default' | 'option' }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** 1-based. */
      readonly line: number;
      /** The files that extend it, the outermost first. */
      readonly extendedBy: readonly string[];
    };

/** One setting in force. */
export interface Row {
  /** The keys that lead to the value in a configuration file: `['rules', 'user/root-user']`. */
  readonly key: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
}

/** A value with its keys in a configuration file. `field`: the key of the value itself where the file may leave it out. */
interface Leaf {
  readonly key: readonly string[];
  readonly value: unknown;
  readonly field?: string;
}

/** The rows in the order of the manual; rules last, sorted. Of rules only those that a layer sets have one. */
export function configRows(engine: Engine, path: string): Row[] {
  const rows = new Map<string, Row>();
  const defaults: FileConfig = {
    ...{ profile: 'default', failOn: 'warning', today: engine.today(), exclude: [], lowerSeverity: LOWER_SEVERITY },
    ...{ otherTools: OTHER_TOOLS, images: { trusted: [], untrusted: [] }, secrets: withoutBase },
  };
  for (const { key, value } of leaves(defaults)) rows.set(key.join('\0'), { key, value, origin: { kind: 'default' } });
  for (const layer of engine.configLayers(path))
    for (const leaf of leaves(layer.config)) {
      const key = leaf.field === undefined ? leaf.key : [...leaf.key, leaf.field];
      rows.set(key.join('\0'), { key, value: leaf.value, origin: originOf(layer, leaf) });
    }
  const all = [...rows.values()];
  const isRule = ({ key }: Row): boolean => key[0] === 'rules';
  const rules = all.filter(isRule).sort((a, b) => (a.key.join('\0') < b.key.join('\0') ? -1 : 1));
  return [...all.filter((row) => !isRule(row)), ...rules];
}

const { names, values, paths } = defaultSecrets.allow;
const withoutBase = { ...defaultSecrets, allow: { names, values, paths } };

/** The values of a layer that are merged one by one. */
function leaves(config: FileConfig): Leaf[] {
  const { profile, failOn, today, exclude, lowerSeverity, podTemplates, otherTools, podSecurity } = config;
  const whole = { profile, failOn, today, exclude, lowerSeverity, podTemplates, otherTools, podSecurity };
  return [
    ...below([], whole),
    ...below(['images'], { trusted: config.images?.trusted, untrusted: config.images?.untrusted }),
    ...below(['secrets', 'allow'], { ...config.secrets?.allow }),
    ...below(['secrets', 'store'], { ...config.secrets?.store }),
    ...[...(config.rules ?? [])].flatMap(([id, { severity, options }]): Leaf[] => [
      ...(severity === undefined ? [] : [{ key: ['rules', id], value: severity, field: 'severity' }]),
      ...below(['rules', id, 'options'], { ...options }),
    ]),
  ];
}

const below = (key: readonly string[], values: Readonly<Record<string, unknown>>): Leaf[] =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ key: [...key, name], value }));

function originOf({ path, text, entry, above = [] }: ConfigLayer, { key, field }: Leaf): Origin {
  if (path === undefined || text === undefined) return { kind: 'option' };
  // Of other tools only hadolint has a setting of ours; what their files ignore is no row.
  const written = toolOfFile(path) ? ['trustedRegistries'] : field === undefined ? key : [...key, field];
  const place = placeOf(text, entry, written);
  return { kind: 'file', path, line: lineAt(text, place), extendedBy: above };
}

/** The place of the last of these keys that the text has, in the whole file or in an entry of `overrides`. */
function placeOf(text: string, entry: Span | undefined, key: readonly string[]): Span | undefined {
  const { root } = parseYaml(text);
  const top = root && lens(root);
  let here = entry
    ? top
        ?.get('overrides')
        .items()
        .find(({ node }) => node?.span.start === entry.start)
    : top;
  let at = entry;
  for (const name of key) {
    const next = here?.get(name);
    if (!next?.at) break;
    here = next;
    at = next.keyAt;
  }
  return at;
}

/** The line of a place, 1-based; the first one without a place. */
export const lineAt = (text: string, at: Span | undefined): number => lineIndex(text).position(at?.start ?? 0).line + 1;
