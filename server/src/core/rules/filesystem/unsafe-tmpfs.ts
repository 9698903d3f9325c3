import type { ServiceContainer } from '../../domain/compose.ts';
import { serviceKeyChecks } from '../../families/service-key.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/unsafe-tmpfs',
    title: 'Programs on a temporary file system',
    why: 'Docker mounts a `tmpfs` without programs, setuid bits and devices, so that what an attacker writes there cannot be run. The option gives this back, often in the only folder of a container that can be written.',
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
      path: ['tmpfs', '*'],
      wrong: (value, container) => {
        const found = unsafe(value, container);
        return found.length > 0
          ? { says: `mounts \`${value.split(':')[0]}\` with ${found.map((o) => `\`${o}\``).join(' and ')}` }
          : undefined;
      },
      fixes: (found, value, container, ctx) => {
        const options = unsafe(value, container);
        const [path = '', rest = ''] = value.split(':');
        const kept = rest.split(',').filter((o) => !options.includes(o));
        return fixIf(
          `Remove ${options.map((o) => `\`${o}\``).join(' and ')}`,
          'review',
          () => changeScalar(ctx, found.node, kept.length > 0 ? `${path}:${kept.join(',')}` : path),
          [changes(container, 'tmpfs')],
          options.includes('exec') ? ['A program that unpacks and runs files there stops working'] : [],
        );
      },
    },
  ]),
);

/** The options that Docker leaves out by default. Source: docs.docker.com/reference/cli/docker/container/run, `--tmpfs`. */
function unsafe(value: string, { readOnlyRootFilesystem }: ServiceContainer): string[] {
  const [path = '', options = ''] = value.split(':');
  const isInit = /^(?:\/var)?\/run\/?$/.test(path) && readOnlyRootFilesystem.value === true;
  // With a read-only root the services of s6-overlay run from there (just-containers/s6-overlay `libexec/preinit` @0c4e78cc, read on 2026-12-01).
  return options.split(',').filter((one) => /^(?:suid|dev)$/.test(one) || (one === 'exec' && !isInit));
}
