import { rule } from '../../rule/rule.ts';
import type { Span } from '../../text/span.ts';
import type { Lens } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'secret/secret-in-env',
    title: 'Secret in environment variable',
    why: 'Every child process inherits the environment, crash reports and debug pages print it, and `/proc/<pid>/environ` shows it to every process of the same user. An attacker needs one of these leaks to read the secret. The variable also keeps the old value when the Secret is rotated; a mounted file follows the Secret and can have its own permissions.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: {
      cisKubernetes: ['5.4.1'],
      nsa: ['Secrets'],
      nist800190: ['4.1.4'],
      cwe: ['CWE-526'],
      checkov: ['CKV_K8S_35'],
      kics: ['3d658f8b-d988-41a0-a841-40043121de1e'],
      'kube-linter': ['read-secret-from-env-var'],
      kubescape: ['C-0207', 'rule-secrets-in-env-var', '~C-0012'],
      kyverno: [
        'secrets-not-from-env-vars',
        '~no-secrets/secrets-not-from-env',
        '~no-secrets/secrets-not-from-envfrom',
      ],
      datree: ['CIS_INVALID_KEY_SECRETKEYREF_SECRETREF'],
      kubesec: ['SecretsAsEnvironmentVariables'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes') return;
      const all: { readonly at: Span; readonly what: string }[] = [];
      for (const variable of container.lens.get('env').items()) {
        const reference = variable.get('valueFrom', 'secretKeyRef');
        const name = variable.get('name').text;
        // A template may give the name.
        const what = name === undefined ? `a key of ${secretOf(reference)}` : `\`${name}\``;
        if (reference.node) all.push({ at: reference.keyAt, what });
      }
      for (const source of container.lens.get('envFrom').items()) {
        const reference = source.get('secretRef');
        if (reference.node) all.push({ at: reference.keyAt, what: `all of ${secretOf(reference)}` });
      }
      const first = all[0];
      if (!first) return;
      const named = [...new Set(all.map((one) => one.what))];
      const more = named.length > 3 ? ` and ${named.length - 3} more` : '';
      yield {
        at: first.at,
        message: `\`${container.name}\` gets Secrets through its environment: ${named.slice(0, 3).join(', ')}${more}`,
      };
    },
  },
);

/** How the message names the Secret of a reference. */
function secretOf(reference: Lens): string {
  const name = reference.get('name').text;
  return name ? `\`${name}\`` : 'a Secret';
}
