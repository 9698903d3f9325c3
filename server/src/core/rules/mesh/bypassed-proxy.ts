import { objectName } from '../../checks/shown-name.ts';
import { meshRole } from '../../kubernetes/mesh.ts';
import { rule } from '../../rule/rule.ts';

/**
 * Annotations and labels by which pods leave the mesh, wholly or for some ports. Sources: Istio, "Resource Annotations" and
 * "Resource Labels"; Linkerd, "Proxy Configuration".
 */
const OFF: Readonly<Record<string, RegExp>> = {
  'sidecar.istio.io/inject': /^false$/,
  'traffic.sidecar.istio.io/excludeInboundPorts': /./,
  'traffic.sidecar.istio.io/excludeOutboundPorts': /./,
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': /./,
  'istio.io/dataplane-mode': /^none$/,
  'linkerd.io/inject': /^disabled$/,
  'config.linkerd.io/skip-inbound-ports': /./,
  'config.linkerd.io/skip-outbound-ports': /./,
};
/** Those that only keep a mesh from adding its proxy. */
const REFUSED = ['sidecar.istio.io/inject', 'istio.io/dataplane-mode', 'linkerd.io/inject'];

export default rule(
  {
    id: 'mesh/bypassed-proxy',
    title: 'Traffic past the proxy of the mesh',
    why: 'The proxy encrypts traffic and asks who the other side is. What goes past it is plain, and no authorization of the mesh applies: an attacker connects to the excluded port as to a pod without a mesh.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.3.3'],
      cwe: ['CWE-693'],
      kyverno: [
        'prevent-disabling-injection-pods',
        'prevent-linkerd-pod-injection-override',
        'prevent-linkerd-port-skipping',
      ],
    },
  },
  {
    *workload(workload) {
      const { podAnnotations, podLabels, object, pod } = workload;
      // A pod that runs once would wait for its proxy for ever, so jobs leave the mesh.
      if (object.kind === 'Job' || object.kind === 'CronJob') return;
      const role = meshRole(workload);
      if (role === 'mesh') return;
      const isOff = (key: string, value: string) =>
        OFF[key]?.test(value) === true && !(role === 'proxy' && REFUSED.includes(key));
      const name = objectName(object);
      for (const entry of podAnnotations.entries())
        if (entry.text !== undefined && isOff(entry.key, entry.text))
          yield {
            at: entry.at,
            message: `Traffic of ${name} goes past the proxy: \`${entry.key}: ${entry.text}\``,
          };
      for (const [label, value] of podLabels)
        if (isOff(label, value))
          yield {
            at: object.nameSpan,
            covers: pod.at,
            message: `Traffic of ${name} goes past the proxy: \`${label}: ${value}\``,
          };
    },
  },
);
