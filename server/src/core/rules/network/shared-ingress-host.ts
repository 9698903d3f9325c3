import { type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/shared-ingress-host',
    title: 'Host of another Ingress',
    why: 'Several Ingresses may name the same host; the controller joins their paths. One in another namespace can claim a path of the site, such as the login page, and gets its requests with their cookies.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure', 'cross-file'],
    refs: { cwe: ['CWE-694'], kyverno: ['~unique-ingress-host-and-path'], gatekeeper: ['K8sUniqueIngressHost'] },
  },
  {
    *'object:Ingress'({ object, rules }, ctx): Iterable<Finding> {
      for (const { host } of rules) {
        if (!host.value || !host.at) continue;
        const others = ctx.workspace
          .of('ingress', host.value)
          .filter(({ fact }) => fact.name !== object.name || fact.namespace !== object.namespace);
        const [first] = others;
        if (!first) continue;
        const elsewhere = others.some(
          ({ fact }) =>
            fact.namespace !== undefined && object.namespace !== undefined && fact.namespace !== object.namespace,
        );
        yield {
          at: host.at,
          ...(elsewhere ? { profile: 'strict' as const } : {}),
          message: `\`${host.value}\` is also a host of the Ingress \`${first.fact.name}\`${first.fact.namespace === undefined ? '' : ` in \`${first.fact.namespace}\``}`,
          related: others.slice(0, 3).map(({ place }) => ({ place, message: 'this Ingress names the host too' })),
        };
      }
    },
  },
);
