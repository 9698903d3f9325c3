import { secretFixes } from '../../fixes/secret.ts';
import { rule } from '../../rule.ts';
import { hitsToTell, secretFinding } from '../../secrets/finding.ts';

export default rule(
  {
    id: 'secret/hardcoded-secret',
    title: 'Secret written into the file',
    why: 'Whoever can read the repository, or pull the image, has the secret: every layer, variable, label and build argument of an image can be listed. Bots try keys within minutes of a push, and deleting the line later leaves it in the history: a secret that was pushed must be made anew.',
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
      cwe: ['CWE-798', 'CWE-522'],
      hadolint: ['DL3064'],
      buildkit: ['SecretsUsedInArgOrEnv'],
      trivy: ['DS-0031', 'KSV-0109', 'KSV-01010'],
      kics: ['a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      'kube-linter': ['env-var-secret'],
      kubescape: ['C-0012', 'C-0259', 'rule-credentials-configmap', 'rule-credentials-in-env-var'],
      polaris: ['sensitiveContainerEnvVar', 'sensitiveConfigmapContent'],
      datree: [
        'ALL_EXPOSED_SECRET_BITBUCKET',
        'ALL_EXPOSED_SECRET_DATADOG',
        'ALL_EXPOSED_SECRET_GITLAB',
        'ALL_EXPOSED_SECRET_LAUNCHDARKLY',
        'ALL_EXPOSED_SECRET_TWILIO',
      ],
    },
  },
  {
    *secret(site, ctx) {
      for (const found of hitsToTell(site, ctx)) {
        if (found.hit.kind !== 'weak-default') yield secretFinding(site, found, () => secretFixes(site, found, ctx));
      }
    },
  },
);
