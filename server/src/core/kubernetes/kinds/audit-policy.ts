/** Policy, audit.k8s.io. Source: Kubernetes, "Auditing", and `pkg/audit/policy/checker.go` of kubernetes/apiserver. */
import type { Span } from '../../text/span.ts';
import type { Fields } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

/** A rule that has no condition but its resources. */
export interface AuditRule {
  /** `None`, `Metadata`, `Request` or `RequestResponse`; `undefined` when not known. */
  readonly level: string | undefined;
  /** The resources, of any group; `undefined`: all. */
  readonly resources: readonly string[] | undefined;
  /** It is about some users, verbs, namespaces or names only. */
  readonly limited: boolean;
  readonly at: Span;
}

export interface AuditPolicyObject extends TypedObject {
  /** In their order: the first that matches a request counts. Those about paths alone are left out. */
  readonly rules: readonly AuditRule[];
}

const LIMITS = ['users', 'userGroups', 'verbs', 'namespaces'];

export default kind({
  name: 'AuditPolicy',
  kinds: ['Policy'],
  groups: ['audit.k8s.io'],
  read: (fields, object): AuditPolicyObject => ({
    object,
    rules: fields
      .maps('rules')
      .flatMap((rule) => (rule.has('nonResourceURLs') && !rule.has('resources') ? [] : [read(rule)])),
  }),
});

function read(rule: Fields): AuditRule {
  const groups = rule.maps('resources');
  const lists = groups.map((group) => group.texts('resources').items.map(({ text }) => text));
  return {
    level: rule.text('level').value,
    // A group without resources is all of it.
    resources: !rule.has('resources') || lists.some((list) => list.length === 0) ? undefined : lists.flat(),
    limited: LIMITS.some((key) => rule.has(key)) || groups.some((group) => group.has('resourceNames')),
    at: rule.at,
  };
}

/** The first rule for all requests about a resource (`secrets`, `pods/exec`); a limited one only where it logs. */
export const auditRuleFor = (rules: readonly AuditRule[], resource: string): AuditRule | undefined =>
  rules.find(
    ({ resources, limited, level }) =>
      (!limited || level !== 'None') && (!resources || resources.some((pattern) => matches(pattern, resource))),
  );

function matches(pattern: string, resource: string): boolean {
  const [name, part] = resource.split('/');
  return [resource, '*', ...(part ? [`${name}/*`, `*/${part}`] : [])].includes(pattern);
}
