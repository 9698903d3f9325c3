import { clusterTakeover } from '../../checks/cluster-takeover.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/account-controls-cluster',
    title: 'Account of a workload controls the cluster',
    why: 'The token of the account lies in a file of every container. An attacker who gets into the program, through a flaw in it or in one of its libraries, reads the file and has the rights of the account: here the rights over the whole cluster. It matters most for programs that answer requests from outside.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    setting: 'serviceAccountToken',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'cross-file'],
    refs: {
      cisKubernetes: ['5.1.1'],
      cwe: ['CWE-250'],
      kubescape: ['C-0267', 'C-0272', 'workload-with-cluster-takeover-roles', 'workload-with-administrative-roles'],
    },
  },
  {
    *workload(workload, ctx) {
      const { object, serviceAccountName: account, automountServiceAccountToken: token } = workload;
      if (object.partial || token.value === false || token.unknown) return;
      const way = clusterTakeover(workload, ctx.unit.path, ctx.workspace);
      if (!way) return;
      const name = account.value || 'default';
      const { binding, role } = way;
      yield {
        at: account.at ?? object.nameSpan,
        ...(way.direct ? {} : { severity: 'info' as const }),
        message: `${ObjectName(object)} runs as \`${name}\`, which may ${way.may}`,
        related: [
          {
            place: binding.place,
            message: `this binding gives the account ${role ? `the role \`${role.fact.name}\`` : '`cluster-admin`'}`,
          },
          ...(role ? [{ place: role.place, message: `this role allows it to ${way.may}` }] : []),
        ],
      };
    },
  },
);
