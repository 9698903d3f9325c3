import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'build/local-provider',
    title: 'Program of the host started by Compose',
    why: 'For a service with `provider` Compose runs a program of your machine, without a container: a plugin of Docker or any file on the `PATH` with this name. Whoever can put a file of that name there runs it as you.',
    severity: 'info',
    confidence: 'low',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['compose', 'supply-chain'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-426'] },
  },
  serviceKeyChecks([
    {
      path: ['provider', 'type'],
      // The models of Docker's own runner.
      wrong: (value) => (value === 'model' ? undefined : { says: `is a program of the host: \`${value}\`` }),
      fixes: () => [],
    },
  ]),
);
