import { isTrue } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/host-environment',
    title: 'Containers get all variables of the host',
    why: 'The variables of the shell or the service that starts a container often hold tokens and passwords. With this setting every container gets all of them, and an attacker in one reads them.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['podman', 'credentials'],
    refs: { nist800190: ['4.1.4'], owaspDocker: ['12'], cwe: ['CWE-526'] },
  },
  podmanChecks([
    {
      file: 'containers.conf',
      key: ['containers', 'env_host'],
      wrong: isTrue,
      harm: 'every container gets the variables of the host, tokens and passwords too',
      good: 'false',
      caveat: 'name the variables that containers need with `env`',
    },
  ]),
);
