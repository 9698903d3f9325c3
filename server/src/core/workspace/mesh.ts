/** Service meshes that inject a proxy into pods, and the connections of the proxy that no manifest shows. */
import type { Workload } from '../domain/kubernetes.ts';
import type { Egress } from './declared-egress.ts';

export type Mesh = 'istio' | 'linkerd';

/** The mesh whose proxy a pod asks for by its own annotation or label. Sources: Istio, "Installing the Sidecar"; Linkerd, "Automatic Proxy Injection". */
export function meshOf({ podAnnotations, podLabels }: Workload): Mesh | undefined {
  const stated = (key: string): string | undefined => podLabels.get(key) ?? podAnnotations.get(key).text;
  if (stated('sidecar.istio.io/inject') === 'true') return 'istio';
  return ['enabled', 'ingress'].includes(stated('linkerd.io/inject') ?? '') ? 'linkerd' : undefined;
}

/**
 * The control planes, in the namespaces of the usual installations. A proxy that does not reach it is never ready. Sources: Istio, "Ports used by
 * Istio" (15012: configuration and certificates); Linkerd, "Architecture" (destination, identity and policy controllers).
 */
export const CONTROL_PLANE: Readonly<Record<Mesh, Egress>> = {
  istio: { to: { kind: 'namespace', name: 'istio-system' }, ports: ['15012'], hosts: ['istiod'], by: 'proxy' },
  linkerd: {
    to: { kind: 'namespace', name: 'linkerd' },
    ports: 'all',
    hosts: ["Linkerd's control plane"],
    by: 'proxy',
  },
};

/** Where proxies receive what they send each other for ports whose protocol they do not detect. Source: Linkerd, "Protocol Detection". */
export const INBOUND_PORT: Readonly<Partial<Record<Mesh, string>>> = { linkerd: '4143' };
