/** LimitRange, core/v1. Sources: Kubernetes API reference v1.37; `SetDefaults_LimitRangeItem` of kubernetes, pkg/apis/core/v1/defaults.go. */
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface LimitRangeObject extends TypedObject {
  /** The resources for which containers without a limit get one: `memory`, `cpu`, …; sorted. */
  readonly defaults: readonly string[];
  /** There may be more: part of the object cannot be read. */
  readonly unknown: boolean;
}

export interface LimitRangeFacts extends Pick<LimitRangeObject, 'defaults' | 'unknown'> {
  readonly kind: 'limit-range';
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly at: Span;
}

/** A limit of 0 is none. */
const isLimit = ([, quantity]: readonly [string, string]): boolean => !/^0+(?:\.0*)?[a-zA-Z]*$/.test(quantity);

export default kind({
  name: 'LimitRange',
  kinds: ['LimitRange'],
  groups: [''],
  read(fields, object): LimitRangeObject {
    const items = fields.maps('spec', 'limits');
    // A limit that `default` does not name gets the value of `max`.
    const limits = items
      .filter((item) => item.text('type').value === 'Container')
      .flatMap((item) => [item.pairs('default'), item.pairs('max')]);
    return {
      object,
      defaults: [...new Set(limits.flatMap(({ pairs }) => pairs.filter(isLimit).map(([name]) => name)))].sort(),
      unknown:
        object.partial || items.some((item) => item.text('type').unknown) || limits.some(({ unknown }) => unknown),
    };
  },
  facts: ({ object, defaults, unknown }): readonly LimitRangeFacts[] => [
    {
      kind: 'limit-range',
      namespace: object.namespace,
      namespaceKnown: object.namespaceKnown,
      defaults,
      unknown,
      at: object.nameSpan,
    },
  ],
});
