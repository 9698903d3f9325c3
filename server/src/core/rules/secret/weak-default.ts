import { reportableHits, secretFinding } from '../../checks/secret-finding.ts';
import { literalSecretRefs } from '../../checks/secret-refs.ts';
import { secretFixes } from '../../fixes/secret/secret.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'secret/weak-default',
    title: 'Well-known default password',
    why: 'Passwords such as `changeme`, `postgres` and `admin` are tried first by everyone who scans the network: botnets need seconds for a database that listens with one. A default that works is never changed; `${DB_PASSWORD:-changeme}` starts in production too when the variable was forgotten there.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'credentials'],
    refs: {
      ...literalSecretRefs,
      cwe: ['CWE-1392', 'CWE-521'],
    },
  },
  {
    *secret(site, ctx) {
      for (const found of reportableHits(site, ctx)) {
        if (found.hit.kind === 'weak-default') yield secretFinding(site, found, () => secretFixes(site, found, ctx));
      }
    },
  },
);
