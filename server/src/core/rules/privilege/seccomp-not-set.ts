import { defaultSeccompFixes } from '../../fixes/seccomp.ts';
import { rule } from '../../rule/rule.ts';

const PATH = ['securityContext', 'seccompProfile'] as const;

export default rule(
  {
    id: 'privilege/seccomp-not-set',
    title: 'Seccomp profile not set',
    why: 'Kubernetes starts containers without a system call filter unless the pod sets one. The kernel then offers an attacker all of its several hundred calls, and most container escapes begin with a call that the program never needed. The runtime’s default profile blocks about forty of them and breaks almost nothing.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    setting: 'seccomp',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'isolation'],
    refs: {
      cisKubernetes: ['5.6.2'],
      nist800190: ['4.4.3'],
      trivy: ['~KSV-0030', '~KSV-0104'],
      checkov: ['~CKV_K8S_31'],
      'kube-score': ['~container-seccomp-profile'],
      kubescape: [
        '~C-0210',
        '~C-0055',
        '~linux-hardening',
        'set-seccomp-profile',
        '~set-seccomp-profile-RuntimeDefault',
      ],
      kyverno: ['~restrict-seccomp-strict'],
      gatekeeper: ['~K8sPSPSeccomp', '~K8sPSPSeccompV2'],
      datree: ['~CIS_INVALID_VALUE_SECCOMP_PROFILE', '~CONTAINERS_INCORRECT_SECCOMP_PROFILE'],
      kics: ['~f377b83e-bd07-4f48-a591-60c82b14a78b'],
      kubesec: ['SeccompAny'],
      'pss-restricted': ['~seccompProfile_restricted'],
    },
  },
  {
    *container(container, ctx) {
      // Docker applies its default profile by itself.
      if (container.owner.origin !== 'kubernetes' || container.partial || container.windows) return;
      if (container.seccomp.unknown) return;
      // Kubernetes 1.27 and later ignore the annotations, so only the fields count.
      const fields = [container.lens, container.owner.pod].map((from) => from.get(...PATH).map);
      if (fields.some((field) => field && field.entries.length > 0)) return;
      yield {
        at: container.nameSpan,
        absent: true,
        message: `\`${container.name}\` runs without a seccomp profile`,
        fixes: () => defaultSeccompFixes(ctx, container),
      };
    },
  },
);
