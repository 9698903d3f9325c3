import { daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/unconfined-seccomp',
    title: 'No seccomp filter for containers',
    why: 'The filter of the engine forbids system calls that programs do not need and attackers do: they load code into the kernel or leave the container. Without it one mistake of the kernel is enough.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'podman', 'isolation'],
    refs: { cisDocker: ['2.17'], nist800190: ['4.4.3'], owaspDocker: ['6'], cwe: ['CWE-693'] },
  },
  {
    ...daemonChecks([
      { key: ['seccomp-profile'], wrong: oneOf('unconfined'), harm: 'containers may make every system call' },
    ]),
    ...podmanChecks([
      {
        file: 'containers.conf',
        key: ['containers', 'seccomp_profile'],
        wrong: oneOf('unconfined'),
        harm: 'containers may make every system call',
      },
    ]),
  },
);
