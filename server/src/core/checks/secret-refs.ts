import type { Refs } from '../rule/rule.ts';

/**
 * References of other tools and standards for a literal secret. They do not separate well-known passwords from others, so two rules
 * share them.
 */
export const literalSecretRefs = {
  cisDocker: ['4.10'],
  cisKubernetes: ['5.4.1'],
  nsa: ['Secrets'],
  nist800190: ['4.1.4'],
  owaspDocker: ['12'],
  hadolint: ['~DL3064'],
  buildkit: ['~SecretsUsedInArgOrEnv'],
  trivy: ['~DS-0031', '~KSV-0109', '~KSV-01010'],
  kics: ['~a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
  'kube-linter': ['~env-var-secret'],
  kubescape: ['~C-0012', '~C-0259', '~rule-credentials-configmap', '~rule-credentials-in-env-var'],
  polaris: ['~sensitiveContainerEnvVar', '~sensitiveConfigmapContent'],
  'sonar-iac': ['~S6472', '~S2068', '~S6418'],
  tally: ['~buildkit/SecretsUsedInArgOrEnv', '~tally/secrets-in-code'],
} satisfies Refs;
