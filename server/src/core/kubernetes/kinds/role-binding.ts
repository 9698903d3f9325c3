/** RoleBinding and ClusterRoleBinding, rbac.authorization.k8s.io. Source: Kubernetes API reference v1.37. */
import type { Span } from '../../text/span.ts';
import type { YamlMap } from '../../yaml/node.ts';
import type { Setting } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface RoleBindingObject extends TypedObject {
  /** A ClusterRoleBinding: it grants the role in every namespace, and for cluster-wide resources. */
  readonly clusterWide: boolean;
  readonly role: {
    /** `Role` or `ClusterRole`. */
    readonly kind: Setting<string>;
    readonly name: Setting<string>;
  };
  readonly subjects: readonly RoleSubject[];
}

/** A subject that gets the role. */
export interface RoleSubject {
  /** `User`, `Group` or `ServiceAccount`. */
  readonly kind: Setting<string>;
  readonly name: Setting<string>;
  /** The namespace of a ServiceAccount. */
  readonly namespace: Setting<string>;
  /** The item of `subjects`. Unit-relative. */
  readonly at: Span;
  readonly node: YamlMap;
}

/** A subject of a binding. */
export interface RoleBindingFacts {
  readonly kind: 'role-binding';
  /** `User`, `Group` or `ServiceAccount`; `undefined` when unknown. */
  readonly type: string | undefined;
  readonly name: string | undefined;
  /** The namespace of a ServiceAccount; `undefined` when it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  /** What the binding grants: `ClusterRole cluster-admin`; `undefined` when unknown. */
  readonly role: string | undefined;
  /** In every namespace; else in `inNamespace`. */
  readonly clusterWide: boolean;
  /** The namespace of the binding itself. */
  readonly inNamespace: string | undefined;
  readonly at: Span;
}

export default kind({
  name: 'RoleBinding',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  groups: ['rbac.authorization.k8s.io'],
  read: (fields, object): RoleBindingObject => ({
    object,
    clusterWide: object.kind === 'ClusterRoleBinding',
    role: { kind: fields.text('roleRef', 'kind'), name: fields.text('roleRef', 'name') },
    subjects: fields.maps('subjects').map((subject) => ({
      kind: subject.text('kind'),
      name: subject.text('name'),
      namespace: subject.text('namespace'),
      at: subject.at,
      node: subject.node,
    })),
  }),
  facts: ({ object, role, clusterWide, subjects }): readonly RoleBindingFacts[] =>
    subjects.map((subject) => ({
      kind: 'role-binding',
      type: subject.kind.value,
      name: subject.name.value,
      namespace: subject.namespace.value ?? object.namespace,
      role: role.kind.value && role.name.value ? `${role.kind.value} ${role.name.value}` : undefined,
      clusterWide,
      inNamespace: object.namespace,
      at: object.nameSpan,
    })),
});
