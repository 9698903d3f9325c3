/** Where the password of a pod may stand too. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Unit } from '../../domain/unit.ts';
import type { KubernetesServiceFacts } from '../../kubernetes/kinds/service.ts';
import type { Context } from '../../rule/rule.ts';
import { writtenValues } from '../../secrets/written-values.ts';
import { sharedFolders } from '../../text/paths.ts';
import type { Located, WorkspaceIndex } from '../../workspace/index.ts';
import { mayBeSame } from '../../workspace/keys.ts';
import { isDistinctive, type MovedSecret, type OtherPlace } from './other-place.ts';
import { leadsTo } from './same-secret.ts';

type PlacedService = Located<KubernetesServiceFacts>;

/** The Services that may lead to the pods of an object, and of several with one name only the nearest: the others are of other deployments. */
function servicesOf({ workspace, unit }: Context, { workloads, namespace }: KubernetesObject): PlacedService[] {
  const labels = workloads.flatMap(({ podLabels }) => [...podLabels]);
  const all = [...new Set(labels.flatMap((label) => firstSelecting(workspace).get(label.join('=')) ?? []))].filter(
    ({ fact: { selector = [], namespace: own } }) =>
      mayBeSame(own, namespace) &&
      workloads.some(({ podLabels }) => selector.every(([key, value]) => podLabels.get(key) === value)),
  );
  return all.filter((one) => nearest(workspace, unit.path, one.fact.name).includes(one));
}

/** By the Services of a workspace, which are a new list after every change: those that select by a label first. */
const bySelector = new WeakMap<readonly PlacedService[], ReadonlyMap<string, readonly PlacedService[]>>();

/** The Services by the first label of their selector, `key=value`. Those without one select nothing. */
function firstSelecting(workspace: WorkspaceIndex): ReadonlyMap<string, readonly PlacedService[]> {
  const all = workspace.of('kubernetes-service');
  const known = bySelector.get(all);
  if (known) return known;
  const groups = new Map<string, PlacedService[]>();
  for (const one of all) {
    const first = one.fact.selector?.[0]?.join('=');
    if (first === undefined) continue;
    const group = groups.get(first);
    if (group) group.push(one);
    else groups.set(first, [one]);
  }
  bySelector.set(all, groups);
  return groups;
}

/**
 * A value of a variable in the pods of an object, with where it may stand too: in files that call a Service of the pods, and in those whose pods
 * the variable calls (`mongodb://shop:secret@store`). `address`: the whole text of the variable.
 */
export function podSecret(
  ctx: Context,
  object: KubernetesObject,
  { name, value, address }: { readonly name: string; readonly value: string; readonly address: string },
): MovedSecret {
  const { workspace, unit } = ctx;
  const own = servicesOf(ctx, object);
  const called = writtenValues(address).find((one) => one.value === value)?.host;
  const holders = called === undefined ? undefined : filesBehind(workspace, nearest(workspace, unit.path, called));
  const belongs = (other: Unit, host: string | undefined): boolean => {
    if (holders?.has(other.path)) return true;
    if (host === undefined) return false;
    // A Compose file with a service of this name calls that one.
    if (other.kind === 'compose' && other.compose.services.some((service) => service.name === host)) return false;
    return nearest(workspace, other.path, host).some((service) => own.includes(service));
  };
  return { value, name, services: [...new Set(own.map(({ fact }) => fact.name))], belongs };
}

/** The Services that a host in a file may lead to: those whose manifests have most folders in common with it. */
function nearest(workspace: WorkspaceIndex, path: string, host: string): PlacedService[] {
  const all = [...beginnings(host)].flatMap((name) =>
    workspace.of('kubernetes-service', name).filter(({ fact }) => leadsTo(host, fact.name)),
  );
  const most = Math.max(...all.map(({ place }) => sharedFolders(place.unit.path, path)));
  return all.filter(({ place }) => sharedFolders(place.unit.path, path) === most);
}

/** The names of Services that a host may lead to: `db.shop.svc`, `db.shop`, `db`. */
function* beginnings(host: string): Iterable<string> {
  for (let end = host.length; end > 0; end = host.lastIndexOf('.', end - 1)) yield host.slice(0, end);
}

/** The files with the pods of Services, only the nearest ones of each. */
function filesBehind(workspace: WorkspaceIndex, services: readonly PlacedService[]): ReadonlySet<string> {
  const pods = workspace.of('workload');
  return new Set(
    services.flatMap(({ fact: { selector = [], namespace }, place: { unit } }) => {
      const found = pods.filter(
        ({ fact }) =>
          selector.length > 0 &&
          mayBeSame(fact.namespace, namespace) &&
          selector.every(([key, value]) => fact.labels.some(([k, v]) => k === key && v === value)),
      );
      const most = Math.max(...found.map(({ place }) => sharedFolders(place.unit.path, unit.path)));
      return found.map(({ place }) => place.unit.path).filter((path) => sharedFolders(path, unit.path) === most);
    }),
  );
}

/** The places without those of a common value in files that hold the object once more: such a file is applied instead of this one. */
export function ofThisVariant(
  { workspace, unit }: Context,
  object: KubernetesObject,
  { value }: MovedSecret,
  places: readonly OtherPlace[],
): readonly OtherPlace[] {
  if (places.length === 0 || isDistinctive(value)) return places;
  const variants = new Set(
    workspace
      .of('workload')
      .flatMap(({ fact, place }) =>
        fact.name === object.name && fact.type === object.kind && mayBeSame(fact.namespace, object.namespace)
          ? [place.unit.path]
          : [],
      ),
  );
  return places.filter(({ path }) => path === unit.path || !variants.has(path));
}
