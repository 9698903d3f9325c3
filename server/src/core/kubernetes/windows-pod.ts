/**
 * Whether pods run on Windows nodes. Source: Kubernetes documentation, "Guide for Running Windows Containers in Kubernetes": node selector,
 * node affinity, a toleration of the taint `os=windows:NoSchedule`, a RuntimeClass for it, and `spec.os`; Google Distributed Cloud, "Deploy a Windows Pod":
 * the taint `node.kubernetes.io/os`; read on 2026-11-30.
 */
import { isWindowsImage } from '../image/knowledge/distro/distro-family.ts';
import { parseReference } from '../image/reference.ts';
import type { Lens } from '../yaml/lens.ts';
import { booleanOf } from './scalar.ts';

const LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** Only nodes with Windows have it. */
const BUILD_LABEL = 'node.kubernetes.io/windows-build';
const TAINTS = ['os', 'kubernetes.io/os', 'node.kubernetes.io/os'];

/** The system that the node selector names, or the only one that every term of the node affinity allows. */
function selectedSystem(spec: Lens): string | undefined {
  for (const label of LABELS) {
    const selected = spec.get('nodeSelector', label).text;
    if (selected !== undefined) return selected;
  }
  if (spec.get('nodeSelector', BUILD_LABEL).node) return 'windows';
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
    .some((t) => TAINTS.includes(t.get('key').text ?? '') && t.get('value').text?.toLowerCase() === 'windows');

/** The administrator chooses the names; those of the documentation begin so. */
const hasWindowsRuntime = (spec: Lens): boolean => /^windows(?:-|$)/i.test(spec.get('runtimeClassName').text ?? '');

/** Whether options that only Windows reads are set. `hostProcess: false` alone is the default, which policies for all systems write too. */
function hasWindowsOptions(of: Lens): boolean {
  const options = of.get('securityContext', 'windowsOptions');
  if (!options.map) return options.node !== undefined;
  return options.entries().some((option) => option.key !== 'hostProcess' || booleanOf(option) !== false);
}

/** Whether a container has an image of Windows, or options that only Windows reads. */
const hasWindowsContainer = (spec: Lens): boolean =>
  hasWindowsOptions(spec) ||
  ['initContainers', 'containers'].some((list) =>
    spec
      .get(list)
      .items()
      .some((container) => {
        const image = container.get('image').text;
        const reference = image === undefined ? undefined : parseReference(image);
        return hasWindowsOptions(container) || (reference !== undefined && isWindowsImage(reference));
      }),
  );

/** Whether the pods of a spec run on Windows nodes. What names the system outright counts before the other signs. */
export function isWindowsPod(spec: Lens): boolean {
  const named = spec.get('os', 'name').text ?? selectedSystem(spec);
  return named === undefined
    ? toleratesWindows(spec) || hasWindowsRuntime(spec) || hasWindowsContainer(spec)
    : named === 'windows';
}
