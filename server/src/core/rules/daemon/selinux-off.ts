import { daemonChecks, isFalse } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/selinux-off',
    title: 'SELinux is not used for containers',
    why: 'On a host with SELinux its labels keep a container from the files of the host and of other containers, even as root. Without them one mounted folder or one hole of the runtime is enough.',
    severity: 'info',
    confidence: 'low',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'podman', 'isolation'],
    refs: { cisDocker: ['5.3'], nist800190: ['4.4.3'], owaspDocker: ['6'], cwe: ['CWE-693'] },
  },
  {
    ...daemonChecks([
      {
        key: ['selinux-enabled'],
        wrong: isFalse,
        harm: 'containers have no labels of SELinux',
        good: true,
        caveat: 'only on a host with SELinux; mounts need `:z` or `:Z`',
      },
    ]),
    ...podmanChecks([
      {
        file: 'containers.conf',
        key: ['containers', 'label'],
        wrong: isFalse,
        harm: 'containers have no labels of SELinux',
        good: 'true',
        caveat: 'mounts need `:z` or `:Z`',
      },
    ]),
  },
);
