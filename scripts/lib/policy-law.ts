/**
 * The law of drafted NetworkPolicies: a policy that a fix adds selects no pods but those its finding is about, and a connection that the
 * workspace declares and that was allowed before stays allowed.
 */
import type { KubernetesObject } from '../../server/src/core/domain/kubernetes.ts';
import type { Engine } from '../../server/src/core/engine/engine.ts';
import type { FileChange, Reported } from '../../server/src/core/engine/report.ts';
import { type NetworkPolicy, readNetworkPolicy } from '../../server/src/core/kubernetes/network-policy.ts';
import { readKustomization } from '../../server/src/core/kustomize/kustomization.ts';
import { declaredFlows, type IsMeant, podOf } from './declared-flows.ts';
import { allows, type Pod, restricts } from './network-law.ts';

interface Placed {
  readonly object: KubernetesObject;
  readonly path: string;
  /** Offset of the object's name in its file. */
  readonly at: number;
}

/** All Kubernetes objects of a workspace, as its kustomizations change them. */
function objectsOf(engine: Engine): Placed[] {
  const out: Placed[] = [];
  for (const path of engine.paths()) {
    const end = engine.textOf(path)?.length ?? 0;
    for (let at = 0; at < end; ) {
      const unit = engine.unitAt(path, at);
      if (!unit) break;
      if (unit.kind === 'kubernetes')
        for (const object of unit.kubernetes.objects)
          out.push({ object, path, at: unit.start + object.nameSpan.start });
      at = Math.max(at + 1, unit.start + unit.text.length);
    }
  }
  return out;
}

/** The numbers of policies added, of pods they select and of flows compared; and how the law is broken. */
export interface LawResult {
  readonly failures: readonly string[];
  readonly policies: number;
  readonly flows: number;
}

/** Whether some changes create a file with a NetworkPolicy. */
export const draftsPolicies = (changes: readonly FileChange[]): boolean =>
  changes.some((c) => 'create' in c && c.create.includes('kind: NetworkPolicy'));

/** Reads the workspace before a fix of `finding`. The result compares it with the workspace after the fix; both may be the same engine. */
export function policyLaw(before: Engine, finding: Reported): (after: Engine) => LawResult {
  const old = objectsOf(before);
  const together = togetherIn(before);
  const about = new Set([finding, ...finding.related].map(({ path, span }) => `${path} ${span.start}`));
  return (after) => compare(old, objectsOf(after), about, together);
}

/** Whether two files are deployed together: they lie in one folder or chart, or one kustomization reaches both. */
type Together = (a: string, b: string) => boolean;

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Reads the kustomizations apart from the engine: each reaches the files that it lists, its own folder, and what the listed ones reach. */
function togetherIn(engine: Engine): Together {
  const lists = new Map<string, string[]>();
  for (const path of engine.paths().filter((p) => /(?:^|\/)kustomization\.ya?ml$/i.test(p))) {
    const { parts, patches } = readKustomization(path, engine.textOf(path) ?? '');
    lists.set(folderOf(path), [...parts, ...patches]);
  }
  const reach = (folder: string, out: Set<string>): Set<string> => {
    if (out.has(folder)) return out;
    out.add(folder);
    for (const part of lists.get(folder) ?? []) {
      if (lists.has(`${part}/`)) reach(`${part}/`, out);
      else out.add(part);
    }
    return out;
  };
  const reaches = [...lists.keys()].map((folder) => reach(folder, new Set()));
  const isIn = (path: string, reached: ReadonlySet<string>): boolean =>
    reached.has(path) || reached.has(folderOf(path));
  return (a, b) => folderOf(a) === folderOf(b) || reaches.some((reached) => isIn(a, reached) && isIn(b, reached));
}

function compare(
  old: readonly Placed[],
  now: readonly Placed[],
  about: ReadonlySet<string>,
  isTogether: Together,
): LawResult {
  const failures: string[] = [];
  const policiesIn = (all: readonly Placed[]): NetworkPolicy[] =>
    all.flatMap(({ object }) => readNetworkPolicy(object) ?? []);
  const kept = new Set(old.map((o) => o.path));
  const added = now.filter((o) => !kept.has(o.path));
  const drafted = policiesIn(added);
  let flows = 0;
  if (drafted.length === 0) return { failures, policies: 0, flows };
  const objects = now.map((o) => o.object);
  const isMeant = meantIn(now, isTogether);
  const [policiesBefore, policiesNow] = [policiesIn(old), policiesIn(now)];
  for (const { object, path, at } of now) {
    const pod = podOf(object);
    if (!pod) continue;
    // Objects without a namespace share one only if they are applied together.
    const together = pod.namespace !== undefined || added.some((o) => isTogether(o.path, path));
    const selecting = together ? drafted.filter((p) => selects(p, pod)) : [];
    if (selecting.length === 0) continue;
    const isVariant = now.some((o) => about.has(`${o.path} ${o.at}`) && isSame(o.object, object));
    if (!isVariant) failures.push(`selects ${object.kind} ${object.name} at ${path}:${at}, which it is not about`);
    const nearby = now.filter((o) => isTogether(o.path, path)).map((o) => o.object);
    for (const flow of declaredFlows(object, pod, objects, nearby, isMeant)) {
      flows++;
      if (allows(policiesBefore, pod, flow) && !allows(policiesNow, pod, flow))
        failures.push(`cuts ${flow.direction} of ${object.name} on port ${flow.port}: ${flow.because}`);
    }
  }
  return { failures, policies: drafted.length, flows };
}

/**
 * Whether an object may mean another one that fits. Not if it is applied with a namesake of the other, and not if the other belongs to a second
 * deployment of its application, which has Services of its own.
 */
function meantIn(all: readonly Placed[], isTogether: Together): IsMeant {
  const paths = new Map(all.map(({ object, path }) => [object, path]));
  const pathOf = (object: KubernetesObject): string => paths.get(object) ?? '';
  const withPath = (path: string): KubernetesObject[] =>
    all.filter((o) => isTogether(o.path, path)).map((o) => o.object);
  return (from, to) => {
    const [a, b] = [pathOf(from), pathOf(to)];
    if (isTogether(a, b)) return true;
    if (withPath(a).some((o) => o !== to && isSame(o, to))) return false;
    const [near, far] = [withPath(a), withPath(b)];
    const areVariants = near.some((o) => o.workload && far.some((other) => isSame(o, other)));
    return !(from.kind === 'Service' && areVariants && far.some((o) => o.kind === 'Service' && o.apiVersion === 'v1'));
  };
}

const selects = (policy: NetworkPolicy, pod: Pod): boolean =>
  restricts(policy, pod, 'ingress') || restricts(policy, pod, 'egress');

const isSame = (a: KubernetesObject, b: KubernetesObject): boolean =>
  a === b || (a.name !== '' && a.kind === b.kind && a.name === b.name && a.namespace === b.namespace);
