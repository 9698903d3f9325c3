import { podSecurityMinor } from '../../checks/pod-security.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** The minor version of Pod Security since which a sysctl counts as safe. Source: pod-security-admission `check_sysctls.go`. */
const SAFE: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
]);

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
        const since = SAFE.get(name);
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
