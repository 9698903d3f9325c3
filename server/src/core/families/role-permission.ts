/**
 * Findings about what a rule of a role allows: the same place and words for each rule about permissions. They have no fix: a role lists what its program
 * asks for. Most fixes that took a right away, applied to public repositories and read in November 2026, took one that the program needs.
 */
import { ObjectName } from '../checks/shown-name.ts';
import type { TextItem } from '../kubernetes/kind/fields.ts';
import type { RoleObject } from '../kubernetes/kinds/role.ts';
import { type Grant, grantOf, type PowerName } from '../kubernetes/role-powers.ts';
import type { Finding } from '../rule/rule.ts';

/** Roles that Kubernetes and clouds create, and that administrators must not change. */
const BUILT_IN = /^(?:system:|gce:|kubeadm:|eks:|aks-|(?:cluster-admin|admin|edit|view)$)/;

/** Whether the cluster brings a role of this name along. */
export const isBuiltInName = (name: string): boolean => BUILT_IN.test(name);
/** Whether the cluster brings the role along. */
export const isBuiltInRole = ({ object }: RoleObject): boolean => isBuiltInName(object.name);

/**
 * A finding for each rule of the role that grants one of the powers. `may` completes "`reader` may …": `read Secrets`. Rules that name no resource
 * (`*`) are for the audit profile: `rbac/wildcard-permission` reports them.
 */
export function* permissions(
  role: RoleObject,
  powers: readonly PowerName[],
  may: string | ((granted: readonly PowerName[]) => string),
): Iterable<Finding> {
  if (isBuiltInRole(role)) return;
  for (const rule of role.rules) {
    const granted = powers.filter((name) => grantOf(rule, name));
    const grants = granted.flatMap((name) => grantOf(rule, name) ?? []);
    const [first] = grants;
    if (!first) continue;
    const explicit = grants.filter((grant) => !grant.byWildcard);
    const shown = explicit.length > 0 ? joinGrants(explicit) : first;
    yield {
      at: shown.resources[0]!.at,
      message: `${ObjectName(role.object)} may ${typeof may === 'string' ? may : may(granted)}: ${quoted(shown.verbs, 'every verb')} on ${quoted(shown.resources, 'every resource')}`,
      covers: rule.at,
      ...(explicit.length === 0 ? { profile: 'audit' as const } : {}),
    };
  }
}

/** Several powers of one rule as one. */
const joinGrants = (grants: readonly Grant[]): Grant => ({
  verbs: distinct(grants.flatMap((grant) => grant.verbs)),
  resources: distinct(grants.flatMap((grant) => grant.resources)),
  byWildcard: false,
});

const distinct = (items: readonly TextItem[]): TextItem[] =>
  items.filter((item, index) => items.findIndex((other) => other.text === item.text) === index);

const quoted = (items: readonly TextItem[], every: string): string =>
  items.some(({ text }) => text === '*') ? every : items.map(({ text }) => `\`${text}\``).join(', ');
