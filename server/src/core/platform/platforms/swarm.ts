import type { Lens } from '../../yaml/lens.ts';
import { platformOn } from '../platform.ts';
import compose from './compose.ts';

/** The keys of a service and of the file that `docker stack deploy` accepts. Source: docker/cli `config_schema_v3.13.json`. */
const SERVICE_KEYS = new Set(
  (
    'build cap_add cap_drop cgroup_parent cgroupns_mode command configs container_name credential_spec depends_on deploy devices dns ' +
    'dns_search domainname entrypoint env_file environment expose external_links extra_hosts healthcheck hostname image init ipc isolation ' +
    'labels links logging mac_address network_mode networks oom_score_adj pid ports privileged read_only restart secrets security_opt ' +
    'shm_size stdin_open stop_grace_period stop_signal sysctls tmpfs tty ulimits user userns_mode volumes working_dir'
  ).split(' '),
);
const FILE_KEYS = new Set(['version', 'services', 'networks', 'volumes', 'secrets', 'configs']);

const isExtension = (key: string): boolean => key.startsWith('x-');

/** Keys below `deploy` that only Swarm reads. Compose reads `resources`, `replicas`, `restart_policy` and the mode `replicated`. */
const isSwarms = (deploy: Lens): boolean =>
  ['placement', 'update_config', 'rollback_config', 'endpoint_mode'].some((key) => !deploy.get(key).absent) ||
  deploy.get('mode').text === 'global';

/** Whether `docker stack deploy` refuses the service: keys of later formats, or no image. */
const isRefused = (service: Lens): boolean =>
  service.get('image').absent ||
  service.get('depends_on').map !== undefined ||
  service.entries().some((e) => !SERVICE_KEYS.has(e.key) && !isExtension(e.key));

/**
 * A stack of Docker Swarm, which `docker stack deploy` reads. A file is a stack by the name that Docker's documentation uses, or because
 * Swarm refuses no key of it and some service has a key that only Swarm reads (in a file called a stack: `deploy`). Swarm reads variables from the shell only, and publishes ports on every address of every node.
 */
export default platformOn(compose, {
  name: 'swarm',
  title: 'a Swarm stack',
  changes: {
    privileged: 'ignored',
    seccomp: 'ignored',
    appArmor: 'ignored',
    seLinux: 'ignored',
    privilegeEscalation: 'ignored',
    procMount: 'ignored',
    portAddress: 'ignored',
    hostNamespaces: 'ignored',
    dotEnv: 'ignored',
  },
  writes: { limits: 'deploy', tmpfs: 'volumes' },
  sources: [
    {
      address: 'https://github.com/docker/cli/blob/28f756087eea5fa301f3fbf12b01ae62f91521c2/cli/compose/types/types.go',
      day: '2026-08-20',
    },
    {
      address:
        'https://github.com/docker/cli/blob/28f756087eea5fa301f3fbf12b01ae62f91521c2/cli/compose/convert/service.go',
      day: '2026-08-20',
    },
    {
      address: 'https://github.com/docker/cli/blob/28f756087eea5fa301f3fbf12b01ae62f91521c2/opts/swarmopts/port.go',
      day: '2026-08-20',
    },
    {
      address:
        'https://github.com/docker/cli/blob/28f756087eea5fa301f3fbf12b01ae62f91521c2/cli/command/stack/loader.go',
      day: '2026-08-20',
    },
    { address: 'https://docs.docker.com/reference/cli/docker/stack/deploy/', day: '2026-11-29' },
  ],
  recognisesCompose: ({ path, root }) => {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (/^docker-stack(?:[._-].*)?\.ya?ml$/.test(name)) return true;
    const services = root.get('services').entries();
    const isNamed = /(?:^|[._-])stack[._-]/.test(name);
    return (
      services.some((s) => (isNamed ? !s.get('deploy').absent : isSwarms(s.get('deploy')))) &&
      !services.some(isRefused) &&
      root.entries().every((e) => FILE_KEYS.has(e.key) || isExtension(e.key))
    );
  },
});
