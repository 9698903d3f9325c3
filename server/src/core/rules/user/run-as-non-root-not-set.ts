import { podRunAsNonRoot, rootIsMapped } from '../../checks/non-root.ts';
import { runUser } from '../../checks/run-user.ts';
import type { Container } from '../../domain/container.ts';
import { changeSetting, ofPod } from '../../fixes/container.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { refuseRootFixes, runAsNonRootFixes, startsAsNonRoot } from '../../fixes/run-as-non-root.ts';
import { isHostProcess } from '../../kubernetes/windows-options.ts';
import { type Context, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/run-as-non-root-not-set',
    title: 'Running as root allowed',
    why: 'Without `runAsNonRoot` the image decides which user a pod runs as, and the image may change: after one release without a USER the pod runs as root, with no warning. An attacker who takes over the program is then root in the container. With the setting, the kubelet refuses to start such a container.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    setting: 'runAsNonRoot',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.2.7'],
      nsa: ['Non-root containers'],
      nist800190: ['4.4.3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0012'],
      checkov: ['~CKV_K8S_23'],
      kics: ['~cf34805e-3872-4c08-bf92-6ff7bb0cfadb'],
      'kube-linter': ['~run-as-non-root'],
      polaris: ['~runAsRootAllowed'],
      kubescape: ['~C-0013', '~non-root-containers'],
      kyverno: ['require-run-as-nonroot'],
      datree: ['CONTAINERS_INCORRECT_RUNASNONROOT_VALUE'],
      semgrep: [
        '~run-as-non-root',
        '~run-as-non-root-container-level',
        '~run-as-non-root-container-level-missing-security-context',
        '~run-as-non-root-security-context-pod-level',
        '~run-as-non-root-unsafe-value',
      ],
      kubesec: ['RunAsNonRoot'],
      'pss-restricted': ['runAsNonRoot'],
    },
  },
  {
    *workload(workload, ctx) {
      const setting = podRunAsNonRoot(workload);
      const first = workload.containers[0];
      if (setting.value !== false || !setting.at || !first || rootIsMapped(workload, ctx.settings)) return;
      // If every container that inherits the setting is set to root, `true` would only keep the pod from starting.
      const inheriting = workload.containers.filter((c) => c.runAsNonRoot.level === 'pod');
      if (inheriting.length > 0 && inheriting.every((c) => isRootBySetting(c, ctx))) return;
      // The API server takes no `true` beside the user 0, and a number that is not known may be 0.
      const number = workload.pod.get('securityContext').get('runAsUser');
      const isRoots = number.at !== undefined && !/^[1-9]/.test(number.text ?? '');
      // Somebody chose `false`, and the kubelet starts no container whose user it does not know by number.
      const can = (): boolean =>
        !isRoots && inheriting.every((c) => runUser(c, ctx).verdict !== 'root' && startsAsNonRoot(c, ctx));
      yield {
        at: setting.at,
        // It then matters only for containers that are added later, such as a sidecar that is injected.
        severity: inheriting.length === 0 ? 'info' : 'warning',
        ...(inheriting.some((c) => runUser(c, ctx).verdict === 'root') ? CHOSEN : {}),
        message: `The pod allows ${inheriting.length === 0 ? 'containers that do not refuse it' : 'its containers'} to run as root: \`runAsNonRoot: false\``,
        // Asked for late, because the Dockerfiles that may build the images are no facts.
        fixes: () =>
          can()
            ? fixIf(
                `Set \`runAsNonRoot: true\`${ofPod(inheriting.length)}`,
                'review',
                () => changeSetting(ctx, first, setting, 'true'),
                [sets(workload, 'securityContext', 'runAsNonRoot')],
              )
            : [],
      };
    },
    *container(container, ctx) {
      const { runAsNonRoot: setting, owner } = container;
      if (owner.origin !== 'kubernetes' || setting.unknown || setting.value === true) return;
      if (setting.level === 'pod' || rootIsMapped(owner, ctx.settings)) return;
      const user = runUser(container, ctx);
      if (setting.value === false && setting.at) {
        // `user/root-user` reports the user itself.
        if (isRootBySetting(container, ctx)) return;
        yield {
          at: setting.at,
          severity: 'warning',
          ...(user.verdict === 'root' ? CHOSEN : {}),
          message: `\`${container.name}\` may run as root: \`runAsNonRoot: false\``,
          fixes: () => (user.verdict === 'root' ? [] : refuseRootFixes(container, ctx)),
        };
        return;
      }
      // A user number other than 0 is enough, except for the restricted Pod Security Standard.
      const numbered = container.user.value !== undefined && ctx.settings.podSecurity?.level !== 'restricted';
      // A process of a Windows host takes no `runAsNonRoot: true`. Source: kubernetes.io, "Create a Windows HostProcess Pod", read on 2026-12-01.
      if (container.partial || user.verdict === 'root' || numbered || isHostProcess(owner)) return;
      yield {
        at: container.nameSpan,
        absent: true,
        message: `\`${container.name}\` may run as ${container.windows ? '`ContainerAdministrator`' : 'root'}: \`runAsNonRoot\` is not set`,
        fixes: () => runAsNonRootFixes(container, owner, ctx),
      };
    },
  },
);

/** The image is root's, so `false` was written for it, and the image has to change first. */
const CHOSEN = { profile: 'strict' } as const;

function isRootBySetting(container: Container, ctx: Context): boolean {
  const user = runUser(container, ctx);
  return user.verdict === 'root' && user.because === 'setting';
}
