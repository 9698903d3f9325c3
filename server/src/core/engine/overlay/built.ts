/** What the outermost kustomization of some files makes of their workloads, as units that rules can judge. */
import type { KubernetesFileUnit, Unit } from '../../domain/unit.ts';
import { readKubernetes } from '../../kubernetes/read.ts';
import { evaluate } from '../../kustomize/result/evaluate.ts';
import type { Resource } from '../../kustomize/result/identity.ts';
import type { Origin } from '../../merged/placed.ts';
import { withEntry, withoutKey } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import { asMap, lastOf, type YamlMap } from '../../yaml/node.ts';
import type { Analysed } from '../analyse.ts';
import type { FileState } from '../units.ts';
import { sourcesOf } from './sources.ts';

export interface Built {
  readonly folder: string;
  /** Paths of the files that it depends on, also of missing ones. */
  readonly reads: ReadonlySet<string>;
  /** For each unit with objects in the result: those that kustomizations change, by their offset in the unit. */
  readonly changed: ReadonlyMap<Unit, ReadonlyMap<number, Analysed>>;
  /** The offsets of the other objects in the result. */
  readonly unchanged: ReadonlyMap<Unit, ReadonlySet<number>>;
  /** All of it could be read: an object that it lacks was deleted. */
  readonly isWhole: boolean;
  /** The place that decides a part of a changed object; `at` is a span in its unit. */
  origin(at: Span): Origin | undefined;
}

/** Evaluates the kustomization in a folder; `undefined` if there is none. */
export function build(folder: string, stateOf: (path: string) => FileState | undefined): Built | undefined {
  const reads = new Set<string>();
  const evaluation = evaluate(folder, sourcesOf(stateOf, reads), { references: false });
  if (!evaluation) return undefined;
  const { places, unknown } = evaluation;
  const changed = new Map<Unit, Map<number, Analysed>>();
  const unchanged = new Map<Unit, Set<number>>();
  let text: string | undefined;
  for (const resource of evaluation.objects) {
    const { source } = resource;
    const unit = source?.document.unit;
    const start = source && places.origin(source.root.span)?.at.start;
    if (!source || unit?.kind !== 'kubernetes' || start === undefined) continue;
    const kustomized = stateOf(unit.path)?.kustomized;
    // By itself the file shows no image that some kustomization replaces.
    const isChanged = resource.changed || (kustomized?.images.size ?? 0) > 0;
    if (!isChanged || !hasWorkload(unit, start)) {
      add(unchanged, unit, () => new Set<number>()).add(start);
      continue;
    }
    text ??= places.text();
    const made = kustomized && { namespace: kustomized.namespace };
    add(changed, unit, () => new Map<number, Analysed>()).set(start, analysed(resource, source.root, unit, text, made));
  }
  return { folder, reads, changed, unchanged, isWhole: unknown.length === 0, origin: places.origin };
}

const hasWorkload = (unit: KubernetesFileUnit, start: number): boolean =>
  unit.kubernetes.objects.some((o) => o.node.span.start === start && o.workloads.length > 0);

function add<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

/** A unit with one object of the result. It keeps the name and namespace of its file: other files refer to it by them. */
function analysed(
  { root }: Resource,
  written: YamlMap,
  unit: KubernetesFileUnit,
  text: string,
  made: Parameters<typeof readKubernetes>[1],
): Analysed {
  const yaml = { ...unit.yaml, text, root: named(root, written), comments: [], problems: [] };
  const kubernetes = readKubernetes(yaml, made);
  const built: KubernetesFileUnit = { kind: 'kubernetes', path: unit.path, text, start: 0, yaml, kubernetes };
  const none = { facts: [], problems: [], unread: [], suppressions: [], unknownNames: [] };
  return { unit: built, ...none, result: undefined, report: undefined };
}

function named(root: YamlMap, written: YamlMap): YamlMap {
  const entry = lastOf(root, 'metadata');
  const before = asMap(lastOf(written, 'metadata')?.value);
  let metadata = asMap(entry?.value);
  if (!entry || !metadata) return root;
  for (const key of ['name', 'namespace']) {
    const own = before && lastOf(before, key);
    metadata = own ? withEntry(metadata, own) : withoutKey(metadata, key);
  }
  return withEntry(root, { ...entry, value: metadata });
}
