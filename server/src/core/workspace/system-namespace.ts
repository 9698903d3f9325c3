/**
 * Namespaces of the cluster itself and of its add-ons: DNS, networking, certificates, storage, operators. Everything in the cluster may call their
 * pods, in ways that no manifest declares. Each row has its source, read on 2026-11-29.
 */
const SYSTEM: readonly (readonly [RegExp, string])[] = [
  [/^kube-/, 'Kubernetes documentation, "Namespaces": the prefix is reserved for system namespaces'],
  [/^openshift(?:-|$)/, 'OpenShift documentation, "Working with projects": such projects run cluster components'],
  [
    /-system$/,
    'The Kubebuilder Book: the default namespace of an operator is `PROJECT-system`; so are those of Istio, Calico and MetalLB',
  ],
  [/^linkerd$/, 'Linkerd documentation, "Installing Linkerd"'],
  [/^istio-ingress$/, 'Istio documentation, "Install with Helm"'],
  [
    /^(?:tigera-operator|calico-apiserver)$/,
    'Calico documentation, "Tigera Operator", and its manifest `apiserver.yaml`',
  ],
  [/^knative-(?:serving|eventing)$/, 'OpenShift documentation, "Installing Knative Serving"'],
  [/^gmp-public$/, 'Google Cloud documentation, "Set up managed data collection with Managed Service for Prometheus"'],
  [/^cert-manager$/, 'cert-manager documentation, "Installation", "Helm"'],
  [/^kyverno$/, 'Kyverno, installation with Helm'],
  [/^rook-ceph$/, 'Rook documentation, "Quickstart"'],
  [/^argocd$/, 'Argo CD documentation, "Getting Started"'],
  [/^(?:falco|falco-operator)$/, 'Falco, README of the Helm charts'],
  [/^nginx-ingress$/, 'NGINX Ingress Controller documentation, "Installation with Manifests"'],
  [/^ingress-nginx$/, 'kind documentation, "Ingress", and its manifest of the controller'],
  [/^traefik$/, 'Traefik, examples of the Helm chart'],
  // Its Prometheus calls pods of every namespace.
  [/^monitoring$/, 'kube-prometheus, README, "Quickstart"'],
  [/^kubernetes-dashboard$/, 'Kubernetes Dashboard, README'],
];

/** Whether a namespace belongs to the cluster or to an add-on that the whole cluster uses. */
export const isSystemNamespace = (namespace: string | undefined): boolean =>
  namespace !== undefined && SYSTEM.some(([name]) => name.test(namespace));
