/** The checks of the baseline Pod Security Standard. Source: kubernetes/pod-security-admission `policy/` at 8f84a87 of 2026-07-01. */
import type { Workload } from '../../domain/kubernetes.ts';
import { booleanOf } from '../scalar.ts';
import { type Breach, type Check, insideUserNamespace, parts } from './check.ts';
import { DEFAULT_CAPABILITIES, HANDLERS, SAFE_SYSCTLS, SELINUX_TYPES } from './lists.ts';

export const BASELINE: readonly Check[] = [
  {
    id: 'hostNamespaces',
    *of({ hostNetwork, hostPID, hostIPC }) {
      for (const [key, setting] of Object.entries({ hostNetwork, hostPID, hostIPC }))
        if (setting.value === true && setting.at) yield { at: setting.at, text: `\`${key}\`` };
    },
  },
  {
    id: 'privileged',
    *of({ containers }) {
      for (const { name, privileged } of containers)
        if (privileged.value === true && privileged.at)
          yield { at: privileged.at, text: `\`privileged\` of \`${name}\`` };
    },
  },
  {
    id: 'capabilities_baseline',
    *of({ containers }) {
      for (const { capAdd } of containers)
        for (const { raw, at } of capAdd)
          if (!DEFAULT_CAPABILITIES.has(raw)) yield { at, text: `the capability \`${raw}\`` };
    },
  },
  {
    id: 'hostPathVolumes',
    *of({ volumes }) {
      for (const { name, lens } of volumes) {
        const { at, absent } = lens.get('hostPath');
        if (at && !absent) yield { at, text: `${name ? 'the' : 'a'} \`hostPath\` volume${name ? ` \`${name}\`` : ''}` };
      }
    },
  },
  {
    id: 'hostPorts',
    *of({ containers }) {
      for (const { ports } of containers)
        for (const { hostPort, at } of ports)
          if (/^\d+$/.test(hostPort ?? '')) yield { at, text: `\`hostPort: ${hostPort}\`` };
    },
  },
  {
    id: 'hostProbesAndHostLifecycle',
    from: 34,
    *of({ containers }) {
      for (const { lens } of containers)
        for (const path of HANDLERS)
          for (const kind of ['httpGet', 'tcpSocket']) {
            const { at, text } = lens.get(...path, kind, 'host');
            if (at && text) yield { at, text: `the \`host\` of \`${path.at(-1)}\`` };
          }
    },
  },
  {
    id: 'appArmorProfile',
    *of(workload) {
      for (const { from, name } of parts(workload)) {
        const { at, text } = from.get('securityContext', 'appArmorProfile', 'type');
        if (at && text !== undefined && !isProfile(text))
          yield { at, text: `the AppArmor profile \`${text}\` of ${name}` };
      }
      for (const { key, at, text } of workload.podAnnotations.entries())
        if (key.startsWith('container.apparmor.security.beta.kubernetes.io/') && text && !isAppArmorAnnotation(text))
          yield { at, text: `the AppArmor annotation \`${text}\`` };
    },
  },
  {
    id: 'seLinuxOptions',
    *of(workload, minor) {
      for (const { from, name } of parts(workload))
        for (const key of ['type', 'user', 'role']) {
          const { at, text } = from.get('securityContext', 'seLinuxOptions', key);
          if (
            !at ||
            !text ||
            (key === 'type' &&
              minor >= (SELINUX_TYPES.get(text) ?? Number.POSITIVE_INFINITY) &&
              SELINUX_TYPES.has(text))
          )
            continue;
          yield { at, text: `the SELinux ${key} of ${name}` };
        }
    },
  },
  {
    id: 'procMount',
    *of(workload, minor) {
      if (minor < 35 || !insideUserNamespace(workload)) yield* unmasked(workload);
    },
  },
  {
    id: 'seccompProfile_baseline',
    until: 18,
    *of({ podAnnotations, containers }) {
      const keys = ['seccomp.security.alpha.kubernetes.io/pod', ...containers.map(({ name }) => SECCOMP_OF + name)];
      for (const key of keys) {
        const { at, text } = podAnnotations.get(key);
        if (at && text !== undefined && !/^(?:runtime\/default|docker\/default|localhost\/.*)$/.test(text))
          yield { at, text: `the seccomp annotation \`${text}\`` };
      }
    },
  },
  {
    id: 'seccompProfile_baseline',
    from: 19,
    *of(workload) {
      for (const { from, name } of parts(workload)) {
        const { at, text } = from.get('securityContext', 'seccompProfile', 'type');
        if (at && text !== undefined && !isProfile(text))
          yield { at, text: `the seccomp profile \`${text}\` of ${name}` };
      }
    },
  },
  {
    id: 'sysctls',
    *of({ pod }, minor) {
      for (const item of pod.get('securityContext', 'sysctls').items()) {
        const name = item.get('name').text;
        const since = SAFE_SYSCTLS.get(name ?? '');
        if (name && (since === undefined || since > minor)) yield { at: item.at, text: `the sysctl \`${name}\`` };
      }
    },
  },
  {
    id: 'windowsHostProcess',
    *of(workload) {
      for (const { from, name } of parts(workload)) {
        const found = from.get('securityContext', 'windowsOptions', 'hostProcess');
        if (found.at && booleanOf(found) === true) yield { at: found.at, text: `\`hostProcess\` of ${name}` };
      }
    },
  },
];

const SECCOMP_OF = 'container.seccomp.security.alpha.kubernetes.io/';

/** Containers that do not mask `/proc`. */
export function* unmasked({ containers }: Workload): Iterable<Breach> {
  for (const { name, lens } of containers) {
    const { at, text } = lens.get('securityContext', 'procMount');
    if (at && text !== undefined && text !== 'Default') yield { at, text: `\`procMount: ${text}\` of \`${name}\`` };
  }
}

const isProfile = (type: string): boolean => type === 'RuntimeDefault' || type === 'Localhost';
const isAppArmorAnnotation = (text: string): boolean => text === 'runtime/default' || text.startsWith('localhost/');
