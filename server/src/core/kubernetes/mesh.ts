/** Service meshes that inject a proxy into pods. Sources: Istio, "Installing the Sidecar"; Linkerd, "Automatic Proxy Injection"; read on 2026-11-29. */
import type { Workload } from '../domain/kubernetes.ts';
import type { Lens } from '../yaml/lens.ts';

export type Mesh = 'istio' | 'linkerd';

/** The mesh whose proxy a pod asks for by its own label or annotation; 'none' when it refuses one, `undefined` when it says nothing. */
export function meshOf({
  podAnnotations,
  podLabels,
}: Pick<Workload, 'podAnnotations' | 'podLabels'>): Mesh | 'none' | undefined {
  const stated = (key: string): string | undefined => podLabels.get(key) ?? podAnnotations.get(key).text;
  const [istio, linkerd] = [stated('sidecar.istio.io/inject'), stated('linkerd.io/inject')];
  if (istio === 'true' || podLabels.has('istio.io/rev')) return 'istio';
  if (isInjectedByLinkerd(linkerd)) return 'linkerd';
  return istio === 'false' || linkerd === 'disabled' ? 'none' : undefined;
}

/** The mesh that gives the pods of a namespace a proxy if they say nothing else. */
export function meshOfNamespace(labels: ReadonlyMap<string, string>, annotations: Lens): Mesh | undefined {
  if (labels.get('istio-injection') === 'enabled' || labels.has('istio.io/rev')) return 'istio';
  return isInjectedByLinkerd(annotations.get('linkerd.io/inject').text) ? 'linkerd' : undefined;
}

const isInjectedByLinkerd = (value = ''): boolean => ['enabled', 'ingress'].includes(value);

/** Programs of the meshes themselves: the images of the charts of Istio and Linkerd, without their registry. */
const PROGRAMS =
  /(?:^|\/)(?:istio(?:-\w+)?\/(?:pilot|ztunnel|install-cni)|linkerd\/(?:controller|policy-controller|cni-plugin))$/;
/** Names of the containers that the meshes inject, which gateways and pods with a proxy of their own have in their files. */
const PROXIES = ['istio-proxy', 'linkerd-proxy'];

/**
 * `mesh`: the pods are a part of the mesh, such as istiod or ztunnel. `proxy`: the file itself gives them the proxy, as for a gateway; refusing
 * another one takes no traffic past it. Sources: Istio, `manifests/charts`, read 2026-12-01; Linkerd, `values.yaml` of `charts/linkerd-control-plane` and
 * `charts/linkerd2-cni` at b24cd4059, 2026-08-21.
 */
export function meshRole({ containers }: Pick<Workload, 'containers'>): 'mesh' | 'proxy' | undefined {
  if (containers.some(({ image }) => PROGRAMS.test(image?.reference?.repository ?? ''))) return 'mesh';
  return containers.some(({ name }) => PROXIES.includes(name)) ? 'proxy' : undefined;
}
