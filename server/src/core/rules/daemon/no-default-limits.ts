import { always, daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/no-default-limits',
    title: 'No limits of files and processes',
    why: 'A container without limits of its own opens as many files and starts as many processes as the host allows. One program under attack leaves nothing for the others.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'podman', 'denial-of-service'],
    refs: { cisDocker: ['2.8'], owaspDocker: ['7'], cwe: ['CWE-770'] },
  },
  {
    ...daemonChecks([
      {
        key: ['default-ulimits'],
        wrong: oneOf(''),
        harm: 'containers have the limits of the daemon',
        missing: always,
        good: { nofile: { Name: 'nofile', Soft: 1024, Hard: 524288 } },
        caveat: 'measure what your programs need',
      },
    ]),
    ...podmanChecks([
      {
        file: 'containers.conf',
        key: ['containers', 'pids_limit'],
        wrong: oneOf('0', '-1'),
        harm: 'a container starts as many processes as the host allows',
        caveat: 'the default is a limit: measure what your programs need',
      },
    ]),
  },
);
