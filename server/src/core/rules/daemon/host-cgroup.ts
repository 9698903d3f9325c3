import { daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/host-cgroup',
    title: 'Control groups of the host',
    why: 'With the host’s control groups a container sees those of all others, and with the right to write it changes their limits.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'isolation'],
    refs: { cisDocker: ['2.10'], nist800190: ['4.4.3'], cwe: ['CWE-250'] },
  },
  daemonChecks([
    { key: ['default-cgroupns-mode'], wrong: oneOf('host'), harm: 'containers see the control groups of the host' },
    {
      key: ['cgroup-parent'],
      wrong: (value) => value !== '',
      harm: 'containers share the limits of another group',
      found: { profile: 'audit' },
    },
  ]),
);
