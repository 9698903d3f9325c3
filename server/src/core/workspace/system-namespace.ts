/**
 * Namespaces of the cluster itself and of its add-ons: DNS, networking, certificates, storage, operators. Everything in the cluster may call
 * their pods, in ways that no manifest declares. Sources: Kubernetes documentation, "Initial namespaces"; the add-ons' installation manifests.
 */
const SYSTEM =
  /^(?:kube|openshift|calico|tigera|cilium|istio|linkerd|knative|cattle|gke|gmp|aws|amazon|azure|aks|traefik|kourier)(?:-|$)|-(?:system|operator|operators)$|^(?:cert-manager|ingress-nginx|nginx-ingress|ingress|metallb|projectcontour|contour|gatekeeper|kyverno|kubevirt|rook-ceph|longhorn|local-path-storage|external-secrets|external-dns|velero|keda|argocd|crossplane|vault|consul|falco|olm|operators|monitoring|cdi)$/;

/** Whether a namespace belongs to the cluster or to an add-on that the whole cluster uses. */
export const isSystemNamespace = (namespace: string | undefined): boolean =>
  namespace !== undefined && SYSTEM.test(namespace);
