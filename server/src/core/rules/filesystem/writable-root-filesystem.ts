import { isDecided } from '../../checks/decided-setting.ts';
import { dropsRoot } from '../../fixes/capabilities.ts';
import { readOnlyRootFixes } from '../../fixes/read-only-root.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/writable-root-filesystem',
    title: 'Writable root file system',
    why: 'An attacker who gets into a container usually downloads a tool first, or changes a program or a web page. A read-only root file system blocks both, so the container keeps the files of its image. The few directories that a program writes to can be `tmpfs` mounts or volumes.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    setting: 'readOnlyRoot',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.13'],
      cisKubernetes: ['5.6.3'],
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
      yield {
        at: stated ? at : container.nameSpan,
        // Whoever wrote `false` mostly knows what the program writes.
        ...(stated ? { profile: 'strict' as const } : {}),
        absent: !stated,
        message: `The root file system of \`${container.name}\` is writable`,
        // A database or web server that starts as root and then changes its user needs to write: a read-only root would stop it.
        fixes: () =>
          dropsRoot(ctx, container) || isDecided(container, ctx, 'readOnlyRoot', stated)
            ? []
            : readOnlyRootFixes(ctx, container),
      };
    },
  },
);
