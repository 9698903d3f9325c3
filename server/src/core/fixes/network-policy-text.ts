/** The text of drafted NetworkPolicies. */
import type { Egress } from '../workspace/declared-egress.ts';
import type { Ingress } from '../workspace/declared-ingress.ts';
import type { MeshFlows } from '../workspace/mesh-flows.ts';
import type { Labels } from '../workspace/own-selector.ts';

/** Begins every drafted file. */
export const introduction = (
  directions: readonly Direction[],
): string => `# Drafted from the workloads and Services of this workspace: ${directions.length > 1 ? 'what' : 'an incoming connection that'} is not allowed here is blocked.
# Takes effect where the cluster's network plugin enforces NetworkPolicy. Try it out before it goes into production.
`;

export type Direction = 'Ingress' | 'Egress';

export function document(
  name: string,
  namespace: string | undefined,
  selector: Labels,
  directions: readonly Direction[],
  rules: readonly string[],
): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${scalar(name)}
${namespace === undefined ? '' : `  namespace: ${scalar(namespace)}\n`}spec:
  podSelector:
    matchLabels:
${selector.map(([k, v]) => `      ${scalar(k)}: ${scalar(v)}\n`).join('')}  policyTypes:
${directions.map((one) => `    - ${one}\n`).join('')}${rules.join('')}`;
}

export function ingressRule({ callers, ports, because, namespaces }: Ingress): string {
  const list = portList(ports);
  if (callers === 'namespace') {
    const known =
      namespaces.length > 0 ? `, and from ${namespaces.map(comment).join(', ')}, whose pods name the Service` : '';
    return `    # From this namespace${known}. Add \`from\` for callers in other namespaces.\n    - from:\n        - podSelector: {}\n${namespaces.map(namespacePeer).join('')}${list}`;
  }
  const reasons = because.map(comment).join(', ');
  return `    # From anywhere: ${reasons}. Name the callers under \`from\` if you know them.\n    - ${list.trimStart()}`;
}

/** Replicas of a StatefulSet know each other by name and form a cluster, often on ports that no manifest names. */
export const peersRule = (selector: Labels): string => `    # From its own replicas, on any port.
    - from:
        - podSelector:
            matchLabels:
${selector.map(([k, v]) => `              ${scalar(k)}: ${scalar(v)}\n`).join('')}`;

export function egressRule({ to, ports, hosts }: Egress): string {
  const names = listed(hosts);
  if (to.kind === 'namespace')
    return `    # ${names}, which the pods name.\n    - to:\n${namespacePeer(to.name)}${portsOf(ports)}`;
  if (to.kind === 'address')
    return `    # ${names}, which the pods name.\n    - to:\n        - ipBlock:\n            cidr: ${to.address}/32\n${portsOf(ports)}`;
  return `    # Outside of the cluster, because the pods name ${names}. Policies know no host names: narrow it to their addresses.
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [169.254.169.254/32]
${portsOf(ports)}`;
}

const namespacePeer = (name: string): string =>
  `        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: ${scalar(name)}\n`;

/** The proxies of a mesh call each other and are called by what watches them. */
export function proxyIngressRule({ name, watchers, ports }: MeshFlows, callers: readonly string[]): string {
  return `    # The proxies that ${name} injects: other proxies and Prometheus call them.
    - from:
        - podSelector: {}
${[...new Set([...watchers, ...callers])].map(namespacePeer).join('')}${portsOf(ports)}`;
}

/** A proxy that does not reach its control plane is never ready. */
export const proxyEgressRule = ({ controlPlane }: MeshFlows): string =>
  `    # ${controlPlane.name}, which the injected proxies call.
    - to:
${namespacePeer(controlPlane.namespace)}${portsOf(controlPlane.ports)}`;

const portsOf = (ports: Egress['ports']): string =>
  portList(ports === 'all' ? ports : ports.map((port) => ({ protocol: 'TCP', port })));

const portList = (ports: Ingress['ports']): string =>
  ports === 'all'
    ? ''
    : `      ports:\n${ports.map((p) => `        - protocol: ${scalar(p.protocol)}\n          port: ${number(p.port)}\n`).join('')}`;

/** At most four names; of more, three and a count. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4).map(comment);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

/** Source: Kubernetes documentation, "Customizing DNS Service" and "Using NodeLocal DNSCache" (169.254.20.10). */
export const CLUSTER_DNS = `    # Names are resolved by the cluster's DNS, or by its cache on the node.
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchExpressions:
              - key: k8s-app
                operator: In
                values: [kube-dns, node-local-dns]
        - ipBlock:
            cidr: 169.254.20.10/32
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`;

/** Source: OpenShift documentation, "DNS Operator": the pods of `openshift-dns` listen on 5353. */
export const OPENSHIFT_DNS = `    # Names are resolved by OpenShift's DNS.
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: openshift-dns
      ports:
        - protocol: UDP
          port: 5353
        - protocol: TCP
          port: 5353
`;

/**
 * The ports of the API server. Most plugins compare the server's own port, not the 443 of its Service (it is not defined which: Kubernetes documentation,
 * "Network Policies"), and manifests do not show it. Sources: kubeadm, K3s and kind 6443; minikube.sigs.k8s.io `start`, `--apiserver-port` 8443;
 * canonical/microk8s `default-args/kube-apiserver`, `--secure-port` 16443; read on 2026-11-30.
 */
const API_SERVER_PORTS = [443, 6443, 8443, 16443];

/** Allows the API server. `why`: why the pods call it. */
export const apiServerRule = (
  why: string,
): string => `    # The API server, because ${comment(why)}. It listens on 443 or 6443, 8443 in minikube, 16443 in MicroK8s.
    # Keep the port of your cluster, and narrow it to the API server's address by \`to: [{ipBlock: …}]\`.
    - ports:
${API_SERVER_PORTS.map((port) => `        - protocol: TCP\n          port: ${port}\n`).join('')}`;

export const OWN_NAMESPACE = `    # The pods may call each other. Add what they call outside of the namespace.
    - to:
        - podSelector: {}
`;

/** Names from files, on one line. */
const comment = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

const number = (text: string): string => (/^\d+$/.test(text) ? text : scalar(text));

/** Unquoted where every parser reads it as this string, else quoted. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
