/** The options of `podman run` in `PodmanArgs=`. Source: containers/podman `docs/source/markdown/podman-run.1.md.in` @c6580b4a (2026-05-19), read on 2026-12-01. */
import { type Part, sliceOf } from './unit-file.ts';

/** Options with a value, by the key of a Compose service whose list they extend. */
const LISTS: Readonly<Record<string, string>> = {
  '--cap-add': 'cap_add',
  '--cap-drop': 'cap_drop',
  '--device': 'devices',
  '--device-cgroup-rule': 'device_cgroup_rules',
  '--env-file': 'env_file',
  '--group-add': 'group_add',
  '--publish': 'ports',
  '-p': 'ports',
  '--security-opt': 'security_opt',
  '--sysctl': 'sysctls',
  '--tmpfs': 'tmpfs',
  '--volume': 'volumes',
  '-v': 'volumes',
  '--volumes-from': 'volumes_from',
};
/** The same for keys with one value. */
const VALUES: Readonly<Record<string, string>> = {
  '--cgroupns': 'cgroup',
  '--cpus': 'cpus',
  '--entrypoint': 'entrypoint',
  '--ipc': 'ipc',
  '--memory': 'mem_limit',
  '-m': 'mem_limit',
  '--pid': 'pid',
  '--pids-limit': 'pids_limit',
  '--pull': 'pull_policy',
  '--user': 'user',
  '-u': 'user',
  '--uts': 'uts',
  // Read apart: their values are not those of a key of Compose.
  '--env': 'environment',
  '-e': 'environment',
  '--mount': 'mount',
  '--network': 'network',
  '--net': 'network',
  '--userns': 'userns',
};
const SWITCHES: Readonly<Record<string, string>> = { '--privileged': 'privileged', '--read-only': 'read_only' };

export interface Option {
  /** A key of a Compose service, or `mount`, `network`, `userns`. */
  readonly key: string;
  readonly isList: boolean;
  /** The value; for a switch without one, the switch. */
  readonly value: Part;
  readonly isSwitch: boolean;
}

/** The options that say something about settings that we know. */
export function optionsOf(words: readonly Part[]): Option[] {
  const out: Option[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const equals = word.text.indexOf('=');
    const isJoined = word.text.startsWith('-') && equals > 0;
    const name = isJoined ? word.text.slice(0, equals) : word.text;
    const own = isJoined ? sliceOf(word, equals + 1) : undefined;
    const isOne = Object.hasOwn(SWITCHES, name);
    if (isOne) out.push({ key: SWITCHES[name]!, isList: false, value: own ?? word, isSwitch: own === undefined });
    const isList = Object.hasOwn(LISTS, name);
    if (isOne || !(isList || Object.hasOwn(VALUES, name))) continue;
    const value = own ?? words[++i];
    if (value) out.push({ key: (isList ? LISTS : VALUES)[name]!, isList, value, isSwitch: false });
  }
  return out;
}
