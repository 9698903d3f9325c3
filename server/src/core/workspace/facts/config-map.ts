import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import { asMap, at, items, text } from '../../yaml/access.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';

/** A ConfigMap, or an object that reads one. */
export interface ConfigMapFacts {
  readonly kind: 'config-map';
  /**
   * `self`: it is the ConfigMap; `key`: a variable of a container gets one of its keys; `all`: a container gets all of them by `envFrom`;
   * `other`: it is named in any other way.
   */
  readonly use: 'self' | 'key' | 'all' | 'other';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly key: string | undefined;
  readonly at: Span;
}

/** What an object says of ConfigMaps. */
export function configMapFacts(object: KubernetesObject): ConfigMapFacts[] {
  const facts: ConfigMapFacts[] = [];
  const known = new Set<YamlMap>();
  const about = { kind: 'config-map', namespace: object.namespace, at: object.nameSpan } as const;
  const add = (use: ConfigMapFacts['use'], reference: YamlMap): void => {
    const name = text(at(reference, 'name'));
    known.add(reference);
    if (name !== undefined) facts.push({ ...about, use, name, key: text(at(reference, 'key')) });
  };
  if (object.kind === 'ConfigMap' && object.apiVersion === 'v1')
    return object.nameKnown ? [{ ...about, use: 'self', name: object.name, key: undefined }] : [];
  for (const container of object.workloads.flatMap((w) => w.containers)) {
    for (const { use, reference } of configMapReferences(container.node)) add(use, reference);
  }
  walk(object.node, (node) => {
    if (node.type !== 'map' || known.has(node)) return;
    for (const e of node.entries) {
      if (!/configmap/i.test(e.key)) continue;
      const map = asMap(e.value);
      if (map && !known.has(map)) add('other', map);
      const name = text(e.value);
      if (name !== undefined) facts.push({ ...about, use: 'other', name, key: undefined });
    }
    if (text(at(node, 'kind')) === 'ConfigMap') add('other', node);
    // A role that lets somebody ask for it by name.
    for (const item of items(at(node, 'resourceNames'))) {
      const name = text(item);
      if (name !== undefined) facts.push({ ...about, use: 'other', name, key: undefined });
    }
  });
  return facts;
}

/** A container's references to ConfigMaps: `configMapKeyRef` of a variable, `configMapRef` of all. */
export function configMapReferences(
  container: YamlMap,
): { readonly use: 'key' | 'all'; readonly reference: YamlMap }[] {
  const keys = items(at(container, 'env')).flatMap((v) => asMap(at(v, 'valueFrom', 'configMapKeyRef')) ?? []);
  const all = items(at(container, 'envFrom')).flatMap((v) => asMap(at(v, 'configMapRef')) ?? []);
  return [
    ...keys.map((reference) => ({ use: 'key' as const, reference })),
    ...all.map((reference) => ({ use: 'all' as const, reference })),
  ];
}
