import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';
import { mayBeSame, runningAs } from '../../workspace/keys.ts';

export default rule(
  {
    id: 'rbac/shared-account',
    title: 'Several workloads share an account',
    why: 'Programs that share an account have the rights that all of them need together. An attacker who gets into one of them acts with the rights of the others, and the audit log cannot tell which it was.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    setting: 'serviceAccountToken',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'cross-file'],
    refs: { cisKubernetes: ['~5.1.5'], cwe: ['CWE-250'], kics: ['c1032cf7-3628-44e2-bd53-38c17cf31b6b'] },
  },
  {
    *workload({ object, serviceAccountName: account, automountServiceAccountToken: token }, ctx) {
      const name = account.value || 'default';
      if (object.partial || account.unknown || !account.at || name === 'default') return;
      if (token.value === false || token.unknown) return;
      const others = ctx.workspace
        .of('workload', runningAs(name))
        .filter(
          ({ fact }) =>
            (fact.type !== object.kind || fact.name !== object.name) && mayBeSame(fact.namespace, object.namespace),
        );
      const [first] = others;
      if (!first) return;
      const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
      yield {
        at: account.at,
        message: `${ObjectName(object)} shares the account \`${name}\` with \`${first.fact.name}\`${more}`,
        related: others.slice(0, 5).map(({ place }) => ({ place, message: 'this workload runs as it too' })),
      };
    },
  },
);
