import { podSecurityMinor } from '../../checks/pod-security.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { HANDLERS } from '../../kubernetes/pod-security/lists.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/probe-host',
    title: 'Probe calls another host',
    why: 'The kubelet calls probes and hooks from the node. Anyone who can write a pod with a `host` field makes the node send requests that the pod itself could not send: to services on the node’s localhost, to cloud metadata or into another network.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'probeHost',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.4.2'],
      cwe: ['CWE-918'],
      gatekeeper: ['K8sPSPHostProbesLifecycle'],
      'pss-baseline': ['hostProbesAndHostLifecycle'],
      'pss-restricted': ['hostProbesAndHostLifecycle'],
    },
  },
  {
    *container(container, ctx) {
      const { owner } = container;
      if (owner.origin !== 'kubernetes' || podSecurityMinor(ctx.settings) < 34) return;
      const onHost = owner.hostNetwork.value === true;
      for (const path of HANDLERS)
        for (const kind of ['httpGet', 'tcpSocket']) {
          const { at, node, text: host } = container.lens.get(...path, kind, 'host');
          if (!host) continue;
          // In the host’s network, localhost is the pod itself. The control plane probes itself this way.
          const own = onHost && /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/.test(host);
          yield {
            at,
            ...(own ? { severity: 'info', profile: 'strict' } : {}),
            message: `The kubelet calls \`${host}\` for \`${path.at(-1)}\` of \`${container.name}\``,
            fixes: own
              ? []
              : fixIf('Call the pod itself', 'review', () => deleteNode(ctx, node), [
                  removes(container, ...path, kind, 'host'),
                ]),
          };
        }
    },
  },
);
