import { reportableHits, secretFinding } from '../../checks/secret-finding.ts';
import { literalSecretRefs } from '../../checks/secret-refs.ts';
import { secretFixes } from '../../fixes/secret/secret.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'secret/hardcoded-secret',
    title: 'Hard-coded secret',
    why: 'Anyone who can read the repository or pull the image has the secret: every layer, variable, label and build argument of an image can be listed. Bots try leaked keys within minutes of a push. Deleting the line leaves the secret in the history, so a pushed secret must be replaced.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    joinsSameSecret: true,
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'credentials'],
    refs: {
      ...literalSecretRefs,
      cwe: ['CWE-798', 'CWE-522'],
      datree: [
        '~ALL_EXPOSED_SECRET_BITBUCKET',
        '~ALL_EXPOSED_SECRET_DATADOG',
        '~ALL_EXPOSED_SECRET_GITLAB',
        '~ALL_EXPOSED_SECRET_LAUNCHDARKLY',
        '~ALL_EXPOSED_SECRET_TWILIO',
        '~ALL_EXPOSED_SECRET_GITHUB',
        '~ALL_EXPOSED_SECRET_NPM',
        '~ALL_EXPOSED_SECRET_PRIVATEKEY',
        '~ALL_EXPOSED_SECRET_STRIPE',
        '~ALL_EXPOSED_SECRET_TERRAFORM',
        '~ALL_EXPOSED_SECRET_VAULT',
        '~ALL_EXPOSED_SECRET_AWS',
        '~ALL_EXPOSED_SECRET_GCP',
        '~ALL_EXPOSED_SECRET_HEROKU',
        '~ALL_EXPOSED_SECRET_JWT',
        '~ALL_EXPOSED_SECRET_NEWRELIC',
        '~ALL_EXPOSED_SECRET_OKTA',
        '~ALL_EXPOSED_SECRET_SUMOLOGIC',
      ],
      checkov: ['~CKV2_DOCKER_17'],
    },
  },
  {
    *secret(site, ctx) {
      for (const found of reportableHits(site, ctx)) {
        if (found.hit.kind !== 'weak-default')
          yield secretFinding(site, found, ctx, () => secretFixes(site, found, ctx));
      }
    },
  },
);
