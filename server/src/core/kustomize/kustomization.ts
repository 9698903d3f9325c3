import { posix } from '../text/paths.ts';
import { type Lens, lensOf } from '../yaml/lens.ts';
import type { YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';

/** What a kustomization changes in other files. Paths are workspace paths. Source: kustomization reference (kubectl.docs.kubernetes.io). */
export interface Kustomization {
  /** Files that are patches: `patches[].path`, `patchesStrategicMerge`, `patchesJson6902[].path`. The patched object adds the rest. */
  readonly patches: readonly string[];
  /** Files, and folders with another kustomization (`resources`, `bases`, `components`). */
  readonly parts: readonly string[];
  /** Those of `parts` that are components: their changes apply to all parts. */
  readonly components: readonly string[];
  readonly namespace: string | undefined;
  /** Names in `images` that get another name, tag or digest. Not those that get `latest`. */
  readonly images: readonly string[];
  /** It may give pods more labels, or change what selects them: by `commonLabels`, `labels`, an inline patch, or a transformer. */
  readonly addsLabels: boolean;
  /** Objects may come from it that no file shows, or under another name or kind: remote parts, charts, generators, transformers, patches of names. */
  readonly open: boolean;
  /** `namePrefix` and `nameSuffix`; '' when absent. */
  readonly affixes: readonly [prefix: string, suffix: string];
  /** `kind: Component`: nobody applies it alone. */
  readonly isComponent: boolean;
}

/** Whether the name of a file is that of a kustomization. */
export const isKustomization = (path: string): boolean => /^kustomization(?:\.ya?ml)?$/i.test(posix.basename(path));

/** A remote base has a scheme, a query, or the host of a forge. */
const isRemote = (part: string): boolean => /:\/\/|\?|^git@|^(?:github|gitlab)\.com\//.test(part);

/** Reads the text of a kustomization: see `kustomizationIn`. */
export const readKustomization = (path: string, source: string): Kustomization =>
  kustomizationIn(path, parseYaml(source));

/** Reads a kustomization. Leaves out inline and remote entries, and those of a wrong type. */
export function kustomizationIn(path: string, yaml: YamlUnit): Kustomization {
  const root = lensOf(yaml);
  const folder = posix.dirname(path);
  const paths = (all: readonly (string | undefined)[]): string[] =>
    // An inline patch has line breaks or is a mapping; a remote base has a scheme or a query.
    all.flatMap((p) => (p && !/\n|: /.test(p) && !isRemote(p) ? [posix.join(folder, p)] : []));
  const items = (key: string) => root.get(key).items();
  const listed = (key: string): string[] => paths(items(key).map((p) => p.text));
  const named = (key: string): string[] => paths(items(key).map((p) => p.get('path').text));
  const components = listed('components');
  return {
    patches: [...named('patches'), ...named('patchesJson6902'), ...listed('patchesStrategicMerge')],
    parts: [...listed('resources'), ...listed('bases'), ...components],
    components,
    isComponent: root.get('kind').text === 'Component',
    namespace: root.get('namespace').text || undefined,
    addsLabels: addsLabels(root),
    open: isOpen(root),
    affixes: [root.get('namePrefix').text ?? '', root.get('nameSuffix').text ?? ''],
    images: items('images').flatMap((image) => {
      const name = image.get('name').text;
      const changed = ['newName', 'newTag', 'digest', 'tagSuffix'].some((key) => image.get(key).node !== undefined);
      return name && changed && image.get('newTag').text !== 'latest' ? [name] : [];
    }),
  };
}

/** Source: kustomization reference (kubectl.docs.kubernetes.io), `patches` (`allowNameChange`, `allowKindChange`), read on 2026-12-01. */
const RENAMES = /path:\s*["']?\/(?:metadata\/name|kind|roleRef)\b|"path":\s*"\/(?:metadata\/name|kind|roleRef)\b/;

function isOpen(root: Lens): boolean {
  const items = (key: string) => root.get(key).items();
  const all = [...items('patches'), ...items('patchesJson6902')];
  return (
    ['generators', 'helmCharts', 'helmChartInflationGenerator', 'transformers'].some((key) => items(key).length > 0) ||
    ['resources', 'bases', 'components'].some((key) => items(key).some(({ text = '' }) => isRemote(text))) ||
    all.some((one) => ['allowNameChange', 'allowKindChange'].some((key) => one.get('options', key).text === 'true')) ||
    all.some((one) => RENAMES.test(one.get('patch').text ?? ''))
  );
}

/** Whether a patch may change the labels of pods, or what selects them: then any selector may select any of them. */
export const concernsLabels = (patch: string): boolean =>
  /\b(?:labels|selector|podSelector|endpointSelector|matchLabels|matchExpressions)\b/.test(patch);

function addsLabels(root: Lens): boolean {
  const items = (key: string) => root.get(key).items();
  const patches = [...items('patches'), ...items('patchesJson6902')].map((one) => one.get('patch'));
  return (
    root.get('commonLabels').entries().length > 0 ||
    items('transformers').length > 0 ||
    items('labels').some((one) =>
      ['includeSelectors', 'includeTemplates'].some((key) => one.get(key).text === 'true'),
    ) ||
    [...patches, ...items('patchesStrategicMerge')].some((patch) => concernsLabels(patch.text ?? ''))
  );
}
