import { ObjectName } from '../../checks/shown-name.ts';
import { isStaticPod } from '../../checks/static-pod.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/default-account',
    title: 'Pod runs as the account `default`',
    why: 'All pods of a namespace that name no account share `default`. Rights that one of them gets are rights of all, and the audit log cannot tell them apart. An account of its own costs one small object.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'serviceAccountToken',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.5'],
      cwe: ['CWE-250'],
      checkov: ['~CKV_K8S_42'],
      kics: ['591ade62-d6b0-4580-b1ae-209f80ba1cd9'],
      'kube-linter': ['default-service-account'],
      kubesec: ['ServiceAccountName'],
      kyverno: ['~restrict-service-account'],
    },
  },
  {
    *workload(workload) {
      const { object, serviceAccountName: account, automountServiceAccountToken: token } = workload;
      if (account.unknown || (account.value || 'default') !== 'default' || (object.partial && !account.at)) return;
      // Without a token the account has no meaning for the pod.
      if (token.value === false || token.unknown || isStaticPod(workload)) return;
      yield {
        at: account.at ?? object.nameSpan,
        ...(account.at ? {} : { absent: true }),
        message: `${ObjectName(object)} runs as the account \`default\`, which all pods of the namespace share`,
      };
    },
  },
);
