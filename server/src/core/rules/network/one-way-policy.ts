import { objectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/one-way-policy',
    title: 'Pods isolated in one direction',
    why: 'A policy for incoming connections does not restrict outgoing ones, and the other way round. An attacker in a pod without egress rules downloads tools, sends data out and gets credentials from the cloud’s metadata service. Restricted ports do not prevent this.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    mutedBy: 'hostNetwork',
    yieldsTo: 'network/missing-network-policy',
    tags: ['kubernetes', 'cross-file', 'isolation'],
    refs: {
      nsa: ['Network policies'],
      nist800190: ['4.3.3'],
      'kube-score': ['~pod-networkpolicy'],
      polaris: ['~missingNetworkPolicy'],
      kics: ['~0401f71b-9c1e-4821-ab15-a955caa621be'],
      kubescape: ['~C-0030', '~ingress-and-egress-blocked'],
    },
  },
  {
    *workspace({ namespace, workloads }, ctx) {
      if (!ctx.workspace.complete) return;
      for (const { workload, ingress, egress } of workloads) {
        const open =
          ingress === 'yes' && egress === 'no'
            ? 'egress'
            : ingress === 'no' && egress === 'yes'
              ? 'ingress'
              : undefined;
        if (!open) continue;
        const { fact, place, whole } = workload;
        yield {
          place,
          whole,
          route: `${fact.type}/${namespace ?? ''}/${fact.name}`,
          message: `NetworkPolicies restrict ${open === 'egress' ? 'ingress but not egress' : 'egress but not ingress'} of ${objectName({ name: fact.name, kind: fact.type })}`,
        };
      }
    },
  },
);
