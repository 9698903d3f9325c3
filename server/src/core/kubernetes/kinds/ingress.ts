/** Ingress, networking.k8s.io (and extensions, removed in 1.22). Source: Kubernetes API reference v1.37, IngressSpec. */
import type { Span } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { Setting } from '../../yaml/setting.ts';
import type { TextList } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface IngressObject extends TypedObject {
  readonly rules: readonly IngressRule[];
  /** The certificates; `undefined` when the field is absent. */
  readonly tls: readonly IngressTls[] | undefined;
  /** A template or another file may add certificates. */
  readonly tlsUnknown: boolean;
  /** The place of `defaultBackend`, which answers for every host and path that no rule names. Unit-relative. */
  readonly defaultBackend: Span | undefined;
  readonly annotations: readonly Annotation[];
}

export interface IngressRule {
  /** '' and absent stand for every host. */
  readonly host: Setting<string>;
  readonly paths: readonly Setting<string>[];
  /** The item of `rules`. Unit-relative. */
  readonly at: Span;
}

export interface IngressTls {
  readonly hosts: TextList;
  readonly secretName: Setting<string>;
  readonly at: Span;
}

export interface Annotation {
  readonly key: string;
  /** `undefined` when unknown. */
  readonly value: string | undefined;
  /** Key and value. Unit-relative. */
  readonly at: Span;
  readonly node: YamlNode | undefined;
}

export interface IngressFacts {
  readonly kind: 'ingress';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly hosts: readonly string[];
  readonly at: Span;
}

export default kind({
  name: 'Ingress',
  kinds: ['Ingress'],
  // With the core group, which has no such kind, nothing serves it; people still write it.
  groups: ['networking.k8s.io', 'extensions', ''],
  read(fields, object): IngressObject {
    const tls = object.lens.get('spec', 'tls');
    const backend = object.lens.get('spec', 'defaultBackend');
    return {
      object,
      rules: fields.maps('spec', 'rules').map((rule) => ({
        host: rule.text('host'),
        paths: rule.maps('http', 'paths').map((path) => path.text('path')),
        at: rule.at,
      })),
      tls: tls.absent
        ? undefined
        : fields
            .maps('spec', 'tls')
            .map((one) => ({ hosts: one.texts('hosts'), secretName: one.text('secretName'), at: one.at })),
      tlsUnknown: tls.absent ? object.partial : !tls.seq,
      defaultBackend: backend.absent ? undefined : backend.at,
      annotations: object.lens
        .get('metadata', 'annotations')
        .entries()
        .map((one): Annotation => ({ key: one.entry.key, value: one.text, at: one.at, node: one.node })),
    };
  },
  facts: ({ object, rules }): readonly IngressFacts[] => [
    {
      kind: 'ingress',
      name: object.name,
      namespace: object.namespace,
      hosts: [...new Set(rules.flatMap(({ host }) => host.value ?? []))].sort(),
      at: object.nameSpan,
    },
  ],
});
