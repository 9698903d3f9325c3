/** Reads NetworkPolicies with the defaults of the API. Source: Kubernetes API reference, `NetworkPolicySpec` (networking.k8s.io/v1). */

import type { KubernetesObject } from '../domain/kubernetes.ts';
import { type Block, coverEverything, parseBlock } from '../network/cidr.ts';
import type { Span } from '../text/span.ts';
import type { Item, Lens } from '../yaml/lens.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty, parseSelector, type Selector } from './selectors.ts';
import { groupOf } from './templates.ts';

export type Direction = 'ingress' | 'egress';

/** One item of `from` or `to`. If it has both `podSelector` and `namespaceSelector`, both must match. */
export interface Peer {
  /** `undefined` when absent. An empty selector is different: it selects everything. */
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
  /** A number or the name of a port; `undefined` for all ports of the protocol, and when unknown. */
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
  /** `undefined` when absent or unknown. */
  readonly namespace: string | undefined;
  /** Absent or empty: every pod of the namespace. */
  readonly podSelector: Selector;
  /** The directions that it restricts, with defaults; `undefined` when unknown. */
  readonly policyTypes: ReadonlySet<Direction> | undefined;
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
  /** Whether all rules of a direction are known. */
  readonly rulesKnown: Readonly<Record<Direction, boolean>>;
  readonly span: Span;
}

/** Whether a value is absent or a list. */
const isReadable = (list: Lens): boolean => list.absent || list.seq !== undefined;

function readPeer(item: Item): Peer {
  const selector = (key: string): Selector | undefined => {
    const found = item.get(key);
    return found.absent ? undefined : parseSelector(found);
  };
  const block = item.get('ipBlock');
  const except = block.get('except');
  const excepted = except.items().map((e) => e.text);
  const known = excepted.filter((e) => e !== undefined);
  return {
    podSelector: selector('podSelector'),
    namespaceSelector: selector('namespaceSelector'),
    ipBlock: block.absent
      ? undefined
      : {
          cidr: block.get('cidr').text,
          except: known,
          exceptKnown: known.length === excepted.length && isReadable(except),
        },
    node: item.node,
    span: item.at,
  };
}

/** 'all' for an absent or empty list, 'unknown' for a value that is not a list. */
function listOf<T>(list: Lens, read: (item: Item) => T): 'all' | 'unknown' | T[] {
  if (list.absent) return 'all';
  if (!list.seq) return 'unknown';
  return list.seq.items.length === 0 ? 'all' : list.items().map(read);
}

const readPort = (item: Item): PolicyPort => ({
  protocol: item.get('protocol').text ?? 'TCP',
  port: item.get('port').text,
  endPort: item.get('endPort').text,
  node: item.node,
  span: item.at,
});

/** Reads a NetworkPolicy; `undefined` for other objects. */
export function readNetworkPolicy(object: KubernetesObject): NetworkPolicy | undefined {
  const group = groupOf(object.apiVersion);
  if (object.kind !== 'NetworkPolicy' || !['networking.k8s.io', 'extensions', ''].includes(group)) return undefined;
  const spec = object.lens.get('spec');
  const rules = (direction: Direction): PolicyRule[] =>
    spec
      .get(direction)
      .items()
      .map((item) => {
        const opaque = !item.map && !item.absent;
        return {
          direction,
          peers: opaque ? 'unknown' : listOf(item.get(direction === 'ingress' ? 'from' : 'to'), readPeer),
          ports: opaque ? 'unknown' : listOf(item.get('ports'), readPort),
          node: item.node,
          span: item.at,
        };
      });
  const ingress = rules('ingress');
  const egress = rules('egress');
  const specKnown = spec.map !== undefined && !object.partial;
  const rulesKnown = (direction: Direction): boolean => specKnown && isReadable(spec.get(direction));
  return {
    object,
    namespace: object.namespace,
    podSelector: parseSelector(spec.get('podSelector')),
    policyTypes: policyTypes(spec, egress.length > 0, rulesKnown('egress')),
    ingress,
    egress,
    rulesKnown: { ingress: rulesKnown('ingress'), egress: rulesKnown('egress') },
    span: object.span,
  };
}

/** The policy types as written. Default: Ingress, and Egress if there are egress rules. */
function policyTypes(spec: Lens, hasEgress: boolean, egressKnown: boolean) {
  const list = spec.get('policyTypes');
  const written = list.items().map((item) => item.text?.toLowerCase());
  if (!isReadable(list) || written.includes(undefined)) return undefined;
  const out = new Set<Direction>();
  for (const type of written) if (type === 'ingress' || type === 'egress') out.add(type);
  if (written.length > 0) return out;
  if (!hasEgress && !egressKnown) return undefined;
  out.add('ingress');
  if (hasEgress) out.add('egress');
  return out;
}

/** Every namespace has this label, which the API server sets. Source: Kubernetes documentation, "Automatic labelling". */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Whether the selector selects every namespace. */
const selectsEveryNamespace = (selector: Selector): boolean =>
  selector.known && selector.requirements.every((r) => r.operator === 'Exists' && r.key === NAME_LABEL);

/** Whether a peer is all addresses, or every pod of every namespace. */
export function isEverything(peer: Peer): boolean {
  const block = wholeBlock(peer);
  if (block) return coverEverything([block]);
  return (
    peer.namespaceSelector !== undefined &&
    selectsEveryNamespace(peer.namespaceSelector) &&
    (peer.podSelector === undefined || isEmpty(peer.podSelector))
  );
}

/** The addresses of a peer without exceptions; `undefined` for other peers. */
function wholeBlock({ ipBlock }: Peer): Block | undefined {
  if (ipBlock?.cidr === undefined || ipBlock.except.length > 0 || !ipBlock.exceptKnown) return undefined;
  return parseBlock(ipBlock.cidr);
}

/** The peers that are every address together, such as `0.0.0.0/1` and `128.0.0.0/1`; empty when they are not. */
export function everyAddress(peers: readonly Peer[]): readonly Peer[] {
  const blocks = peers.flatMap((peer) => wholeBlock(peer) ?? []);
  return coverEverything(blocks) ? peers.filter((peer) => wholeBlock(peer)) : [];
}

/** Whether the rule allows all peers, on some or all ports. False when unknown. */
export const allowsAll = (rule: PolicyRule): boolean =>
  rule.peers === 'all' ||
  (rule.peers !== 'unknown' && (rule.peers.some(isEverything) || everyAddress(rule.peers).length > 0));

/** Whether the policy denies all traffic in a direction for all pods of its namespace. False when unknown. */
export const isDefaultDeny = (policy: NetworkPolicy, direction: Direction): boolean =>
  isEmpty(policy.podSelector) &&
  policy.policyTypes?.has(direction) === true &&
  policy.rulesKnown[direction] &&
  policy[direction].length === 0;
