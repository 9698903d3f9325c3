/** Decides what NetworkPolicies allow, as a cluster would. Source: Kubernetes documentation, "Network Policies". */
import type { Direction, NetworkPolicy, Peer, PolicyPort } from '../../server/src/core/kubernetes/network-policy.ts';
import { matches, type Selector } from '../../server/src/core/kubernetes/selectors.ts';

export interface Pod {
  readonly namespace: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  /** Named ports: `NAME PROTOCOL` to the number. */
  readonly ports: ReadonlyMap<string, string>;
}

/** The other end of a connection. */
export type Other = Pick<Pod, 'namespace' | 'labels'> | { readonly address: string };

export interface Flow {
  readonly direction: Direction;
  readonly other: Other;
  readonly protocol: string;
  /** A number, or the name of a port of the receiving pod. */
  readonly port: string;
  /** What declares it, for messages. */
  readonly because: string;
}

const holds = (selector: Selector, labels: ReadonlyMap<string, string>): boolean => matches(selector, labels) === true;

/** Whether a policy selects a pod and restricts the direction. */
export const restricts = (policy: NetworkPolicy, pod: Pod, direction: Direction): boolean =>
  policy.namespace === pod.namespace &&
  policy.policyTypes?.has(direction) === true &&
  holds(policy.podSelector, pod.labels);

/** Whether `policies` together let a flow from or to `pod` pass. */
export function allows(policies: readonly NetworkPolicy[], pod: Pod, flow: Flow): boolean {
  const applied = policies.filter((p) => restricts(p, pod, flow.direction));
  return (
    applied.length === 0 ||
    applied.some((policy) =>
      policy[flow.direction].some(
        ({ peers, ports }) =>
          (peers === 'all' || (peers !== 'unknown' && peers.some((p) => isPeer(p, policy, flow.other)))) &&
          (ports === 'all' || (ports !== 'unknown' && ports.some((p) => isPort(p, pod, flow)))),
      ),
    )
  );
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, policy: NetworkPolicy, other: Other): boolean {
  if ('address' in other)
    return ipBlock !== undefined && [`${other.address}/32`, '0.0.0.0/0'].includes(ipBlock.cidr ?? '');
  if (ipBlock) return false;
  const name = new Map(other.namespace === undefined ? [] : [['kubernetes.io/metadata.name', other.namespace]]);
  const near = namespaceSelector ? holds(namespaceSelector, name) : other.namespace === policy.namespace;
  return near && (!podSelector || holds(podSelector, other.labels));
}

function isPort(allowed: PolicyPort, pod: Pod, { protocol, port, direction }: Flow): boolean {
  if (allowed.protocol !== protocol) return false;
  if (allowed.port === undefined) return true;
  const number = (text: string): string =>
    (direction === 'ingress' ? pod.ports.get(`${text} ${protocol}`) : undefined) ?? text;
  return number(allowed.port) === number(port);
}
