import { stepsDown } from '../../fixes/capabilities.ts';
import { setSecurityContext, setServiceKey } from '../../fixes/container.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/writable-root-filesystem',
    title: 'Root file system writable',
    why: 'An intruder’s first steps are to download a tool and to change a program or a page. On a read-only file system both fail, and what is found later is what was delivered. The few folders that a program writes to can be given to it as memory or volumes.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.13'],
      cisKubernetes: ['5.7.3'],
      nist800190: ['4.4.4'],
      owaspDocker: ['8'],
      trivy: ['KSV-0014'],
      checkov: ['CKV_K8S_22'],
      'kube-linter': ['no-read-only-root-fs'],
      'kube-score': ['container-security-context-readonlyrootfilesystem'],
      polaris: ['notReadOnlyRootFilesystem'],
      kubescape: ['C-0017', 'immutable-container-filesystem'],
      kyverno: ['require-ro-rootfs'],
      gatekeeper: ['K8sPSPReadOnlyRootFilesystem'],
      datree: ['CONTAINERS_INCORRECT_READONLYROOTFILESYSTEM_VALUE'],
      kics: ['a9c2f49d-0671-4fc9-9ece-f4e261e128d0'],
      semgrep: ['writable-filesystem-container', 'writable-filesystem-service'],
      kubesec: ['ReadOnlyRootFilesystem'],
    },
  },
  {
    *container(container, ctx) {
      const { value, unknown, at } = container.readOnlyRootFilesystem;
      if (value === true || unknown || container.windows) return;
      const stated = value === false && at !== undefined;
      if (!stated && container.partial) return;
      const kubernetes = container.origin === 'kubernetes';
      yield {
        at: stated ? at : container.nameSpan,
        absent: !stated,
        message: `The root file system of \`${container.name}\` is writable`,
        // Where a database or web server of these writes is its own matter: a read-only root would stop it.
        fixes: stepsDown(container)
          ? []
          : fixIf(kubernetes ? 'Set `readOnlyRootFilesystem: true`' : 'Set `read_only: true`', 'review', () =>
              kubernetes
                ? setSecurityContext(ctx, container, ['readOnlyRootFilesystem'], true)
                : setServiceKey(ctx, container, ['read_only'], true),
            ),
      };
    },
  },
);
