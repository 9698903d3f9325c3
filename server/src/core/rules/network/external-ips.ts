import { ObjectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/external-ips',
    title: 'Service claims external IP addresses',
    why: 'Every node of the cluster answers for the addresses in `externalIPs`, and Kubernetes does not check who owns them. An attacker who may write a Service can take over traffic that pods send to an address outside of the cluster, such as another company’s server (CVE-2020-8554). The field is deprecated since Kubernetes 1.36.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cisKubernetes: ['1.2.3'],
      cwe: ['CWE-283'],
      trivy: ['KSV-0108'],
      kyverno: ['restrict-external-ips'],
      gatekeeper: ['K8sExternalIPs'],
    },
  },
  {
    *'object:Service'({ object, externalIPs }, ctx) {
      const { items, at } = externalIPs;
      if (!at || items.length === 0) return;
      const addresses = items.map((item) => `\`${item.text}\``).join(', ');
      yield {
        at,
        message: `${ObjectName(object)} claims the traffic for ${addresses}, and Kubernetes does not check who owns it`,
        fixes: fixIf(
          'Remove `externalIPs`',
          'review',
          () => deleteNode(ctx, externalIPs.node),
          [removes(object, 'spec', 'externalIPs')],
          ['clients outside of the cluster need another way in: `type: LoadBalancer`, an Ingress or a Gateway'],
        ),
      };
    },
  },
);
