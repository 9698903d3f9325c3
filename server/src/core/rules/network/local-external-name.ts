import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

/** Names of the caller itself, and addresses that the node or the cloud reserves. An ExternalName that is an address is a name of digits: it never resolves. */
const LOCAL =
  /^(?:localhost|.*\.localhost|localhost\.localdomain|ip6-localhost|metadata\.google\.internal|instance-data(?:\.ec2\.internal)?)\.?$/i;

export default rule(
  {
    id: 'network/local-external-name',
    title: 'Service points to the caller itself',
    why: 'An ExternalName Service is an alias in DNS. One for `localhost` leads its callers, such as an Ingress controller, to ports of their own that are closed to others: its administration page, for instance. One for the metadata service leads to the credentials of the node.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-441'], kyverno: ['no-localhost-service'] },
  },
  {
    *'object:Service'({ object, type }) {
      const host = object.lens.get('spec', 'externalName');
      if (type.value !== 'ExternalName' || host.text === undefined || !LOCAL.test(host.text)) return;
      yield {
        at: host.at,
        message: `${ObjectName(object)} stands for \`${host.text}\`: callers are led to themselves or to their node`,
      };
    },
  },
);
