import { objectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';

export default rule(
  {
    id: 'network/plain-load-balancer',
    title: 'HTTPS port without a certificate',
    why: 'The annotation says that the program speaks plain HTTP, and there is no certificate, so port 443 answers in plain text. Anyone on the way reads passwords and cookies.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-319'],
      nsa: ['Encryption'],
      kubescape: ['C-0231', 'ensure-https-loadbalancers-encrypted-with-tls-aws'],
      kyverno: ['~require-encryption-aws-loadbalancers'],
    },
  },
  {
    *'object:Service'({ object, type, ports }) {
      if (type.value !== 'LoadBalancer' || !ports.some(({ port }) => port === '443')) return;
      const annotations = object.lens.get('metadata', 'annotations');
      const protocol = annotations.get(`${AWS}backend-protocol`);
      if (protocol.text !== 'http' || !annotations.get(`${AWS}ssl-cert`).absent) return;
      yield {
        at: protocol.at,
        message: `Port \`443\` of ${objectName(object)} answers in plain HTTP: no \`ssl-cert\` is given`,
      };
    },
  },
);
