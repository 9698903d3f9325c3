import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/network-change',
    title: 'Role changes the network',
    why: 'A subject that may write Services, EndpointSlices or Ingresses leads the traffic of others to itself, and one that may delete NetworkPolicies opens what they closed. EndpointSlices may even point into another namespace (CVE-2021-25740).',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-732'],
      trivy: ['KSV-0056'],
      kyverno: ['~restrict-edit-for-endpoints'],
      gatekeeper: ['~K8sBlockEndpointEditDefaultRole'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['changeNetwork'], 'change the network of pods'),
  },
);
