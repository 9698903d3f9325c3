/** Service meshes that inject a proxy into pods. */
import type { Workload } from '../domain/kubernetes.ts';

export type Mesh = 'istio' | 'linkerd';

/** The mesh whose proxy a pod asks for by its own label or annotation. Sources: Istio, "Installing the Sidecar"; Linkerd, "Automatic Proxy Injection". */
export function meshOf({
  podAnnotations,
  podLabels,
}: Pick<Workload, 'podAnnotations' | 'podLabels'>): Mesh | undefined {
  const stated = (key: string): string | undefined => podLabels.get(key) ?? podAnnotations.get(key).text;
  if (stated('sidecar.istio.io/inject') === 'true') return 'istio';
  return ['enabled', 'ingress'].includes(stated('linkerd.io/inject') ?? '') ? 'linkerd' : undefined;
}
