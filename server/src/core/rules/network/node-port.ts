import { ObjectName } from '../../checks/shown-name.ts';
import { clusterOnlyFix } from '../../fixes/cluster-only.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/node-port',
    title: 'Service on a port of every node',
    why: 'Every node of the cluster answers on this port, past the Ingress with its TLS and login. Where nodes have public addresses, the program is on the internet. A firewall in front of the nodes is then the only protection.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-668'],
      nist800190: ['4.4.2'],
      'kube-linter': ['~exposed-services'],
      'kube-score': ['service-type'],
      kics: ['845acfbe-3e10-4b8e-b656-3b404d36dfb2'],
      kyverno: ['restrict-nodeport'],
      gatekeeper: ['K8sBlockNodePort'],
      datree: ['SERVICE_INCORRECT_TYPE_VALUE_NODEPORT'],
    },
  },
  {
    *'object:Service'(service, ctx) {
      const { object, type } = service;
      if (type.value !== 'NodePort' || !type.at) return;
      yield {
        at: type.at,
        message: `${ObjectName(object)} is open on a port of every node`,
        fixes: () => clusterOnlyFix(service, ctx, 'Clients that call a port of the nodes need another way in'),
      };
    },
  },
);
