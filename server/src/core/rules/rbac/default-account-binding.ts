import { factsNear } from '../../checks/may-be-selected.ts';
import { removeSubject } from '../../fixes/binding-subject.ts';
import { rule } from '../../rule/rule.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';

export default rule(
  {
    id: 'rbac/default-account-binding',
    title: 'Role bound to the account `default`',
    why: 'Every pod that names no account runs as `default`. A role for one program is then a role for all of them, also for those that are added later. An attacker who gets into the weakest of these programs has the rights of the others.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.5'],
      cwe: ['CWE-250'],
      checkov: ['CKV_K8S_42'],
      kics: ['1e749bc9-fde8-471c-af0c-8254efd2dee5'],
      kubescape: ['~C-0225', 'C-0239', 'ensure-default-service-accounts-has-only-default-roles'],
    },
  },
  {
    *'object:RoleBinding'(binding, ctx) {
      const { object, role, clusterWide, subjects } = binding;
      // Kubernetes creates it.
      if (object.labels.get('kubernetes.io/bootstrapping') === 'rbac-defaults') return;
      for (const subject of subjects) {
        const { kind, name, namespace, at } = subject;
        if (kind.value !== 'ServiceAccount' || name.value !== 'default') continue;
        const of = namespace.value ?? object.namespace;
        const what = role.name.value === undefined ? 'this role' : `\`${role.name.value}\``;
        yield {
          at: name.at ?? at,
          covers: at,
          message: `Every pod without an account of its own${of === undefined ? '' : ` in \`${of}\``} gets ${what}${clusterWide ? ' in the whole cluster' : ''}`,
          fixes: () => (isUnused(of, ctx.workspace) ? removeSubject(binding, subject, ctx) : []),
        };
      }
    },
  },
);

/** Whether the workspace shows pods of the namespace and each has an account of its own: nobody loses the role. */
function isUnused(namespace: string | undefined, workspace: WorkspaceIndex): boolean {
  const near = factsNear(namespace, workspace);
  return near.length > 0 && near.every(({ serviceAccount }) => (serviceAccount || 'default') !== 'default');
}
