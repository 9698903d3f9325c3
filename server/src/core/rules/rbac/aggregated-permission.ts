import { objectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { grantOf, type PolicyRule, type PowerName } from '../../kubernetes/role-powers.ts';
import { rule } from '../../rule/rule.ts';

/** What none of the roles `view`, `edit` and `admin` allows. Source: Kubernetes documentation, "Using RBAC Authorization", read 2026-11-29. */
const BEYOND_ADMIN: readonly (readonly [PowerName, string])[] = [
  ['escalateRoles', 'give more rights than it has'],
  ['reachNodes', 'call the kubelets'],
  ['changeAdmission', 'change what the cluster admits'],
  ['approveCertificates', 'approve certificates of the cluster'],
  ['createVolumes', 'create PersistentVolumes'],
];
/** `edit` allows this, `view` does not: the values of Secrets are another account's rights. */
const BEYOND_VIEW: readonly (readonly [PowerName, string])[] = [
  ['readSecrets', 'read Secrets'],
  ['createPods', 'start pods'],
  ['createWorkloads', 'start pods'],
  ['changePods', 'change the images of pods'],
  ['runInPods', 'run commands in pods'],
  ['impersonate', 'act as others'],
  ...BEYOND_ADMIN,
];
const READING = new Set(['get', 'list', 'watch']);

export default rule(
  {
    id: 'rbac/aggregated-permission',
    title: 'Label widens a built-in role',
    why: 'The label hands the rules of this role on to `view`, `edit` or `admin`, and so to everyone who has that role in any namespace. People who were meant to look can then change things or read passwords, and no binding shows it. An attacker with the account of a reader gets these rights too.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cisKubernetes: ['~5.1.1'], cwe: ['CWE-269'] },
  },
  {
    *'object:Role'({ object, rules, aggregatesTo }, ctx) {
      for (const { role, label, at, node } of aggregatesTo) {
        if (!['view', 'edit', 'admin'].includes(role)) continue;
        const grants = role === 'view' ? BEYOND_VIEW : BEYOND_ADMIN;
        const may =
          grants.find(([power]) => rules.some((one) => grantOf(one, power)))?.[1] ??
          (role === 'view' && rules.some(changes) ? `change ${changed(rules)}` : undefined);
        if (may === undefined) continue;
        yield {
          at,
          message: `Everyone with the role \`${role}\` may ${may}, through the label of ${objectName(object)}`,
          fixes: () =>
            fixIf(
              `Remove the label for \`${role}\``,
              'review',
              () => deleteNode(ctx, node),
              [removes(object, 'metadata', 'labels', label)],
              ['bind the role to those who need it, or keep the label and move these rules to another role'],
            ),
        };
      }
    },
  },
);

/** Whether the rule has a verb that changes resources. Checks by requests that are created and never stored are no change. */
const changes = ({ verbs, apiGroups, resources }: PolicyRule): boolean =>
  resources.items.length > 0 &&
  !apiGroups.items.some(({ text }) => text === 'authorization.k8s.io' || text === 'authentication.k8s.io') &&
  verbs.items.some(({ text }) => !READING.has(text));

const changed = (rules: readonly PolicyRule[]): string =>
  rules
    .filter(changes)
    .flatMap(({ resources }) => resources.items.map(({ text }) => (text === '*' ? 'every resource' : `\`${text}\``)))
    .slice(0, 3)
    .join(', ');
