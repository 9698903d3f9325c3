/** What the outermost kustomization of some files, or a chart, makes of their objects, as units that rules can judge. */
import type { ResolvedProject } from '../../compose/result/evaluate.ts';
import type { KubernetesFileUnit, Unit } from '../../domain/unit.ts';
import { readKubernetes } from '../../kubernetes/read.ts';
import { evaluate } from '../../kustomize/result/evaluate.ts';
import type { Resource } from '../../kustomize/result/identity.ts';
import type { Origin } from '../../merged/placed.ts';
import { textAt, withEntry, withoutKey } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import { asMap, lastOf, type YamlMap } from '../../yaml/node.ts';
import type { Analysed } from '../analyse.ts';
import type { RenderedDocument } from '../chart/places.ts';
import type { FileState } from '../units.ts';
import type { LeftOutPart } from './left-out.ts';
import { sourcesOf } from './sources.ts';

/** A place that says something about a part: an object of a manifest, a service. */
export interface Layer {
  readonly unit: Unit;
  /** The offset in the unit: of the object, or of the key of the service. */
  readonly start: number;
}

/** What is made of a part. */
export interface PartResult {
  readonly analysed: Analysed;
  /** The route of the part, if the unit has others too. */
  readonly route: string | undefined;
  /** All places that the part is made of. */
  readonly layers: readonly Layer[];
}

export interface Built {
  /** The folder of a kustomization or a chart, or the first file of a Compose project. */
  readonly folder: string;
  /** What it is, as a message says it. */
  readonly of: 'overlay' | 'Compose file' | 'chart';
  /** Paths of the files that it depends on, also of missing ones. */
  readonly reads: ReadonlySet<string>;
  /** For each unit with parts in the result: those that others change, by their offset in the unit. A service may be extended by several. */
  readonly changed: ReadonlyMap<Unit, ReadonlyMap<number, readonly PartResult[]>>;
  /** The offsets of the other parts in the result. */
  readonly unchanged: ReadonlyMap<Unit, ReadonlySet<number>>;
  readonly leftOut: readonly LeftOutPart[];
  /** All of it could be read: a part that it lacks was deleted. */
  readonly isWhole: boolean;
  /** Of some parts that it reads nothing is in the result. */
  readonly deletes?: boolean;
  /** The result is that of a Compose project. */
  readonly project?: ResolvedProject;
  /** The place that decides a part of a changed object; `at` is a span in its unit. */
  origin(at: Span): Origin | undefined;
  /** The result is that of a template of a chart. */
  readonly chart?: {
    readonly hasValues: boolean;
    /** The objects of the template that its values switch off, by their offset in their unit. */
    readonly off: ReadonlyMap<Unit, ReadonlySet<number>>;
    /** The document of a unit that rules judge. */
    document(unit: Unit): RenderedDocument | undefined;
    /** Whether a part of the template's text is in the result: no branch that is off contains it. */
    shows(unit: Unit, at: Span): boolean;
    /** Whether the values leave out a part of the template's text. What a named template holds is printed elsewhere. */
    hides(unit: Unit, at: Span): boolean;
  };
}

/** Whether nothing is known of the parts of the files. */
export const showsNothing = ({ changed, chart, deletes }: Built): boolean => changed.size === 0 && !chart && !deletes;

/** Evaluates the kustomization in a folder; `undefined` if there is none. */
export function build(folder: string, stateOf: (path: string) => FileState | undefined): Built | undefined {
  const reads = new Set<string>();
  const evaluation = evaluate(folder, sourcesOf(stateOf, reads), { references: false });
  if (!evaluation) return undefined;
  const { places, unknown } = evaluation;
  const changed = new Map<Unit, Map<number, readonly PartResult[]>>();
  const unchanged = new Map<Unit, Set<number>>();
  let text: string | undefined;
  for (const resource of evaluation.objects) {
    const { source } = resource;
    const unit = source?.document.unit;
    const start = source && places.origin(source.root.span)?.at.start;
    if (!source || unit?.kind !== 'kubernetes' || start === undefined) continue;
    const context = stateOf(unit.path)?.context;
    // By itself the file shows no image that some kustomization replaces.
    const isChanged = hasWorkload(unit, start)
      ? resource.changed || (context?.images.size ?? 0) > 0
      : isChangedObject(resource, source.root);
    if (!isChanged) {
      add(unchanged, unit, () => new Set<number>()).add(start);
      continue;
    }
    text ??= places.text();
    const made = context && { namespace: context.namespace, templates: context.templates };
    const part = {
      analysed: analysed(resource, source.root, unit, text, made),
      route: undefined,
      layers: [{ unit, start }],
    };
    add(changed, unit, () => new Map<number, readonly PartResult[]>()).set(start, [part]);
  }
  const leftOut = unknown.flatMap(({ at, reason }): LeftOutPart[] => {
    const from = places.origin(at);
    return from ? [{ document: from.document, at: from.at, reason }] : [];
  });
  const isWhole = unknown.length === 0;
  const deletes = isWhole && evaluation.lacksSome;
  return { folder, of: 'overlay', reads, changed, unchanged, leftOut, isWhole, deletes, origin: places.origin };
}

/** The labels of a namespace say which pods it admits. No rule reads what patches change in the schemas of custom kinds. */
function isChangedObject({ changed, root }: Resource, written: YamlMap): boolean {
  const kind = textAt(root, 'kind');
  return kind === 'Namespace' ? root !== written : changed && kind !== 'CustomResourceDefinition';
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
