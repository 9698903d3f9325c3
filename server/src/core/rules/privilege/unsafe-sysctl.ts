import { podSecurityMinor } from '../../checks/pod-security.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { SAFE_SYSCTLS } from '../../kubernetes/pod-security/lists.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/unsafe-sysctl',
    title: 'Unsafe sysctl',
    why: 'A sysctl outside the safe list may act beyond its pod: an attacker in the pod can take memory that no limit counts, or harm other pods and the node. A kubelet refuses such a pod unless an administrator has allowed the sysctl on the node.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'sysctls',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.4.3'],
      trivy: ['KSV-0026'],
      'kube-linter': ['unsafe-sysctls'],
      kyverno: ['restrict-sysctls', '~prevent-cr8escape'],
      gatekeeper: ['K8sPSPForbiddenSysctls'],
      kics: ['9127f0d9-2310-42e7-866f-5fd9d20dcbad'],
      kubescape: ['set-sysctls-params'],
      'pss-baseline': ['sysctls'],
      'pss-restricted': ['sysctls'],
    },
  },
  {
    *workload(workload, ctx) {
      for (const item of workload.pod.get('securityContext', 'sysctls').items()) {
        const name = item.get('name').text;
        if (!name) continue;
        const since = SAFE_SYSCTLS.get(name);
        // CVE-2022-0811: CRI-O read the text after a plus sign as another setting.
        const injected = /[+=]/.test(item.get('value').text ?? '');
        if (since !== undefined && since <= podSecurityMinor(ctx.settings) && !injected) continue;
        const later = since === undefined ? '' : `, which is safe only since Kubernetes 1.${since}`;
        yield {
          at: item.at,
          ...(injected ? { severity: 'error' } : {}),
          message: injected
            ? `The value of sysctl \`${name}\` injects another setting`
            : `Pod sets the unsafe sysctl \`${name}\`${later}`,
          fixes: fixIf(`Remove \`${name}\``, 'review', () => deleteNode(ctx, item.node), [
            removes(workload, 'securityContext', 'sysctls', name),
          ]),
        };
      }
    },
  },
);
