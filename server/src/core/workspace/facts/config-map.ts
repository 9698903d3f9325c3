import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { NamedHost } from '../../network/named-hosts.ts';
import type { Span } from '../../text/span.ts';
import { type Found, lens } from '../../yaml/lens.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';
import { hostsInData } from './calls.ts';
import { stateFilesIn } from './state-files.ts';

/** A ConfigMap, or a reference to one from another object. */
export interface ConfigMapFacts {
  readonly kind: 'config-map';
  /**
   * `self`: the ConfigMap itself; `key`: a container variable reads one key; `all`: a container reads all keys by `envFrom`; `other`:
   * any other reference.
   */
  readonly use: 'self' | 'key' | 'all' | 'other';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly key: string | undefined;
  /** The hosts that its own values name. */
  readonly hosts: readonly NamedHost[];
  /** The files and folders in which its own values make a log shipper keep its state. */
  readonly stateFiles: readonly string[];
  readonly at: Span;
}

/** The ConfigMap that an object is, and those that it refers to. */
export function configMapFacts(object: KubernetesObject): ConfigMapFacts[] {
  const facts: ConfigMapFacts[] = [];
  const known = new Set<YamlNode | undefined>();
  const about = {
    kind: 'config-map',
    namespace: object.namespace,
    hosts: [],
    stateFiles: [],
    at: object.nameSpan,
  } as const;
  const add = (use: ConfigMapFacts['use'], reference: Found): void => {
    const name = reference.get('name').text;
    known.add(reference.node);
    if (name !== undefined) facts.push({ ...about, use, name, key: reference.get('key').text });
  };
  if (object.kind === 'ConfigMap' && object.apiVersion === 'v1')
    return object.nameKnown
      ? [
          {
            ...about,
            use: 'self',
            name: object.name,
            key: undefined,
            hosts: hostsInData(object.lens),
            stateFiles: stateFilesIn(object.lens),
          },
        ]
      : [];
  for (const container of object.workloads.flatMap((w) => w.containers)) {
    for (const { use, reference } of configMapReferences(container.lens)) add(use, reference);
  }
  walk(object.node, (node) => {
    if (node.type !== 'map' || known.has(node)) return;
    for (const e of node.entries) {
      if (!/configmap/i.test(e.key)) continue;
      const value = lens(e.value);
      if (value.map && !known.has(value.map)) add('other', value);
      const name = value.text;
      if (name !== undefined) facts.push({ ...about, use: 'other', name, key: undefined });
    }
    const here = lens(node);
    if (here.get('kind').text === 'ConfigMap') add('other', here);
    // A Role may grant access to it by name.
    for (const { text: name } of here.get('resourceNames').items()) {
      if (name !== undefined) facts.push({ ...about, use: 'other', name, key: undefined });
    }
  });
  return facts;
}

/** A container's references to ConfigMaps: `configMapKeyRef` of a variable, `configMapRef` for all keys. */
export function configMapReferences(container: Found): { readonly use: 'key' | 'all'; readonly reference: Found }[] {
  const found: { readonly use: 'key' | 'all'; readonly reference: Found }[] = [];
  for (const [use, list, ...path] of [
    ['key', 'env', 'valueFrom', 'configMapKeyRef'],
    ['all', 'envFrom', 'configMapRef'],
  ] as const)
    for (const item of container.get(list).items()) {
      const reference = item.get(...path);
      if (reference.map) found.push({ use, reference });
    }
  return found;
}
