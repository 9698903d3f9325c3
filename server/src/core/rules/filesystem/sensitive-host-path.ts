import { isForKernel } from '../../checks/host-work.ts';
import { VolumeName } from '../../checks/shown-name.ts';
import { mountsReadOnly, removes, removesVolume, sets } from '../../fixes/effect.ts';
import { mountFixes } from '../../fixes/host-mount.ts';
import { bindReadOnly, mayNeedMount, mountReadOnly, removeVolume } from '../../fixes/volume.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { controlSocket } from '../../host-path/control-socket.ts';
import { hostPath } from '../../host-path/normalise.ts';
import { sensitivePath } from '../../host-path/sensitive-path.ts';
import { type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/sensitive-host-path',
    title: 'Sensitive host path mounted',
    why: 'A mount gives the container a part of the host’s file system. Through a writable `/etc`, `/usr` or `/proc`, an attacker in the container plants a job or a program that the host runs as root. From a home directory, `/var/lib/kubelet` or `/etc/kubernetes`, the attacker reads keys that open other machines.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'hostMounts',
    since: '0.1.0',
    hostNeed: 'files',
    tags: ['compose', 'kubernetes', 'isolation', 'credentials'],
    refs: {
      cisDocker: ['5.6'],
      cisKubernetes: ['5.2.12'],
      nist800190: ['4.5.5'],
      owaspDocker: ['8'],
      trivy: ['KSV-0121'],
      'kube-linter': ['sensitive-host-mounts'],
      kics: ['5308a7a8-06f8-45ac-bf10-791fe21de46e', '1c1325ff-831d-43a1-973e-839ae57dfcc0'],
      'sonar-iac': ['S6433'],
      kubesec: ['~ProcMount'],
      'pss-baseline': ['~hostPathVolumes'],
      'pss-restricted': ['~hostPathVolumes', '~restrictedVolumes'],
      kubescape: ['~C-0020'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'compose') return;
      for (const mount of container.hostMounts) {
        const found = assessMount(mount.source, !mount.readOnly);
        if (!found) continue;
        yield {
          at: mount.at,
          ...found.grade,
          message: `\`${container.name}\` can ${found.message}`,
          fixes: mountFixes(
            found,
            [mount.target],
            {
              edits: () => (mayNeedMount(container, mount.target) ? [] : deleteNode(ctx, mount.node)),
              effect: [removes(container, 'volumes', mount.target ?? '*')],
            },
            {
              edits: () => bindReadOnly(ctx, mount),
              effect: [sets(container, 'volumes', mount.target ?? '*', 'read_only')],
            },
          ),
        };
      }
    },
    *workload(workload, ctx) {
      for (const volume of workload.volumes) {
        if (volume.hostPath === undefined) continue;
        const writable = volume.mounts.length === 0 || volume.mounts.some((m) => !m.readOnly);
        const found = assessMount(volume.hostPath, writable);
        if (!found) continue;
        const users = [...new Set(volume.mounts.map((m) => `\`${m.container.name}\``))].join(', ');
        yield {
          at: volume.lens.get('hostPath', 'path').valueAt ?? volume.span,
          covers: volume.span,
          ...found.grade,
          ...(isForKernel(volume, ctx.unit) && { profile: 'strict' as const }),
          message: `${users ? `${users} can` : `${VolumeName(volume.name)} lets containers`} ${found.message}`,
          fixes: mountFixes(
            found,
            volume.mounts.map((m) => m.mountPath),
            { edits: () => removeVolume(ctx, workload, volume), effect: removesVolume(workload, volume) },
            { edits: () => mountReadOnly(ctx, volume), effect: mountsReadOnly(volume) },
          ),
        };
      }
    },
    *object(object) {
      if (object.kind !== 'PersistentVolume' || object.apiVersion !== 'v1') return;
      for (const source of ['hostPath', 'local']) {
        const path = object.lens.get('spec', source, 'path');
        const found = path.text === undefined ? undefined : assessMount(hostPath(path.text), true);
        if (found && path.at)
          yield { at: path.valueAt, ...found.grade, message: `${VolumeName(object.name)} lets pods ${found.message}` };
      }
    },
  },
);

/** Grade and message for a mounted path. Undefined for control sockets, which another rule reports, and for harmless reads. */
function assessMount(path: string, writable: boolean) {
  const sensitive = controlSocket(path) ? undefined : sensitivePath(path);
  if (!sensitive) return undefined;
  const { kind, severe, below, holds, despiteReadOnly: despite } = sensitive;
  if (kind === 'system' && !writable && !despite) return undefined;
  const grade: Pick<Finding, 'severity' | 'profile'> = below
    ? { severity: 'info', profile: 'strict' }
    : writable && severe
      ? { severity: 'error' }
      : writable || despite !== 'read'
        ? {}
        : { severity: 'info' };
  const verb = writable || despite === 'write' ? 'write to' : 'read';
  const why = !writable && despite === 'write' ? '; `ro` does not protect it' : '';
  return {
    readOnlyHelps: kind !== 'secret' && !despite,
    grade: { ...grade, sameCause: `${verb} ${path}` },
    message: `${verb} \`${path}\` of the host${below ? '' : `, which holds ${holds}`}${why}`,
  };
}
