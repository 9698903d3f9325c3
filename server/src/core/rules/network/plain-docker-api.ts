import { environmentChecks } from '../../families/environment-setting.ts';
import { rule } from '../../rule/rule.ts';

/** Sources: docker/cli `docs/reference/dockerd.md`: 2375 is the port without encryption by convention; docker/docs `protect-access.md`: 2376 with TLS; read 2026-11-30. */
const PLAIN = /^tcp:\/\/(\[[^\]]+\]|[^:/]+):2375\/?$/;

export default rule(
  {
    id: 'network/plain-docker-api',
    title: 'Docker’s API without TLS',
    why: 'The API on this port asks for no certificate and encrypts nothing. An attacker who reaches it starts containers with the disk of that host mounted. One who sees the traffic reads what images and variables hold.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'exposure'],
    refs: { cisDocker: ['2.7'], nist800190: ['4.4.2'], owaspDocker: ['1'], cwe: ['CWE-306', 'CWE-319'] },
  },
  environmentChecks([
    {
      names: ['DOCKER_HOST'],
      harm: (value, ctx) => {
        const host = PLAIN.exec(value)?.[1];
        if (host === undefined || /^(?:127\.|\[::1\]$)/.test(host)) return undefined;
        // A name without a dot is a service of the same network: a proxy that lets through a part of the API, or a daemon in a container.
        return host.includes('.') && !host.endsWith('.internal') && ctx.unit.kind !== 'kubernetes'
          ? 'everyone who reaches that host is root there'
          : undefined;
      },
      note: 'Reach the daemon over SSH, `ssh://`, or with certificates on port 2376',
    },
  ]),
);
