import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { controlSocket } from '../../host-path/control-socket.ts';
import { sensitivePath } from '../../host-path/sensitive-path.ts';
import { rule } from '../../rule/rule.ts';
import { setKey } from '../../yaml/edit/edit.ts';
import { lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';

export default rule(
  {
    id: 'filesystem/writable-host-path',
    title: 'Host path that a container can write',
    why: 'What an attacker writes there outlives the pod, and the node and later pods read it. Where the program only reads, `readOnly: true` takes this away.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
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
    *workload(workload, ctx) {
      for (const { name, hostPath, mounts, lens: volume } of workload.volumes) {
        // Other rules report these paths, with what can be done there.
        if (hostPath === undefined || !isPath(hostPath) || controlSocket(hostPath) || sensitivePath(hostPath)) continue;
        if (NO_FILES.test(volume.get('hostPath', 'type').text ?? '') || isSocket(hostPath)) continue;
        for (const { container, mountPath, readOnly, node, span } of mounts) {
          const written = lens(node).get('readOnly');
          if (readOnly || (!written.absent && written.text === undefined)) continue;
          const unit = yamlOf(ctx);
          // Bidirectional mounts exist to write to the host.
          const isForHost = lens(node).get('mountPropagation').text === 'Bidirectional';
          yield {
            at: span,
            message: `\`${container.name}\` can write to \`${hostPath}\` of the node, by volume \`${name}\``,
            fixes: () =>
              unit && !isForHost && !isShared(unit, node)
                ? fixIf(
                    'Mount it read-only',
                    'review',
                    () => setKey(unit, node, 'readOnly', true),
                    [sets(container, 'volumeMounts', mountPath ?? '*', 'readOnly')],
                    [`Check that the program writes nothing below ${mountPath ? `\`${mountPath}\`` : 'the mount'}`],
                  )
                : [],
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
