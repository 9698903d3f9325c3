/**
 * Objects from which an operator makes NetworkPolicies in namespaces of its choice. Sources, read on 2026-11-29: Kyverno documentation, "Generate
 * Rules" and "GeneratingPolicy"; Capsule documentation, "Tenant".
 */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Lens } from '../yaml/lens.ts';
import { groupOf } from './templates.ts';

const POLICY = /NetworkPolicy$/;
/** A manifest within a text or an expression. */
const IN_TEXT = /\bkind["']?\s{0,5}:\s{0,5}["']?\w{0,40}NetworkPolicy\b/;

/** Whether an object of a policy engine or of an operator holds a NetworkPolicy that it makes for namespaces. */
export function generatesPolicies({ apiVersion, kind, lens }: KubernetesObject): boolean {
  const group = groupOf(apiVersion);
  const spec = lens.get('spec');
  if (group === 'kyverno.io')
    return spec
      .get('rules')
      .items()
      .some((rule) => generates(rule.get('generate')));
  if (group === 'policies.kyverno.io') return /GeneratingPolicy$/.test(kind) && mentions(spec, 0);
  if (group === 'capsule.clastix.io' && !spec.get('networkPolicies').absent) return true;
  // Groups of Kubernetes itself have no dot, or end in `k8s.io`.
  return group.includes('.') && !group.endsWith('k8s.io') && !POLICY.test(kind) && holdsPolicy(spec, 0);
}

/** A rule of Kyverno: one kind, kinds to clone, or any of these for each item of a list. A kind may be a variable. */
const generates = (rule: Lens): boolean =>
  POLICY.test(rule.get('kind').text ?? '') ||
  textOf(rule.get('kind')).includes('{{') ||
  rule
    .get('cloneList', 'kinds')
    .items()
    .some((kind) => POLICY.test(kind.text ?? '')) ||
  rule.get('foreach').items().some(generates);

const DEPTH = 12;

/** Whether a map in a value is the manifest of a policy, or a text holds one. */
function holdsPolicy(from: Lens, depth: number): boolean {
  if (depth > DEPTH) return false;
  if (from.map) {
    const isManifest = POLICY.test(from.get('kind').text ?? '') && !from.get('apiVersion').absent;
    return (isManifest && !from.get('spec').absent) || from.entries().some((entry) => holdsPolicy(entry, depth + 1));
  }
  return from.items().some((item) => holdsPolicy(item, depth + 1)) || IN_TEXT.test(textOf(from));
}

/** Whether any text in a value names the kind. */
const mentions = (from: Lens, depth: number): boolean =>
  depth <= DEPTH &&
  (/NetworkPolicy\b/.test(textOf(from)) ||
    from.entries().some((entry) => mentions(entry, depth + 1)) ||
    from.items().some((item) => mentions(item, depth + 1)));

/** The text of a scalar, also where a part of it is a template. */
const textOf = ({ node }: Lens): string => (node?.type === 'scalar' ? node.text : '');
