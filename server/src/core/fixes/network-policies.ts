/** Drafts NetworkPolicies for workloads from what the workspace declares about their connections. */

import { posix } from '../text/paths.ts';
import { whyCallsApiServer } from '../workspace/calls-api-server.ts';
import { declaredEgress, type Egress } from '../workspace/declared-egress.ts';
import { type Ingress, ingressOfAll } from '../workspace/declared-ingress.ts';
import { deploymentsOf } from '../workspace/deployments.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { PlacedWorkload } from '../workspace/nearest.ts';
import type { Labels } from '../workspace/own-selector.ts';

/** A workload and the labels that select its pods alone. */
export interface Drafted extends PlacedWorkload {
  readonly selector: Labels;
}

/** A path for a new file that is deployed with the files at `paths`, which are of one deployment. No file has it yet. */
export function policyFile(index: WorkspaceIndex, paths: readonly string[]): string {
  const folder = deploymentsOf(index).folderFor(paths);
  for (let n = 1; ; n++) {
    const free = posix.join(folder, n === 1 ? 'network-policies.yaml' : `network-policies-${n}.yaml`);
    if (index.text(free) === undefined) return free;
  }
}

/**
 * The text of a new policy file at `path` that isolates the pods of some workloads of one namespace. A policy selects the pods of one
 * workload and no others, so that pods that are not known here keep their connections. What the workspace declares stays allowed.
 */
export function draftPolicies(
  index: WorkspaceIndex,
  namespace: string | undefined,
  all: readonly Drafted[],
  path: string,
): string {
  const onOpenshift = isOnOpenshift(index, [path, ...all.map((one) => one.path)]);
  const names = new Set(
    index
      .of('policy')
      .filter(({ fact: { policy } }) => policy.namespace === undefined || policy.namespace === namespace)
      .map((p) => p.fact.policy.object.name),
  );
  const name = (wanted: string): string => {
    let free = wanted;
    for (let n = 2; names.has(free); n++) free = `${wanted}-${n}`;
    names.add(free);
    return free;
  };
  const groups = new Map<string, [Drafted, ...Drafted[]]>();
  for (const one of all) {
    const key = JSON.stringify(one.selector);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const documents = [...groups.values()].map((same) => {
    const [{ workload, selector }] = same;
    const rules = ingressOfAll(same, index).map(ingressRule);
    const calls = same.map((one) => whyCallsApiServer(one.workload, index)).find((why) => why !== undefined);
    const outside = same.flatMap((one) => declaredEgress(one.workload, index).rules).map(egressRule);
    const hasPeers = same.some((one) => one.workload.type === 'StatefulSet');
    return document(name(`isolate-${workload.name || workload.type.toLowerCase()}`), namespace, selector, [
      ...(rules.length > 0 || hasPeers ? ['  ingress:\n'] : []),
      ...rules,
      ...(hasPeers ? [peersRule(selector)] : []),
      '  egress:\n',
      ...(onOpenshift ? [OPENSHIFT_DNS] : []),
      ...(same.every((one) => one.workload.platform === 'openshift') ? [] : [CLUSTER_DNS]),
      ...(calls === undefined ? [] : [apiServerRule(calls)]),
      ...new Set(outside),
      OWN_NAMESPACE,
    ]);
  });
  return INTRODUCTION + (kustomizationBeside(index, path) ? KUSTOMIZE : '') + documents.join('---\n');
}

/** What a person has to do after a policy file was drafted at `path`. */
export function remainingSteps(index: WorkspaceIndex, drafts: readonly Drafted[], path: string): string[] {
  const unknown = [...new Set(drafts.flatMap((one) => declaredEgress(one.workload, index).unknown))].sort();
  return [
    'add the connections that the pods open to other namespaces and outside of the cluster: they are blocked until the file allows them',
    ...(unknown.length > 0 ? [`add the ports of ${listed(unknown)}, which the pods name without a port`] : []),
    ...(kustomizationBeside(index, path) ? [`name the file under \`resources\` in the kustomization beside it`] : []),
  ];
}

const kustomizationBeside = (index: WorkspaceIndex, path: string): boolean =>
  KUSTOMIZATIONS.some((file) => index.text(posix.join(posix.dirname(path), file)) !== undefined);

/**
 * Whether the files at `paths` are for OpenShift, too: a folder is called so, or files that are deployed with them hold an object of OpenShift.
 * The others may be meant for any cluster.
 */
function isOnOpenshift(index: WorkspaceIndex, paths: readonly string[]): boolean {
  if (paths.some((path) => /(?:^|\/)(?:openshift|okd)\//i.test(path))) return true;
  const isNear = deploymentsOf(index).withAny(paths);
  return [
    ...index.of('workload').filter(({ fact }) => fact.platform === 'openshift'),
    ...index.of('service-reference').filter(({ fact }) => fact.type === 'Route'),
  ].some(({ place }) => isNear(place.unit.path));
}

const INTRODUCTION = `# Drafted from the workloads and Services of this workspace: what is not allowed here is blocked.
# Takes effect where the cluster's network plugin enforces NetworkPolicy. Try it out before it goes into production.
`;

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const KUSTOMIZE = '# Name this file under `resources` in the kustomization beside it.\n';

function document(name: string, namespace: string | undefined, selector: Labels, rules: readonly string[]): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${scalar(name)}
${namespace === undefined ? '' : `  namespace: ${scalar(namespace)}\n`}spec:
  podSelector:
    matchLabels:
${selector.map(([k, v]) => `      ${scalar(k)}: ${scalar(v)}\n`).join('')}  policyTypes:
    - Ingress
    - Egress
${rules.join('')}`;
}

function ingressRule({ callers, ports, because, namespaces }: Ingress): string {
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
const peersRule = (selector: Labels): string => `    # From its own replicas, on any port.
    - from:
        - podSelector:
            matchLabels:
${selector.map(([k, v]) => `              ${scalar(k)}: ${scalar(v)}\n`).join('')}`;

function egressRule({ to, ports, hosts, by }: Egress): string {
  const names = listed(hosts);
  if (to.kind === 'namespace')
    return `    # ${names}, which the ${by === 'proxy' ? 'injected proxies call' : 'pods name'}.\n    - to:\n${namespacePeer(to.name)}${portsOf(ports)}`;
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

const portsOf = (ports: Egress['ports']): string =>
  portList(ports === 'all' ? ports : ports.map((port) => ({ protocol: 'TCP', port })));

const portList = (ports: Ingress['ports']): string =>
  ports === 'all'
    ? ''
    : `      ports:\n${ports.map((p) => `        - protocol: ${scalar(p.protocol)}\n          port: ${number(p.port)}\n`).join('')}`;

/** At most four names; of more, three and a count. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4).map(comment);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

/** Source: Kubernetes documentation, "Customizing DNS Service" and "Using NodeLocal DNSCache" (169.254.20.10). */
const CLUSTER_DNS = `    # Names are resolved by the cluster's DNS, or by its cache on the node.
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
const OPENSHIFT_DNS = `    # Names are resolved by OpenShift's DNS.
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

/** Policies see the API server's own address and port, which manifests do not show: 6443 by kubeadm, 443 at most providers. */
const apiServerRule = (
  why: string,
): string => `    # The API server, because ${comment(why)}. Narrow it to the API server's address by \`to: [{ipBlock: …}]\`.
    - ports:
        - protocol: TCP
          port: 443
        - protocol: TCP
          port: 6443
`;

const OWN_NAMESPACE = `    # The pods may call each other. Add what they call outside of the namespace.
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
