/** Findings about what a rule of a role allows: the same place, words and fixes for each rule about permissions. */
import { changes, removes } from '../fixes/effect.ts';
import { fixIf } from '../fixes/fix.ts';
import { deleteNode, deleteNodes } from '../fixes/yaml-node.ts';
import type { TextItem, TextList } from '../kubernetes/kind/fields.ts';
import type { RoleObject } from '../kubernetes/kinds/role.ts';
import { type Grant, grantOf, type PolicyRule, type PowerName } from '../kubernetes/role-powers.ts';
import type { Context, Finding, Fix } from '../rule/rule.ts';

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
  ctx: Context,
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
      message: `\`${role.object.name || role.object.kind}\` may ${typeof may === 'string' ? may : may(granted)}: ${quoted(shown.verbs, 'every verb')} on ${quoted(shown.resources, 'every resource')}`,
      covers: rule.at,
      ...(explicit.length === 0 ? { profile: 'audit' as const } : {}),
      fixes: explicit.length === 0 ? [] : () => withdraw(role, rule, shown, ctx),
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

const CHECK = 'check first that no program of the accounts bound to it needs this';

/** Takes the permission out of the rule: the resources, the verbs where the rule has no other resources, or the rule itself. */
function withdraw(role: RoleObject, rule: PolicyRule, grant: Grant, ctx: Context): Fix[] {
  const keeps = (list: TextList, gone: readonly TextItem[]): boolean =>
    list.items.length > gone.length && !list.unknown;
  const route = ['rules', `[${rule.index}]`];
  const name = ({ text }: TextItem): string => `\`${text}\``;
  const drop = (key: 'resources' | 'verbs', gone: readonly TextItem[]): Fix[] =>
    fixIf(
      `Remove ${gone.map(name).join(', ')} from \`${key}\``,
      'review',
      () =>
        deleteNodes(
          ctx,
          gone.map((item) => item.node),
        ),
      [changes(role.object, ...route, key)],
      [CHECK],
    );
  if (keeps(rule.resources, grant.resources)) return drop('resources', grant.resources);
  if (keeps(rule.verbs, grant.verbs)) return drop('verbs', grant.verbs);
  if (role.rules.length < 2) return [];
  return fixIf(
    'Remove the rule',
    'review',
    () => deleteNode(ctx, rule.node),
    [removes(role.object, ...route)],
    [CHECK],
  );
}
