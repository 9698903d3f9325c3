import { ObjectName } from '../../checks/shown-name.ts';
import { isBuiltInRole } from '../../families/role-permission.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import type { TextItem, TextList } from '../../kubernetes/kind/fields.ts';
import { allowsAll, type RoleObject } from '../../kubernetes/kinds/role.ts';
import type { PolicyRule } from '../../kubernetes/role-powers.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import { setKey } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

/** The verbs of requests about resources. Source: Kubernetes documentation, "Authorization", request verbs, read 2026-11-29. */
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const READING = new Set(['get', 'list', 'watch']);

export default rule(
  {
    id: 'rbac/wildcard-permission',
    title: 'Role with a wildcard',
    why: 'An asterisk stands for everything that exists and everything that will exist: Secrets, roles, and the resources of programs that are installed later. As a verb it includes `escalate`, `bind` and `impersonate`. An attacker who takes over one subject of the role gets more than its author had in mind.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0044', 'KSV-0045', 'KSV-0046', '~KSV-0112'],
      checkov: ['CKV_K8S_49'],
      kics: ['6b896afb-ca07-467a-b256-1a0077a1c08e'],
      'kube-linter': ['wildcard-in-rules'],
      kubescape: ['C-0187'],
      kyverno: ['restrict-wildcard-verbs', 'restrict-wildcard-resources'],
      datree: ['CIS_INVALID_WILDCARD_ROLE'],
      'sonar-iac': ['S6867'],
    },
  },
  {
    *'object:Role'(role, ctx) {
      if (isBuiltInRole(role)) return;
      for (const one of role.rules) {
        const [resources, verbs, groups, urls] = [one.resources, one.verbs, one.apiGroups, one.nonResourceURLs].map(
          asterisk,
        );
        const first = resources ?? verbs ?? groups ?? urls;
        if (!first) continue;
        yield {
          at: first.at,
          covers: one.at,
          message: `${ObjectName(role.object)} allows ${whatOf(one)}`,
          // A group matters only as far as its resources do, and programs that read metrics read every resource of their own.
          ...(allowsAll(one)
            ? { severity: 'warning' as const, profile: 'default' as const }
            : resources && !isReading(one)
              ? { severity: 'warning' as const }
              : first === groups || first === urls || (isReading(one) && !groups && !isCore(one))
                ? { profile: 'audit' as const }
                : {}),
          // Requests of paths have other verbs.
          fixes: () =>
            first === verbs && !groups && one.nonResourceURLs.items.length === 0 ? nameVerbs(role, one, ctx) : [],
        };
      }
    },
  },
);

const asterisk = (list: TextList): TextItem | undefined => list.items.find(({ text }) => text === '*');

const isReading = ({ verbs }: PolicyRule): boolean => verbs.items.every(({ text }) => READING.has(text));

/** The core group has Secrets. */
const isCore = ({ apiGroups }: PolicyRule): boolean => apiGroups.items.some(({ text }) => text === '');

/** "every verb on every resource of `apps`". */
function whatOf({ verbs, resources, apiGroups, nonResourceURLs }: PolicyRule): string {
  const named = (list: TextList, every: string): string =>
    asterisk(list) ? every : listed(list.items.map(({ text }) => (text === '' ? 'the core group' : `\`${text}\``)));
  const what = `${named(verbs, 'every verb')} on `;
  if (resources.items.length === 0) return `${what}${named(nonResourceURLs, 'every path of the API server')}`;
  const groups = named(apiGroups, 'every API group');
  return `${what}${named(resources, 'every resource')}${groups && ` of ${groups}`}`;
}

const listed = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** Replaces the asterisk by the verbs of requests, where it stands alone. */
function nameVerbs(role: RoleObject, { verbs, index, node }: PolicyRule, ctx: Context): Fix[] {
  const unit = yamlOf(ctx);
  if (!unit || verbs.items.length !== 1 || verbs.unknown || isShared(unit, node)) return [];
  return fixIf(
    'Name the verbs',
    'review',
    () => setKey(unit, node, 'verbs', VERBS),
    [changes(role.object, 'rules', `[${index}]`, 'verbs')],
    ['remove those that the accounts bound to the role do not need; special verbs, such as `bind` and `use`, are gone'],
  );
}
