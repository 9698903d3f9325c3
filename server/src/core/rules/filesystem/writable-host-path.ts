import { controlSocket } from '../../host-path/control-socket.ts';
import { sensitivePath } from '../../host-path/sensitive-path.ts';
import { rule } from '../../rule/rule.ts';
import { lens } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'filesystem/writable-host-path',
    title: 'Host path that a container can write',
    why: 'What an attacker writes there outlives the pod, and the node and later pods read it. Where the program only reads, `readOnly: true` takes this away.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'hostMounts',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.5.5'],
      cwe: ['CWE-668'],
      'kube-linter': ['writable-host-mount'],
      kubescape: ['C-0045', 'alert-rw-hostpath'],
      kyverno: ['ensure-readonly-hostpath'],
      datree: ['~EKS_INVALID_HOSTPATH_MOUNT_READONLY_VALUE'],
    },
  },
  {
    *workload(workload) {
      for (const { name, hostPath, mounts, lens: volume } of workload.volumes) {
        // Other rules report these paths, with what can be done there.
        if (hostPath === undefined || !isPath(hostPath) || controlSocket(hostPath) || sensitivePath(hostPath)) continue;
        if (NO_FILES.test(volume.get('hostPath', 'type').text ?? '') || isSocket(hostPath)) continue;
        for (const { container, readOnly, node, span } of mounts) {
          const written = lens(node).get('readOnly');
          if (readOnly || (!written.absent && written.text === undefined)) continue;
          yield {
            at: span,
            message: `\`${container.name}\` can write to \`${hostPath}\` of the node${name ? `, by volume \`${name}\`` : ''}`,
          };
        }
      }
    },
  },
);

/** Types whose use a read-only mount does not prevent: Linux refuses writing there only to files, directories and links. */
const NO_FILES = /^(?:Socket|CharDevice|BlockDevice)$/;
const isSocket = (path: string): boolean => path === '/dev/log' || /\.sock(?:et)?$/.test(path);

/** Else a tool puts the path in. */
const isPath = (text: string): boolean => /^(?:\/|[A-Za-z]:)/.test(text);
