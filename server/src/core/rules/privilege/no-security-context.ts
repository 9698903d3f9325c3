import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/no-security-context',
    title: 'No security context',
    why: 'A container without a `securityContext`, in a pod without one, has all that the runtime gives by default: root, if the image says so, a writable file system, and fourteen capabilities. An attacker who breaks in uses them.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'droppedCapabilities',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.6.3'],
      cwe: ['CWE-1188'],
      trivy: ['~KSV-0118'],
      checkov: ['~CKV_K8S_29', 'CKV_K8S_30'],
      kics: ['a97a340a-0063-418e-b3a1-3028941d0995'],
      datree: ['~CIS_MISSING_KEY_SECURITYCONTEXT'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || container.partial || container.owner.object.fragment) return;
      const own = container.lens.get('securityContext');
      const pods = container.owner.pod.get('securityContext');
      if ([own, pods].some((context) => context.hidden || context.more || (context.map?.entries.length ?? 0) > 0))
        return;
      if (!own.absent && !own.map) return;
      yield {
        at: own.keyAt ?? container.nameSpan,
        absent: true,
        message: `Neither \`${container.name}\` nor its pod has a \`securityContext\``,
      };
    },
  },
);
