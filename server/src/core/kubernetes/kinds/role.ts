/** Role and ClusterRole, rbac.authorization.k8s.io. Source: Kubernetes API reference v1.37, PolicyRule. */
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface RoleObject extends TypedObject {
  readonly rules: readonly PolicyRule[];
}

/** One rule of a role. The lists have only values that can be read; the rule may grant more. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** The item of `rules`. Unit-relative. */
  readonly at: Span;
}

export interface RoleFacts {
  readonly kind: 'role';
  /** `Role` or `ClusterRole`. */
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** One of its rules allows every verb on every resource of every API group, like `cluster-admin`. */
  readonly grantsAll: boolean;
  readonly at: Span;
}

const isEvery = (list: readonly string[]): boolean => list.includes('*');

/** Verbs that together allow as much as `*`. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const isEveryVerb = (verbs: readonly string[]): boolean =>
  isEvery(verbs) || VERBS.every((verb) => verbs.includes(verb));

export default kind({
  name: 'Role',
  kinds: ['Role', 'ClusterRole'],
  groups: ['rbac.authorization.k8s.io'],
  read: (fields, object): RoleObject => ({
    object,
    rules: fields.maps('rules').map((rule) => ({
      verbs: rule.texts('verbs').items.map((item) => item.text),
      apiGroups: rule.texts('apiGroups').items.map((item) => item.text),
      resources: rule.texts('resources').items.map((item) => item.text),
      at: rule.at,
    })),
  }),
  facts: ({ object, rules }): readonly RoleFacts[] => [
    {
      kind: 'role',
      type: object.kind,
      name: object.name,
      namespace: object.namespace,
      grantsAll: rules.some((r) => isEveryVerb(r.verbs) && isEvery(r.apiGroups) && isEvery(r.resources)),
      at: object.nameSpan,
    },
  ],
});
