import { reportableHits, secretFinding } from '../../checks/secret-finding.ts';
import { literalSecretRefs } from '../../checks/secret-refs.ts';
import { secretFixes } from '../../fixes/secret/secret.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'secret/weak-default',
    title: 'Well-known default password',
    why: 'Anyone who scans the network tries passwords such as `changeme`, `postgres` and `admin` first: a botnet enters a database with one of them within seconds. A default that works is rarely changed, and `${DB_PASSWORD:-changeme}` starts in production too if the variable is not set there.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    joinsSameSecret: true,
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
        if (found.hit.kind === 'weak-default')
          yield secretFinding(site, found, ctx, () => secretFixes(site, found, ctx));
      }
    },
  },
);
