import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** Settings of Argo CD, by ConfigMap. Sources: Argo CD, "RBAC Configuration", "Web-based Terminal" and `argocd-cm.yaml`; read 2026-11-30. */
const SETTINGS: Readonly<Record<string, readonly { key: string; value: RegExp; what: string; severe: boolean }[]>> = {
  'argocd-rbac-cm': [
    {
      key: 'policy.default',
      value: /^role:admin$/,
      what: 'makes everyone who logs in to Argo CD its administrator',
      severe: true,
    },
  ],
  'argocd-cm': [
    {
      key: 'users.anonymous.enabled',
      value: /^true$/,
      what: 'lets everyone into Argo CD without a login',
      severe: true,
    },
    { key: 'exec.enabled', value: /^true$/, what: 'gives users of Argo CD a shell in pods', severe: false },
  ],
};

export default rule(
  {
    id: 'rbac/delivery-admin-for-everyone',
    title: 'Argo CD is open to everyone',
    why: 'Argo CD creates objects with rights over the whole cluster. A user who may add or change an application there can run anything in the cluster. This setting lets everyone do so who has an account, or who reaches the page.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'exposure'],
    refs: { cwe: ['CWE-1188'] },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'ConfigMap' || object.apiVersion !== 'v1') return;
      for (const { key, value, what, severe } of SETTINGS[object.name] ?? []) {
        const { at, text, node } = object.lens.get('data', key);
        if (!at || text === undefined || !value.test(text)) continue;
        yield {
          at,
          ...(severe ? {} : { severity: 'info' as const, profile: 'strict' as const }),
          message: `\`${key}: ${text}\` ${what}`,
          fixes: fixIf(
            `Remove \`${key}\``,
            'review',
            () => deleteNode(ctx, node),
            [removes(object, 'data', key)],
            ['Give the people who need it a role of their own'],
          ),
        };
      }
    },
  },
);
