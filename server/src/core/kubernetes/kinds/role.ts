/** Role and ClusterRole, rbac.authorization.k8s.io. Source: Kubernetes API reference v1.37, PolicyRule. */
import type { Span } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { TextList } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';
import { type PolicyRule, type PowerName, powersOf } from '../role-powers.ts';

export interface RoleObject extends TypedObject {
  readonly rules: readonly PolicyRule[];
  /** The roles that get these rules, by labels. */
  readonly aggregatesTo: readonly Aggregation[];
}

/** A label that hands the rules of a ClusterRole on to another: `rbac.authorization.k8s.io/aggregate-to-edit: "true"`. */
export interface Aggregation {
  /** The role that gets the rules: `view`, `edit`, `admin`. */
  readonly role: string;
  readonly label: string;
  /** The label's key and value. Unit-relative. */
  readonly at: Span;
  readonly node: YamlNode | undefined;
}

export interface RoleFacts {
  readonly kind: 'role';
  /** `Role` or `ClusterRole`. */
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** One of its rules allows every verb on every resource of every API group, like `cluster-admin`. */
  readonly grantsAll: boolean;
  /** What else it grants of the table of `role-powers.ts`, sorted. */
  readonly powers: readonly PowerName[];
  readonly at: Span;
}

const AGGREGATE = /^rbac\.authorization\.k8s\.io\/aggregate-to-(\w+)$/;

/** Verbs that together allow as much as `*`. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const texts = (list: TextList): string[] => list.items.map((item) => item.text);
const isEvery = (list: TextList): boolean => texts(list).includes('*');
const isEveryVerb = (list: TextList): boolean => isEvery(list) || VERBS.every((verb) => texts(list).includes(verb));

/** Whether the rule allows every verb on every resource of every API group. */
export const allowsAll = (rule: PolicyRule): boolean =>
  isEveryVerb(rule.verbs) && isEvery(rule.apiGroups) && isEvery(rule.resources) && !rule.resourceNames.at;

export default kind({
  name: 'Role',
  kinds: ['Role', 'ClusterRole'],
  groups: ['rbac.authorization.k8s.io'],
  read: (fields, object): RoleObject => ({
    object,
    rules: fields.maps('rules').map((rule, index) => ({
      verbs: rule.texts('verbs'),
      apiGroups: rule.texts('apiGroups'),
      resources: rule.texts('resources'),
      resourceNames: rule.texts('resourceNames'),
      nonResourceURLs: rule.texts('nonResourceURLs'),
      namespaced: object.kind === 'Role',
      index,
      at: rule.at,
      node: rule.node,
    })),
    aggregatesTo: object.lens
      .get('metadata', 'labels')
      .entries()
      .flatMap((label): Aggregation[] => {
        const role = AGGREGATE.exec(label.entry.key)?.[1];
        return role === undefined || label.text !== 'true'
          ? []
          : [{ role, label: label.entry.key, at: label.at, node: label.node }];
      }),
  }),
  facts: ({ object, rules }): readonly RoleFacts[] => [
    {
      kind: 'role',
      type: object.kind,
      name: object.name,
      namespace: object.namespace,
      grantsAll: rules.some(allowsAll),
      powers: powersOf(rules),
      at: object.nameSpan,
    },
  ],
});
