import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

/**
 * Podman in a container shares what its own container has: quay.io/podman/stable sets all but `pidns`, and `cgroups="disabled"`. Source:
 * containers/podman `contrib/podmanimage/stable/containers.conf` @404bc268, read on 2026-11-30.
 */
const isHost = (value: string, root: Found): boolean =>
  value === 'host' && root.get('containers', 'cgroups').text !== 'disabled';

const SHARED = {
  netns: 'every container reaches what listens on localhost',
  pidns: 'every container sees and signals the processes of the host',
  ipcns: 'every container reads the shared memory of the host',
  utsns: 'every container may change the host name',
  cgroupns: 'every container sees the control groups of the host',
} as const;

export default rule(
  {
    id: 'daemon/host-namespaces',
    title: 'Every container shares a namespace of the host',
    why: 'Namespaces keep a container from the network, the processes and the memory of its host. As the default of Podman this holds for every container that does not ask for another one, so an attacker in any of them reaches the host.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['podman', 'isolation'],
    refs: { cisDocker: ['5.10', '5.16', '5.17', '5.21'], nist800190: ['4.4.2', '4.4.3'], cwe: ['CWE-653'] },
  },
  podmanChecks(
    Object.entries(SHARED).map(([key, harm]) => ({
      ...({ file: 'containers.conf', key: ['containers', key], wrong: isHost, harm } as const),
      caveat: 'ask for it where a container needs it',
    })),
  ),
);
