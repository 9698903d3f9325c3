import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import { allEntries, at, items, text } from '../../yaml/access.ts';
import type { YamlNode } from '../../yaml/node.ts';

/** A Secret, or what an operator makes one of. */
export interface SecretFacts {
  readonly kind: 'secret';
  readonly type: 'Secret' | 'ExternalSecret' | 'SealedSecret';
  /** Of the Secret. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly keys: readonly string[];
  /** None of its keys has a value yet: they are there to be filled in. */
  readonly unfilled: boolean;
  readonly at: Span;
}
/** What stands in a manifest in the place of a value. */
export const REPLACE_ME = 'REPLACE_ME';

/** Reads a Secret, an ExternalSecret (External Secrets Operator) or a SealedSecret (Bitnami); `undefined` for other objects. */
export function secretFacts(object: KubernetesObject): SecretFacts | undefined {
  const { node, namespace, nameSpan } = object;
  if (!object.nameKnown) return undefined;
  const facts = { kind: 'secret', name: object.name, namespace, at: nameSpan } as const;
  const entries = (...path: string[]) => allEntries(at(node, ...path));
  const filled = (value: YamlNode | undefined): boolean => !['', REPLACE_ME].includes(text(value) ?? '?');
  if (object.kind === 'Secret' && object.apiVersion === 'v1') {
    const all = [...entries('data'), ...entries('stringData')];
    return { ...facts, type: 'Secret', keys: all.map((e) => e.key), unfilled: !all.some((e) => filled(e.value)) };
  }
  if (object.kind === 'SealedSecret' && object.apiVersion.startsWith('bitnami.com/')) {
    const all = entries('spec', 'encryptedData');
    return { ...facts, type: 'SealedSecret', keys: all.map((e) => e.key), unfilled: !all.some((e) => filled(e.value)) };
  }
  if (object.kind !== 'ExternalSecret' || !object.apiVersion.startsWith('external-secrets.io/')) return undefined;
  const keys = items(at(node, 'spec', 'data')).flatMap((item) => text(at(item, 'secretKey')) ?? []);
  return {
    ...facts,
    type: 'ExternalSecret',
    name: text(at(node, 'spec', 'target', 'name')) ?? object.name,
    keys,
    unfilled: false,
  };
}
