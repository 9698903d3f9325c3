import { ObjectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode, deleteNodes } from '../../fixes/yaml-node.ts';
import { hostProcessOf } from '../../kubernetes/windows-options.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/windows-host-process',
    title: 'Windows host process',
    why: 'A host process container is not isolated: its programs run directly on the Windows node, with the node’s files, devices and network, mostly as SYSTEM. An attacker who takes it over controls the node and has the credentials of its kubelet.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'windowsHostProcess',
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
        { part: workload, from: workload.pod, name: ObjectName(workload.object) },
        ...workload.containers.map((c) => ({ part: c, from: c.lens, name: `\`${c.name}\`` })),
      ];
      const found = places.flatMap(({ part, from, name }) => {
        const own = hostProcessOf(from);
        return own ? [{ at: own.at, node: own.node, name, part }] : [];
      });
      // Kubernetes refuses a pod in which only some containers are host processes, so one of several cannot be removed alone.
      const only = found.length === 1;
      for (const { at, node, name, part } of found) {
        yield {
          at,
          message: `${name} runs directly on the Windows node`,
          fixes: only
            ? fixIf(
                'Remove `hostProcess` and the host network it requires',
                'review',
                () => {
                  const network = workload.hostNetwork.value === true ? workload.hostNetwork.node : undefined;
                  return deleteNode(ctx, node).length > 0 ? deleteNodes(ctx, [node, network]) : [];
                },
                [
                  removes(part, 'securityContext', 'windowsOptions', 'hostProcess'),
                  ...(workload.hostNetwork.value === true ? [removes(workload, 'hostNetwork')] : []),
                ],
              )
            : [],
        };
      }
    },
  },
);
