import { secretFixes } from '../../fixes/secret.ts';
import { rule } from '../../rule.ts';
import { hitsToTell, secretFinding } from '../../secrets/finding.ts';

export default rule(
  {
    id: 'secret/weak-default',
    title: 'Well-known default password',
    why: 'Passwords such as `changeme`, `postgres` and `admin` are tried first by everyone who scans the network: botnets need seconds for a database that listens with one. A default that works is never changed; `${DB_PASSWORD:-changeme}` starts in production too when the variable was forgotten there.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    tags: ['dockerfile', 'compose', 'kubernetes', 'credentials'],
    refs: {
      cisDocker: ['4.10'],
      cisKubernetes: ['5.4.1'],
      nsa: ['Secrets'],
      nist800190: ['4.1.4'],
      owaspDocker: ['12'],
      cwe: ['CWE-1392', 'CWE-521'],
      hadolint: ['DL3064'],
      buildkit: ['SecretsUsedInArgOrEnv'],
      trivy: ['DS-0031', 'KSV-0109', 'KSV-01010'],
      kics: ['a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      'kube-linter': ['env-var-secret'],
      kubescape: ['C-0012', 'C-0259', 'rule-credentials-configmap', 'rule-credentials-in-env-var'],
      polaris: ['sensitiveContainerEnvVar', 'sensitiveConfigmapContent'],
    },
  },
  {
    *secret(site, ctx) {
      for (const found of hitsToTell(site, ctx)) {
        if (found.hit.kind === 'weak-default') yield secretFinding(site, found, () => secretFixes(site, found, ctx));
      }
    },
  },
);
