import { deleteNode, deleteNodes } from '../../fixes/container.ts';
import { fixIf } from '../../fixes/fix.ts';
import { hostProcessOf } from '../../kubernetes/windows-options.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/windows-host-process',
    title: 'Windows host process',
    why: 'A host process container is none: its programs run directly on the Windows node, with its files, devices and network, mostly as SYSTEM. Whoever takes it over has the node, with the credentials of its kubelet.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.11'],
      nist800190: ['4.4.3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0103'],
      polaris: ['hostProcess'],
      kyverno: ['disallow-host-process'],
      gatekeeper: ['K8sPSPHostProcess'],
      datree: ['EKS_INVALID_HOSTPROCESS_VALUE'],
      kubescape: ['set-hostprocess-true'],
      'pss-baseline': ['windowsHostProcess'],
      'pss-restricted': ['windowsHostProcess'],
    },
  },
  {
    *workload(workload, ctx) {
      const places = [
        { from: workload.pod, name: workload.object.name || workload.object.kind },
        ...workload.containers.map((c) => ({ from: c.lens, name: c.name })),
      ];
      const found = places.flatMap(({ from, name }) => {
        const own = hostProcessOf(from);
        return own ? [{ at: own.at, node: own.node, name }] : [];
      });
      // All containers of a pod must be host processes or none, so one removed of several gives a pod that is refused.
      const only = found.length === 1;
      for (const { at, node, name } of found) {
        yield {
          at,
          message: `\`${name}\` runs directly on the Windows node`,
          fixes: only
            ? fixIf('Remove `hostProcess`, and the host network that it demands', 'review', () => {
                const network = workload.hostNetwork.value === true ? workload.hostNetwork.node : undefined;
                return deleteNode(ctx, node).length > 0 ? deleteNodes(ctx, [node, network]) : [];
              })
            : [],
        };
      }
    },
  },
);
