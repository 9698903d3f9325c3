import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/default-bridge',
    title: 'Docker’s default network',
    why: 'On the network `bridge` are the containers of all projects that ask for it, and each reaches every port of the others. An attacker in one of them tries the databases of its neighbours. Compose gives each project a network of its own.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    setting: 'hostNamespaces',
    since: '0.1.0',
    tags: ['compose', 'isolation'],
    refs: { cisDocker: ['5.30'], nist800190: ['4.4.2'], owaspDocker: ['5'], cwe: ['CWE-653'] },
  },
  serviceKeyChecks([
    {
      path: ['network_mode'],
      wrong: (value) =>
        value === 'bridge'
          ? {
              says: 'is on the network `bridge`, beside containers of other projects',
              note: 'The service joins the network of its project: check `links` and addresses that name the old one',
            }
          : undefined,
    },
  ]),
);
