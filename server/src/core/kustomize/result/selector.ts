/** Which objects a selector of a kustomization chooses: `target` of a patch, `select` of a replacement. */

import { valueAt } from '../../merged/tree.ts';
import type { Lens } from '../../yaml/lens.ts';
import { asMap } from '../../yaml/node.ts';
import { effectiveNamespace, identityOf, type Resource } from './identity.ts';
import { labelSelector, matcherOf } from './pattern.ts';

/** A test of objects; `undefined` for a selector with a pattern that is not read. */
export type Selection = ((resource: Resource) => boolean) | undefined;

export function selectionOf(selector: Lens): Selection {
  const patterns = new Map<string, (text: string) => boolean>();
  for (const key of ['group', 'version', 'kind', 'name', 'namespace']) {
    const text = selector.get(key).text;
    if (!text) continue;
    const matcher = matcherOf(text);
    if (!matcher) return undefined;
    patterns.set(key, matcher);
  }
  const labels = labelSelector(selector.get('labelSelector').text ?? '');
  const annotations = labelSelector(selector.get('annotationSelector').text ?? '');
  if (!labels || !annotations) return undefined;
  const fits = (key: string, ...values: readonly string[]): boolean => {
    const matches = patterns.get(key);
    return !matches || values.some(matches);
  };
  return (resource) => {
    const now = identityOf(resource.root);
    const first = resource.before[0] ?? now;
    return (
      fits('group', now.group) &&
      fits('version', now.version) &&
      fits('kind', now.kind) &&
      fits('name', first.name, now.name) &&
      fits('namespace', effectiveNamespace(first), effectiveNamespace(now)) &&
      labels(textsOf(resource, 'labels')) &&
      annotations(textsOf(resource, 'annotations'))
    );
  };
}

const textsOf = ({ root }: Resource, key: 'labels' | 'annotations'): ReadonlyMap<string, string> =>
  new Map(
    (asMap(valueAt(root, ['metadata', key]))?.entries ?? []).map((e) => [
      e.key,
      e.value?.type === 'scalar' ? e.value.text : '',
    ]),
  );
