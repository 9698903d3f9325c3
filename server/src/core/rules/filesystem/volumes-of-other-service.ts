import { serviceKeyChecks } from '../../families/service-key.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/volumes-of-other-service',
    title: 'All volumes of another service, writable',
    why: '`volumes_from` gives a service every volume of another one, also those that are added later: keys, data, a socket. An attacker in one of the two programs changes the files of the other.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'isolation'],
    refs: { nist800190: ['4.4.3'], owaspDocker: ['8'], cwe: ['CWE-732'] },
  },
  serviceKeyChecks([
    {
      path: ['volumes_from', '*'],
      wrong: (value) =>
        /:ro$/.test(value) ? undefined : { says: `may write all volumes of \`${value.replace(/:rw$/, '')}\`` },
      fixes: (found, value, container, ctx) =>
        fixIf(
          'Mount them read-only',
          'review',
          () => changeScalar(ctx, found.node, `${value.replace(/:rw$/, '')}:ro`),
          [changes(container, 'volumes_from')],
          ['Name the volumes that the service writes under `volumes`'],
        ),
    },
  ]),
);
