/** NetworkPolicy with the API's defaults. Source: Kubernetes API reference, `NetworkPolicySpec` (networking.k8s.io/v1). */

import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Span } from '../text/span.ts';
import { budgetFor, find, isNull, itemsOf, type Lens, seek } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';
import { scalarOf, textOf } from './scalar.ts';
import { isEmpty, parseSelector, type Selector } from './selectors.ts';
import { groupOf } from './templates.ts';

export type Direction = 'ingress' | 'egress';

/** One item of `from` or `to`. `podSelector` and `namespaceSelector` together must both match. */
export interface Peer {
  /** `undefined` when absent, which is not the same as empty. */
  readonly podSelector: Selector | undefined;
  readonly namespaceSelector: Selector | undefined;
  readonly ipBlock:
    | {
        /** `undefined` when unknown. */
        readonly cidr: string | undefined;
        readonly except: readonly string[];
        readonly exceptKnown: boolean;
      }
    | undefined;
  readonly node: YamlNode;
  readonly span: Span;
}

export interface PolicyPort {
  /** 'TCP' by default. */
  readonly protocol: string;
  /** A number, or a port's name; `undefined`: all ports of the protocol, or unknown. */
  readonly port: string | undefined;
  readonly endPort: string | undefined;
  readonly node: YamlNode;
  readonly span: Span;
}

export interface PolicyRule {
  readonly direction: Direction;
  /** 'all' when `from` or `to` is absent or empty. */
  readonly peers: 'all' | 'unknown' | readonly Peer[];
  readonly ports: 'all' | 'unknown' | readonly PolicyPort[];
  readonly node: YamlNode;
  readonly span: Span;
}

export interface NetworkPolicy {
  readonly object: KubernetesObject;
  /** `undefined` when not given or unknown. */
  readonly namespace: string | undefined;
  /** Absent is the same as empty: every pod of the namespace. */
  readonly podSelector: Selector;
  /** What it governs, after the defaults; `undefined` when unknown. */
  readonly policyTypes: ReadonlySet<Direction> | undefined;
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
  /** Directions whose rules are all known. */
  readonly rulesKnown: Readonly<Record<Direction, boolean>>;
  readonly span: Span;
}

const isList = (from: Lens | undefined): boolean => from?.node?.type === 'seq';

function readPeer(item: Lens & { at: Span }, node: YamlNode, budget: { left: number }): Peer {
  const selector = (key: string): Selector | undefined => {
    const found = find(item, key);
    return found && !isNull(found.node) ? parseSelector(found.node) : undefined;
  };
  const block = find(item, 'ipBlock');
  const except = find(block, 'except');
  const excepted = itemsOf(except, budget).map(textOf);
  const known = excepted.filter((e) => e !== undefined);
  return {
    podSelector: selector('podSelector'),
    namespaceSelector: selector('namespaceSelector'),
    ipBlock:
      block && !isNull(block.node)
        ? {
            cidr: textOf(find(block, 'cidr')),
            except: known,
            exceptKnown: known.length === excepted.length && (isNull(except?.node) || isList(except)),
          }
        : undefined,
    node,
    span: item.at,
  };
}

/** 'all' for an absent or empty list, 'unknown' for what is no list. */
function listOf<T>(
  list: Lens | undefined,
  budget: { left: number },
  read: (item: Lens & { at: Span }, node: YamlNode) => T,
): 'all' | 'unknown' | T[] {
  if (isNull(list?.node)) return 'all';
  if (list?.node?.type !== 'seq') return 'unknown';
  if (list.node.items.length === 0) return 'all';
  return itemsOf(list, budget).flatMap((item) => (item.node ? [read(item, item.node)] : []));
}

const readPort = (item: Lens & { at: Span }, node: YamlNode): PolicyPort => ({
  protocol: textOf(find(item, 'protocol')) ?? 'TCP',
  port: textOf(find(item, 'port')),
  endPort: textOf(find(item, 'endPort')),
  node,
  span: item.at,
});

/** Reads a NetworkPolicy; `undefined` when the object is none. */
export function readNetworkPolicy(object: KubernetesObject): NetworkPolicy | undefined {
  const group = groupOf(object.apiVersion);
  if (object.kind !== 'NetworkPolicy' || !['networking.k8s.io', 'extensions', ''].includes(group)) return undefined;
  const root: Lens = { node: object.node, via: undefined };
  const spec = find(root, 'spec');
  const budget = budgetFor('');
  const rules = (direction: Direction): PolicyRule[] =>
    itemsOf(find(spec, direction), budget).flatMap((item) => {
      const node = item.node;
      if (!node) return [];
      const opaque = node.type !== 'map' && !isNull(node);
      const peers = listOf(find(item, direction === 'ingress' ? 'from' : 'to'), budget, (i, n) =>
        readPeer(i, n, budget),
      );
      const ports = listOf(find(item, 'ports'), budget, readPort);
      return [
        {
          direction,
          peers: opaque ? 'unknown' : peers,
          ports: opaque ? 'unknown' : ports,
          node,
          span: item.at,
        },
      ];
    });
  const ingress = rules('ingress');
  const egress = rules('egress');
  const specKnown = spec?.node?.type === 'map' && !object.partial;
  const rulesKnown = (direction: Direction): boolean => {
    const list = find(spec, direction);
    return specKnown && (isNull(list?.node) || isList(list));
  };
  return {
    object,
    namespace: object.namespace,
    podSelector: parseSelector(find(spec, 'podSelector')?.node),
    policyTypes: policyTypes(spec, egress.length > 0, rulesKnown('egress'), budget),
    ingress,
    egress,
    rulesKnown: { ingress: rulesKnown('ingress'), egress: rulesKnown('egress') },
    span: object.span,
  };
}

/** As written; without, Ingress always, and Egress only when there are egress rules. */
function policyTypes(spec: Lens | undefined, hasEgress: boolean, egressKnown: boolean, budget: { left: number }) {
  const list = seek(spec, 'policyTypes');
  const written = itemsOf(list, budget).map((item) => scalarOf(item.node)?.text.toLowerCase());
  if (!isNull(list?.node) && (!isList(list) || written.includes(undefined))) return undefined;
  const out = new Set<Direction>();
  for (const type of written) if (type === 'ingress' || type === 'egress') out.add(type);
  if (written.length > 0) return out;
  if (!hasEgress && !egressKnown) return undefined;
  out.add('ingress');
  if (hasEgress) out.add('egress');
  return out;
}

/** All addresses, or every pod of every namespace. */
export function isEverything(peer: Peer): boolean {
  if (peer.ipBlock) {
    const { cidr, except, exceptKnown } = peer.ipBlock;
    return cidr !== undefined && /\/0+$/.test(cidr) && except.length === 0 && exceptKnown;
  }
  return (
    peer.namespaceSelector !== undefined &&
    isEmpty(peer.namespaceSelector) &&
    (peer.podSelector === undefined || isEmpty(peer.podSelector))
  );
}

/** Whether the rule lets everyone in (or everything out), on whichever ports. False when unknown. */
export const allowsAll = (rule: PolicyRule): boolean =>
  rule.peers === 'all' || (rule.peers !== 'unknown' && rule.peers.some(isEverything));

/** Whether the policy shuts a direction for all pods of its namespace. False when unknown. */
export const isDefaultDeny = (policy: NetworkPolicy, direction: Direction): boolean =>
  isEmpty(policy.podSelector) &&
  policy.policyTypes?.has(direction) === true &&
  policy.rulesKnown[direction] &&
  policy[direction].length === 0;
