import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import type { Found } from '../../yaml/lens.ts';

/** A Secret, or an object from which an operator makes one. */
export interface SecretFacts {
  readonly kind: 'secret';
  readonly type: 'Secret' | 'ExternalSecret' | 'SealedSecret';
  /** Name of the resulting Secret. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly keys: readonly string[];
  /** No key has a value yet: the manifest is to be filled in. */
  readonly unfilled: boolean;
  readonly at: Span;
}
/** The placeholder for a value in a manifest. */
export const REPLACE_ME = 'REPLACE_ME';

/** Reads a Secret, an ExternalSecret (External Secrets Operator) or a SealedSecret (Bitnami); `undefined` for other objects. */
export function secretFacts(object: KubernetesObject): SecretFacts | undefined {
  const { lens, namespace, nameSpan } = object;
  if (!object.nameKnown) return undefined;
  const facts = { kind: 'secret', name: object.name, namespace, at: nameSpan } as const;
  const filled = ({ text }: Found): boolean => !['', REPLACE_ME].includes(text ?? '?');
  if (object.kind === 'Secret' && object.apiVersion === 'v1') {
    const all = [...lens.get('data').entries(), ...lens.get('stringData').entries()];
    return { ...facts, type: 'Secret', keys: all.map((e) => e.key), unfilled: !all.some(filled) };
  }
  if (object.kind === 'SealedSecret' && object.apiVersion.startsWith('bitnami.com/')) {
    const all = lens.get('spec', 'encryptedData').entries();
    return { ...facts, type: 'SealedSecret', keys: all.map((e) => e.key), unfilled: !all.some(filled) };
  }
  if (object.kind !== 'ExternalSecret' || !object.apiVersion.startsWith('external-secrets.io/')) return undefined;
  const data = lens.get('spec', 'data').items();
  const keys = data.flatMap((item) => item.get('secretKey').text ?? []);
  return {
    ...facts,
    type: 'ExternalSecret',
    name: lens.get('spec', 'target', 'name').text ?? object.name,
    keys,
    unfilled: false,
  };
}
