import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/ingress-any-host',
    title: 'Ingress answers for hosts that it does not name',
    why: 'Without a host, or with an asterisk, the Ingress takes requests for names that belong to nobody or to others. An attacker points a name of their own at the load balancer and gets the site under it, which helps with phishing and cache poisoning, and an Ingress of another team may lose its traffic.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-183'],
      kyverno: ['disallow-empty-ingress-host', 'restrict-ingress-wildcard', 'restrict-ingress-defaultbackend'],
      gatekeeper: ['K8sBlockWildcardIngress'],
      datree: ['~INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE'],
    },
  },
  {
    *'object:Ingress'({ object, rules, defaultBackend, annotations }) {
      // The Ingress that it is a part of has the host.
      if (annotations.some(({ key, value }) => key === 'nginx.org/mergeable-ingress-type' && value === 'minion'))
        return;
      const name = `${ObjectName(object)}`;
      for (const { host, at } of rules) {
        if (host.unknown) continue;
        const value = host.value ?? '';
        const which =
          value === '' || value === '*' ? 'every host' : value.startsWith('*.') ? `\`${value}\`` : undefined;
        if (which === undefined) continue;
        yield {
          at: host.at ?? at,
          // A subdomain for each customer is a common design.
          ...(value.startsWith('*.') ? { profile: 'audit' as const } : {}),
          message: `${name} answers for ${which}`,
        };
      }
      if (defaultBackend)
        yield {
          at: defaultBackend,
          profile: 'audit',
          message: `${name} answers for every host and path that no rule names`,
        };
    },
  },
);
