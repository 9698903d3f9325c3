/**
 * Whether pods run on Windows nodes. Source: Kubernetes documentation, "Guide for Running Windows Containers in Kubernetes": node selector,
 * node affinity, a toleration of the taint `os=windows:NoSchedule`, and `spec.os`.
 */
import { distroFamily } from '../image/knowledge/distro/distro-family.ts';
import { parseReference } from '../image/reference.ts';
import type { Lens } from '../yaml/lens.ts';

const LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** The system that the node selector names, or the only one that every term of the node affinity allows. */
function selectedSystem(spec: Lens): string | undefined {
  for (const label of LABELS) {
    const selected = spec.get('nodeSelector', label).text;
    if (selected !== undefined) return selected;
  }
  const terms = spec
    .get('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
    .items()
    .map(systemOf);
  const [first] = terms;
  return terms.every((t) => t === first) ? first : undefined;
}

/** The only system that a term of a node affinity allows. */
function systemOf(term: Lens): string | undefined {
  for (const one of term.get('matchExpressions').items()) {
    const values = one.get('values').items();
    if (LABELS.includes(one.get('key').text ?? '') && one.get('operator').text === 'In' && values.length === 1)
      return values[0]?.text;
  }
  return undefined;
}

/** Whether the pods tolerate the taint that keeps Linux pods away from Windows nodes. */
const toleratesWindows = (spec: Lens): boolean =>
  spec
    .get('tolerations')
    .items()
    .some((t) => t.get('key').text === 'os' && t.get('value').text?.toLowerCase() === 'windows');

function hasWindowsImage(spec: Lens): boolean {
  return spec
    .get('containers')
    .items()
    .some((container) => {
      const image = container.get('image').text;
      const reference = image === undefined ? undefined : parseReference(image);
      return reference !== undefined && distroFamily(reference) === 'windows';
    });
}

/** Whether the pods of a spec run on Windows nodes. What names the system outright counts before a toleration and the images. */
export function isWindowsPod(spec: Lens): boolean {
  const named = spec.get('os', 'name').text ?? selectedSystem(spec);
  return named === undefined ? toleratesWindows(spec) || hasWindowsImage(spec) : named === 'windows';
}
