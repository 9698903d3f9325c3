import { removes, sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar, deleteNodes } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/node-port',
    title: 'Service on a port of every node',
    why: 'Every node of the cluster answers on this port, past the Ingress with its TLS and login. Where nodes have public addresses, the program is on the internet. A firewall in front of the nodes is then the only protection.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-668'],
      nist800190: ['4.4.2'],
      'kube-linter': ['~exposed-services'],
      'kube-score': ['service-type'],
      kics: ['845acfbe-3e10-4b8e-b656-3b404d36dfb2'],
      kyverno: ['restrict-nodeport'],
      gatekeeper: ['K8sBlockNodePort'],
      datree: ['SERVICE_INCORRECT_TYPE_VALUE_NODEPORT'],
    },
  },
  {
    *'object:Service'({ object, type }, ctx) {
      if (type.value !== 'NodePort' || !type.at) return;
      const numbers = object.lens
        .get('spec', 'ports')
        .items()
        .flatMap((port, index) => {
          const nodePort = port.get('nodePort');
          return nodePort.absent ? [] : [{ index, node: nodePort.node, label: port.get('name').text }];
        });
      yield {
        at: type.at,
        message: `\`${object.name || object.kind}\` is open on a port of every node`,
        fixes: () =>
          fixIf(
            'Open it inside of the cluster only: `type: ClusterIP`',
            'review',
            () => {
              const changed = changeScalar(ctx, type.node, 'ClusterIP');
              const removed = deleteNodes(
                ctx,
                numbers.map(({ node }) => node),
              );
              return changed.length > 0 && (removed.length > 0 || numbers.length === 0) ? [...changed, ...removed] : [];
            },
            [
              sets(object, 'spec', 'type'),
              ...numbers.map(() => removes(object, 'spec', 'ports', '*', 'nodePort')).slice(0, 1),
            ],
            ['clients outside of the cluster need another way in: an Ingress or a Gateway'],
          ),
      };
    },
  },
);
