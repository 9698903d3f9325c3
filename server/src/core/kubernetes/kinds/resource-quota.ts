/** ResourceQuota, core/v1. Source: Kubernetes API reference v1.37. */
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface ResourceQuotaFacts {
  readonly kind: 'resource-quota';
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly at: Span;
}

export default kind({
  name: 'ResourceQuota',
  kinds: ['ResourceQuota'],
  groups: [''],
  read: (_, object): TypedObject => ({ object }),
  facts: ({ object }): readonly ResourceQuotaFacts[] => [
    {
      kind: 'resource-quota',
      namespace: object.namespace,
      namespaceKnown: object.namespaceKnown,
      at: object.nameSpan,
    },
  ],
});
