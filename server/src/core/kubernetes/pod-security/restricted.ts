/** The checks that the restricted Pod Security Standard adds. Source: kubernetes/pod-security-admission `policy/` at 8f84a87 of 2026-07-01. */
import type { PodContainer, Workload } from '../../domain/kubernetes.ts';
import { booleanOf } from '../scalar.ts';
import { unmasked } from './baseline.ts';
import { type Check, insideUserNamespace, parts, showsAll } from './check.ts';
import { RESTRICTED_VOLUMES } from './lists.ts';

/** Since 1.25 the standard spares pods that name Windows as their system. */
const isSparedWindows = ({ pod }: Workload, minor: number): boolean => {
  const name = pod.get('os', 'name');
  return minor >= 25 && (name.text === 'windows' || name.hidden || name.more);
};

export const RESTRICTED: readonly Check[] = [
  {
    id: 'allowPrivilegeEscalation',
    from: 8,
    *of(workload, minor) {
      if (isSparedWindows(workload, minor)) return;
      for (const container of workload.containers) {
        const { value, unknown, at } = container.allowPrivilegeEscalation;
        if (unknown || value === false || (value === undefined && !showsAll(container))) continue;
        yield {
          at: at ?? container.nameSpan,
          text: `\`${container.name}\` without \`allowPrivilegeEscalation: false\``,
        };
      }
    },
  },
  {
    id: 'capabilities_restricted',
    from: 22,
    *of(workload, minor) {
      if (isSparedWindows(workload, minor)) return;
      for (const { capAdd } of workload.containers)
        for (const { raw, at } of capAdd)
          if (raw !== 'NET_BIND_SERVICE') yield { at, text: `the capability \`${raw}\`` };
      for (const container of workload.containers) {
        const { capDrop, capabilitiesUnknown, nameSpan, name } = container;
        if (capabilitiesUnknown || !showsAll(container) || capDrop.some(({ raw }) => raw === 'ALL')) continue;
        yield { at: nameSpan, text: `\`${name}\` without \`drop: [ALL]\`` };
      }
    },
  },
  {
    id: 'restrictedVolumes',
    *of({ volumes }) {
      for (const { source, lens, name } of volumes) {
        const found = lens.get(source);
        if (RESTRICTED_VOLUMES.has(source) || !found.at || found.entry?.templatedKey || source === '') continue;
        yield { at: found.at, text: `${name ? 'the' : 'a'} \`${source}\` volume${name ? ` \`${name}\`` : ''}` };
      }
    },
  },
  {
    id: 'runAsNonRoot',
    *of(workload, minor) {
      if (minor >= 35 && insideUserNamespace(workload)) return;
      for (const { from, name } of parts(workload)) {
        const found = from.get('securityContext', 'runAsNonRoot');
        if (found.at && booleanOf(found) === false) yield { at: found.at, text: `\`runAsNonRoot: false\` of ${name}` };
      }
      yield* without(workload, ({ runAsNonRoot }) => runAsNonRoot, '`runAsNonRoot: true`');
    },
  },
  {
    id: 'runAsUser',
    from: 23,
    *of(workload, minor) {
      if (minor >= 35 && insideUserNamespace(workload)) return;
      for (const { from, name } of parts(workload)) {
        const { at, text } = from.get('securityContext', 'runAsUser');
        if (at && text !== undefined && /^[-+]?0+$/.test(text)) yield { at, text: `\`runAsUser: 0\` of ${name}` };
      }
    },
  },
  {
    id: 'seccompProfile_restricted',
    from: 19,
    *of(workload, minor) {
      if (isSparedWindows(workload, minor)) return;
      // What is written wrongly breaks the baseline too. The annotations do not count.
      for (const container of workload.containers) {
        const fields = [container.lens, workload.pod].map((from) => from.get('securityContext', 'seccompProfile'));
        if (fields.some((field) => !field.absent || field.hidden) || container.seccomp.unknown) continue;
        if (showsAll(container))
          yield { at: container.nameSpan, text: `\`${container.name}\` without \`seccompProfile\`` };
      }
    },
  },
  { id: 'procMount_restricted', from: 35, of: unmasked },
];

/** The containers for which neither they nor the pod set a value. */
function* without(
  { containers }: Workload,
  read: (container: PodContainer) => PodContainer['runAsNonRoot'],
  what: string,
): ReturnType<Check['of']> {
  for (const container of containers) {
    const { value, unknown } = read(container);
    if (value === undefined && !unknown && showsAll(container))
      yield { at: container.nameSpan, text: `\`${container.name}\` without ${what}` };
  }
}
