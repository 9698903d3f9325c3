/**
 * Keys by which a pod was meant to be protected, but that the API does not know where they stand. Source of the fields:
 * kubernetes/api core/v1/types.go of v1.37, read 2026-11-30. The API compares keys with their case (sigs.k8s.io/json).
 */
import type { PodContainer, Workload } from '../domain/kubernetes.ts';
import { nearest } from '../rule/names.ts';
import type { Span } from '../text/span.ts';
import type { Entry, Lens } from '../yaml/lens.ts';

const BOTH = [
  'seLinuxOptions',
  'windowsOptions',
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seccompProfile',
  'appArmorProfile',
];
const OF_CONTAINER = ['capabilities', 'privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation', 'procMount'];
const OF_POD = ['supplementalGroups', 'supplementalGroupsPolicy', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'];
const ALL = [...BOTH, ...OF_CONTAINER, ...OF_POD, 'seLinuxChangePolicy'];

/** The keys of a map that protect when they are written right, and the other keys that are near enough to be taken for them. */
interface Place {
  readonly protects: readonly string[];
  readonly others: readonly string[];
}
const POD: Place = {
  protects: ['securityContext', 'automountServiceAccountToken', 'hostUsers'],
  others: ['serviceAccountName', 'serviceAccount', 'hostAliases'],
};
const CONTAINER: Place = { protects: ['securityContext'], others: [] };
const MOUNT: Place = { protects: ['readOnly', 'recursiveReadOnly'], others: [] };

/** A key without effect. */
export interface LostKey {
  readonly key: string;
  /** The key, or the text that holds it. Unit-relative. */
  readonly at: Span;
  /** Completes "`runAsNonroot` …". */
  readonly problem: string;
  /** The entry and the key that was meant; `undefined` where a change of the name is not enough. */
  readonly rename?: { readonly entry: Entry; readonly to: string };
  /** What has the key, and the keys that lead to it. */
  readonly of: Workload | PodContainer;
  readonly path: readonly string[];
}
type Lost = Omit<LostKey, 'of' | 'path'>;

/** The keys of a pod, its containers and their mounts that were meant to protect and do nothing. */
export function* lostKeys(workload: Workload): Iterable<LostKey> {
  // The schema of other kinds may have fields of its own.
  if (!workload.builtIn) return;
  const { pod, containers } = workload;
  for (const lost of ofContext(pod.get('securityContext'), 'pod'))
    yield { ...lost, of: workload, path: ['securityContext'] };
  for (const lost of beside(pod, POD)) yield { ...lost, of: workload, path: [] };
  for (const container of containers) {
    const { lens } = container;
    for (const lost of ofContext(lens.get('securityContext'), 'container'))
      yield { ...lost, of: container, path: ['securityContext'] };
    for (const lost of beside(lens, CONTAINER)) yield { ...lost, of: container, path: [] };
    for (const mount of lens.get('volumeMounts').items())
      for (const lost of misspelt(mount, MOUNT))
        yield { ...lost, of: container, path: ['volumeMounts', mount.get('mountPath').text ?? '*'] };
  }
}

function* ofContext(context: Lens, level: 'pod' | 'container'): Iterable<Lost> {
  // `securityContext: runAsUser:1000`: without a blank it is one word.
  const joined = /^(\w+):\S/.exec(context.text ?? '')?.[1];
  if (joined && ALL.includes(joined) && context.valueAt)
    yield { key: joined, at: context.valueAt, problem: 'is text and no key: a blank is missing behind the colon' };
  const own = level === 'pod' ? [...BOTH, ...OF_POD, 'seLinuxChangePolicy'] : [...BOTH, ...OF_CONTAINER];
  for (const entry of context.entries()) {
    if (!isPlainKey(entry) || own.includes(entry.key)) continue;
    const at = entry.keyAt;
    if (ALL.includes(entry.key)) {
      const other = level === 'pod' ? 'of each container' : 'of the pod';
      yield {
        key: entry.key,
        at,
        problem: `is no field of a ${level}: it belongs into the \`securityContext\` ${other}`,
      };
    } else {
      const to = nearest(entry.key, own);
      if (to) yield { key: entry.key, at, problem: `is no field: \`${to}\` is`, rename: { entry, to } };
    }
  }
}

function* beside(place: Lens, keys: Place): Iterable<Lost> {
  for (const entry of place.entries())
    if (ALL.includes(entry.key))
      yield { key: entry.key, at: entry.keyAt, problem: 'is no field here: it belongs into `securityContext`' };
  yield* misspelt(place, keys);
}

function* misspelt(place: Lens, { protects, others }: Place): Iterable<Lost> {
  for (const entry of place.entries()) {
    if (!isPlainKey(entry) || protects.includes(entry.key) || others.includes(entry.key)) continue;
    const to = nearest(entry.key, protects);
    if (to && isNear(entry.key, to))
      yield { key: entry.key, at: entry.keyAt, problem: `is no field: \`${to}\` is`, rename: { entry, to } };
  }
}

/** The same letters but for capitals, dashes and one or two at the end: other keys of a pod are known words too. */
const isNear = (word: string, key: string): boolean => {
  const [a, b] = [word, key].map((text) => text.toLowerCase().replace(/[-_]/g, '')) as [string, string];
  return (
    a === b || (Math.abs(a.length - b.length) <= 2 && (a.startsWith(b) || b.startsWith(a) || sorted(a) === sorted(b)))
  );
};
const sorted = (text: string): string => [...text].sort().join('');

const isPlainKey = ({ key, entry }: Entry): boolean => !entry.templatedKey && /^\w[\w-]*$/.test(key);
