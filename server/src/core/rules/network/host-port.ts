import { needsNoHost } from '../../checks/needs-no-host.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode, deleteNodes } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';
import { itemName } from '../../rule/semantic-route.ts';

export default rule(
  {
    id: 'network/host-port',
    title: 'Port opened on the node',
    why: 'A `hostPort` opens the port on every node that runs the pod. Connections to it bypass Services, Ingress and often NetworkPolicies, so an attacker who can reach a node can reach the program. The pod may also take a port that another program on the node needs.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    setting: 'hostPort',
    since: '0.1.0',
    hostNeed: 'ports',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cisKubernetes: ['5.2.13'],
      nist800190: ['4.4.2'],
      trivy: ['KSV-0024'],
      checkov: ['CKV_K8S_26'],
      polaris: ['hostPortSet'],
      kubescape: ['C-0044', 'container-hostPort'],
      kyverno: ['disallow-host-ports'],
      gatekeeper: ['K8sPSPHostNetworkingPorts'],
      datree: ['CONTAINERS_INCORRECT_KEY_HOSTPORT'],
      kics: ['2b1836f1-dcce-416e-8e16-da8c71920633'],
      'pss-baseline': ['hostPorts'],
      'pss-restricted': ['hostPorts'],
    },
  },
  {
    *container(container, ctx) {
      const { owner } = container;
      if (owner.origin !== 'kubernetes') return;
      for (const port of container.lens.get('ports').items()) {
        const { at, node, text: number } = port.get('hostPort');
        if (number === undefined || number === '0') continue;
        const ip = port.get('hostIP').node;
        const edits = () => (deleteNode(ctx, node).length > 0 ? deleteNodes(ctx, [node, ip]) : []);
        const keys = ip ? ['hostPort', 'hostIP'] : ['hostPort'];
        const effect = keys.map((key) => removes(container, 'ports', itemName(port) ?? '*', key));
        yield {
          at,
          covers: port.at,
          message: `\`${container.name}\` opens port \`${number}\` on its node`,
          // With `hostNetwork: true` the port is open on the node even without `hostPort`. Who calls other programs at the address of a node is not known.
          fixes:
            owner.hostNetwork.value === true || !needsNoHost(container)
              ? []
              : fixIf('Remove `hostPort`', 'review', edits, effect),
        };
      }
    },
  },
);
