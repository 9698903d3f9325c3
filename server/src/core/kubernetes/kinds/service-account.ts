/** ServiceAccount, core/v1. Source: Kubernetes API reference v1.37. */
import type { Span } from '../../text/span.ts';
import type { Setting } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface ServiceAccountObject extends TypedObject {
  /** Pods get its token by default. `true` when absent. */
  readonly automount: Setting<boolean>;
}

export interface ServiceAccountFacts {
  readonly kind: 'service-account';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly automount: boolean | undefined;
  readonly at: Span;
}

export default kind({
  name: 'ServiceAccount',
  kinds: ['ServiceAccount'],
  groups: [''],
  read: (fields, object): ServiceAccountObject => ({
    object,
    automount: fields.boolean('automountServiceAccountToken'),
  }),
  facts: ({ object, automount }): readonly ServiceAccountFacts[] => [
    {
      kind: 'service-account',
      name: object.name,
      namespace: object.namespace,
      automount: automount.value,
      at: object.nameSpan,
    },
  ],
});
