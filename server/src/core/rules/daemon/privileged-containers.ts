import { isTrue } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/privileged-containers',
    title: 'Every container is privileged',
    why: 'A privileged container has all devices and all rights of the user who starts it, without seccomp, SELinux or AppArmor. As the default of Podman it holds for every container: an attacker in any of them controls the host, or with rootless Podman the account of its user.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['podman', 'isolation'],
    refs: { cisDocker: ['5.5'], nist800190: ['4.4.3'], owaspDocker: ['3'], cwe: ['CWE-250'] },
  },
  podmanChecks([
    {
      file: 'containers.conf',
      key: ['containers', 'privileged'],
      wrong: isTrue,
      harm: 'no container is kept apart from the host',
      good: 'false',
      caveat: 'start the containers that need it with `--privileged`',
    },
  ]),
);
