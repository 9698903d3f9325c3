/** The Pod Security Standard that the pods of a workload have to meet, and what the message of a rule says about it. */
import type { Workload } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import type { NamespaceFacts } from '../kubernetes/kinds/namespace.ts';
import type { Breach } from '../kubernetes/pod-security/check.ts';
import { POD_SECURITY_LEVELS } from '../kubernetes/pod-security/judge.ts';
import type { PodSecurity } from '../kubernetes/pod-security/labels.ts';
import type { Related } from '../rule/rule.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { Located } from '../workspace/located.ts';

/** How many reasons a message names. */
const MOST_NAMED = 3;

/** Whether the API server judges the pods as the file shows them: of a built-in kind that runs pods. */
export const isJudged = ({ builtIn, object }: Workload): boolean => builtIn && object.kind !== 'PodTemplate';

export interface Enforced {
  readonly wanted: PodSecurity;
  /** What makes the namespace. */
  readonly namespaces: readonly Located<NamespaceFacts>[];
}

/**
 * What the labels of the workload's namespace enforce; `undefined` where the workspace has no such namespace or no label of it says a level. Several files may
 * make the namespace, one for each cluster: the weakest decides.
 */
export function enforcedFor({ object }: Workload, workspace: WorkspaceIndex): Enforced | undefined {
  if (!object.namespace) return undefined;
  const namespaces = workspace.of('namespace', object.namespace);
  const levels = namespaces.map(({ fact }) => fact.podSecurity);
  const wanted = levels.reduce((a, b) => (rank(b) < rank(a) ? b : a), levels[0]);
  return wanted && { wanted, namespaces };
}

const rank = (one: PodSecurity | undefined): number => (one ? POD_SECURITY_LEVELS.indexOf(one.level) : 0);

/** The first reasons, for a message. */
export function namedReasons(found: readonly Breach[]): string {
  const texts = [...new Set(found.map(({ text }) => text))];
  const more = texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : '';
  return texts.slice(0, MOST_NAMED).join(', ') + more;
}

/** One place for each setting, with all that is refused there. */
export function refusedPlaces(found: readonly Breach[], unit: Unit): Related[] {
  const places = new Map<number, Breach>();
  for (const { at, text } of found) {
    const here = places.get(at.start);
    places.set(at.start, { at, text: here ? `${here.text}, ${text}` : text });
  }
  return [...places.values()].map(({ at, text }) => ({ place: { unit, at }, message: `${text} is refused` }));
}
