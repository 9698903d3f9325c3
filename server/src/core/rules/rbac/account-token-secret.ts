import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

const TYPE = 'kubernetes.io/service-account-token';

export default rule(
  {
    id: 'rbac/account-token-secret',
    title: 'Token of an account that never ends',
    why: 'Kubernetes writes a token into this Secret that is valid until the Secret is deleted. It works from anywhere, for everyone who read it once: in a backup, a CI log, or through another role. Tokens in pods last an hour, and `kubectl create token` makes one with an end.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: {
      nsa: ['Service account tokens'],
      cwe: ['CWE-613'],
      kyverno: ['deny-secret-service-account-token-type'],
    },
  },
  {
    *object(object) {
      if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return;
      const type = object.lens.get('type');
      if (type.text !== TYPE) return;
      const named = object.lens.get('metadata', 'annotations', 'kubernetes.io/service-account.name');
      // The API server refuses such a Secret: kubernetes/kubernetes, `pkg/apis/core/validation`, `ValidateSecret`, read 2026-11-30.
      if (named.text === '' || (named.absent && !named.hidden && !object.partial)) return;
      const account = named.text;
      yield {
        at: type.at,
        message: `${ObjectName(object)} holds a token of ${account === undefined ? 'an account' : `\`${account}\``} that is valid until the Secret is deleted`,
      };
    },
  },
);
