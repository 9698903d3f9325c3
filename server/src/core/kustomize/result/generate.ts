/** The objects that `configMapGenerator` and `secretGenerator` make. Their data are not read: they are unknown. */

import { changeAt, entryAt, mapAt, stringAt, unknownAt } from '../../merged/tree.ts';
import type { Item, Lens } from '../../yaml/lens.ts';
import type { YamlEntry } from '../../yaml/node.ts';
import { identityOf, isSame, type Resource } from './identity.ts';
import { setRoot } from './transform.ts';

/**
 * Adds the generated objects. With `behavior: merge` or `replace` the object of a kustomization below stays, with other data.
 * @returns the generators that find no such object
 */
export function generate(resources: Resource[], kustomization: Lens): readonly Item[] {
  const lost: Item[] = [];
  const options = kustomization.get('generatorOptions');
  for (const [key, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const)
    for (const entry of kustomization.get(key).items()) {
      const made = generated(entry, kind, options);
      const behavior = entry.get('behavior').text;
      if (behavior !== 'merge' && behavior !== 'replace') {
        resources.push(made);
        continue;
      }
      const id = identityOf(made.root);
      const target = resources.find((r) => [...r.before, identityOf(r.root)].some((one) => isSame(one, id)));
      if (!target) lost.push(entry);
      else {
        setRoot(
          target,
          changeAt(target.root, ['data'], true, () => unknownAt('', entry.at), entry.at),
        );
        target.needsHash = made.needsHash;
      }
    }
  return lost;
}

function generated(entry: Item, kind: string, general: Lens): Resource {
  const { at } = entry;
  const own = entry.get('options');
  const text = (key: string, value: string): YamlEntry => entryAt(key, stringAt(value, at), at);
  const texts = (key: 'labels' | 'annotations'): YamlEntry[] => {
    const pairs = new Map([...general.get(key).entries(), ...own.get(key).entries()].map((e) => [e.key, e]));
    const entries = [...pairs.values()].map((e) => entryAt(e.key, stringAt(e.text ?? '', e.at), e.at));
    return entries.length > 0 ? [entryAt(key, mapAt(entries, at), at)] : [];
  };
  const isTrue = (key: string): boolean => [own, general].some((options) => options.get(key).scalar?.value === true);
  const namespace = entry.get('namespace').text;
  const metadata = [
    entryAt('name', entry.get('name').node ?? stringAt('', at), entry.get('name').at ?? at),
    ...(namespace === undefined ? [] : [text('namespace', namespace)]),
    ...texts('labels'),
    ...texts('annotations'),
  ];
  const root = mapAt(
    [
      text('apiVersion', 'v1'),
      text('kind', kind),
      entryAt('metadata', mapAt(metadata, at), at),
      ...(kind === 'Secret' ? [text('type', entry.get('type').text ?? 'Opaque')] : []),
      entryAt('data', unknownAt('', at), at),
      ...(isTrue('immutable')
        ? [entryAt('immutable', { ...stringAt('true', at), style: 'plain', value: true }, at)]
        : []),
    ],
    at,
  );
  return { root, before: [], needsHash: !isTrue('disableNameSuffixHash'), changed: true, source: undefined };
}
