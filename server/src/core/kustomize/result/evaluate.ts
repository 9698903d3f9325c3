/**
 * Computes what a kustomization builds, without running it. Every node of the result keeps the place that decides it. What cannot be read
 * is left out and listed. Source: `api/internal/target/kusttarget.go` of Kustomize, for the order of the steps.
 */

import { type Placing, placing, type SourceDocument } from '../../merged/placed.ts';
import { changedScalars, textAt } from '../../merged/tree.ts';
import { posix } from '../../text/paths.ts';
import { type Found, type Item, type Lens, lens } from '../../yaml/lens.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { generate } from './generate.ts';
import { identityOf, type Resource } from './identity.ts';
import { applyPatch, type PatchProblem } from './patches.ts';
import { setReferences } from './references.ts';
import { replace } from './replacements.ts';
import { setAnnotations, setImages, setLabels, setNames, setNamespace, setReplicas, setRoot } from './transform.ts';

/** The files of a workspace, as an evaluation reads them. Paths are workspace paths. */
export interface Sources {
  /** The kustomization in a folder. */
  kustomization(folder: string): SourceDocument | undefined;
  /** The documents of a YAML file; `undefined` if there is no such file. */
  documents(path: string): readonly SourceDocument[] | undefined;
}

export type UnknownReason =
  | 'remote'
  | 'missing'
  | 'cycle'
  | 'too-much'
  | 'broken'
  /** A field that is not evaluated: it may add objects or change them. */
  | 'not-evaluated'
  | PatchProblem;

/** A part of a kustomization that the result lacks. */
export interface Unknown {
  readonly document: SourceDocument;
  /** In the joined text. */
  readonly at: { readonly start: number; readonly end: number };
  readonly reason: UnknownReason;
  /** It may change objects of the result, not only add some. */
  readonly changes: boolean;
}

export interface Evaluation {
  readonly objects: readonly Resource[];
  readonly unknown: readonly Unknown[];
  readonly places: Placing;
  /** The kustomizations that were read, by their folders, the outermost first. */
  readonly folders: readonly string[];
}

const MAX_DEPTH = 32;
const MAX_FOLDERS = 2000;
const MAX_OBJECTS = 20_000;

/** Fields that may change objects, and are not evaluated. */
const OPEN = ['transformers', 'configurations', 'validators', 'openapi', 'crds'] as const;
/** Fields that only add objects. */
const ADDING = ['generators', 'helmCharts', 'helmChartInflationGenerator'] as const;

/**
 * Evaluates the kustomization in a folder; `undefined` if there is none.
 * @param options `references: false` leaves the names by which objects refer to others as they are written
 */
export function evaluate(folder: string, sources: Sources, { references = true } = {}): Evaluation | undefined {
  if (!sources.kustomization(folder)) return undefined;
  const places = placing();
  const unknown: Unknown[] = [];
  const folders: string[] = [];
  const variables = new Set<string>();
  let objects = 0;

  const accumulate = (here: string, into: Resource[], stack: readonly string[]): void => {
    const document = sources.kustomization(here)!;
    const root = places.place(document);
    const self = lens(root?.type === 'map' ? root : undefined);
    folders.push(here);
    const lost = (at: Lens, reason: UnknownReason, changes: boolean): void => {
      unknown.push({ document, at: at.valueAt ?? root?.span ?? { start: 0, end: 0 }, reason, changes });
    };
    if (!root || document.yaml.problems.length > 0) lost(self, 'broken', true);
    const inner: Inner = { document, here, places, sources, lost };
    const open = (part: Found, isComponent: boolean): void => {
      const path = part.text;
      if (path === undefined) return;
      if (isRemote(path)) {
        lost(part, 'remote', isComponent);
        return;
      }
      const to = posix.join(here, path);
      const documents = isComponent ? undefined : sources.documents(to);
      if (documents) {
        for (const one of documents) objects += addObjects(one, places, into);
        if (objects > MAX_OBJECTS) lost(part, 'too-much', true);
        return;
      }
      if (!sources.kustomization(to)) {
        lost(part, 'missing', isComponent);
        return;
      }
      if (stack.includes(to)) {
        lost(part, 'cycle', false);
        return;
      }
      if (stack.length >= MAX_DEPTH || folders.length >= MAX_FOLDERS || objects > MAX_OBJECTS) {
        lost(part, 'too-much', true);
        return;
      }
      const below: Resource[] = isComponent ? into : [];
      accumulate(to, below, [...stack, to]);
      if (!isComponent) into.push(...below);
    };
    for (const key of ['resources', 'bases']) for (const part of self.get(key).items()) open(part, false);
    for (const generator of generate(into, self)) lost(generator, 'no-target', false);
    for (const part of self.get('components').items()) open(part, true);
    for (const key of OPEN) if (!self.get(key).absent) lost(self.get(key), 'not-evaluated', true);
    for (const key of ADDING) if (!self.get(key).absent) lost(self.get(key), 'not-evaluated', false);
    transform(into, self, inner);
    for (const variable of self.get('vars').items()) variables.add(variable.get('name').text ?? '');
  };

  const result: Resource[] = [];
  accumulate(folder, result, [folder]);
  if (references) setReferences(result);
  if (variables.size > 0) for (const resource of result) setRoot(resource, withoutVariables(resource.root, variables));
  const kept = result.filter(
    ({ root }) => textAt(root, 'metadata', 'annotations', 'config.kubernetes.io/local-config') !== 'true',
  );
  return { objects: kept, unknown, places, folders };
}

/** What the steps in one kustomization share. */
interface Inner {
  readonly document: SourceDocument;
  readonly here: string;
  readonly places: Placing;
  readonly sources: Sources;
  readonly lost: (at: Lens, reason: UnknownReason, changes: boolean) => void;
}

function transform(resources: Resource[], self: Lens, inner: Inner): void {
  const { lost } = inner;
  const patch = (entry: Item, from: Lens, inline: Lens): void => {
    const documents = patchDocuments(from, inline, inner);
    if (!documents) {
      lost(entry, isRemote(from.text ?? '') ? 'remote' : 'missing', true);
      return;
    }
    const options = entry.get('options');
    const problem = applyPatch(resources, documents, {
      target: entry.get('target'),
      mayRename: options.get('allowNameChange').scalar?.value === true,
      mayChangeKind: options.get('allowKindChange').scalar?.value === true,
    });
    if (problem) lost(entry, problem, problem !== 'no-target');
  };
  for (const entry of self.get('patchesStrategicMerge').items()) {
    const isText = /\n|^\s*[{[]/.test(entry.text ?? '');
    patch(entry, isText ? entry.get('path') : entry, isText ? entry : entry.get('patch'));
  }
  for (const entry of self.get('patches').items()) patch(entry, entry.get('path'), entry.get('patch'));
  setNamespace(resources, self.get('namespace'));
  setNames(resources, self.get('namePrefix'), self.get('nameSuffix'));
  setLabels(resources, self);
  setAnnotations(resources, self.get('commonAnnotations'));
  for (const entry of self.get('patchesJson6902').items()) patch(entry, entry.get('path'), entry.get('patch'));
  setReplicas(resources, self.get('replicas'));
  setImages(resources, self.get('images'));
  for (const entry of self.get('replacements').items()) {
    const path = entry.get('path').text;
    if (path === undefined) {
      if (!replace(resources, entry)) lost(entry, 'not-evaluated', true);
      continue;
    }
    const documents = inner.sources.documents(posix.join(inner.here, path));
    if (!documents) lost(entry, 'missing', true);
    for (const one of documents ?? [])
      for (const replacement of listed(lens(inner.places.place(one))))
        if (!replace(resources, replacement)) lost(entry, 'not-evaluated', true);
  }
}

/** A file holds one replacement, or a list of them. */
const listed = (root: Lens): readonly Lens[] => (root.seq ? root.items() : [root]);

/** The documents of a patch: of a file, or written in the kustomization; `undefined` if there is no such file. */
function patchDocuments(from: Lens, inline: Lens, { document, here, places, sources }: Inner): YamlNode[] | undefined {
  const scalar = inline.scalar;
  if (scalar) {
    const root = places.placeInline(document, scalar);
    return root ? [root] : [];
  }
  if (from.text === undefined || isRemote(from.text)) return undefined;
  const found = sources.documents(posix.join(here, from.text));
  return found?.map((one) => places.place(one, from.valueAt)).filter((root) => root !== undefined);
}

/** A URL, or a repository: `github.com/owner/name//path?ref=v1`, `git@…`. */
export const isRemote = (path: string): boolean =>
  /:\/\/|^git@|^git::|[?&]ref=|\.git\b|^(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/.test(path);

/** Adds the objects of a document, and those of a `List`. Returns how many. */
function addObjects(document: SourceDocument, places: Placing, into: Resource[]): number {
  const root = places.place(document);
  let count = 0;
  const add = (node: YamlNode | undefined, depth: number): void => {
    if (node?.type !== 'map') return;
    const { kind } = identityOf(node);
    const items = /List$/.test(kind) && depth < 8 ? lens(node).get('items') : undefined;
    if (items?.seq) for (const item of items.items()) add(item.node, depth + 1);
    else if (kind !== '') {
      into.push(newResource(node, document));
      count++;
    }
  };
  add(root, 0);
  return count;
}

const newResource = (root: YamlMap, document: SourceDocument): Resource => ({
  root,
  before: [],
  needsHash: textAt(root, 'metadata', 'annotations', 'kustomize.config.k8s.io/needs-hash') === 'true',
  changed: false,
  source: { document, root },
});

/** Values of `vars` are not looked up: a scalar with one is unknown. */
function withoutVariables(root: YamlNode, variables: ReadonlySet<string>): YamlNode {
  const names = (text: string): boolean =>
    [...text.matchAll(/\$\(([\w.-]+)\)/g)].some(([, name]) => variables.has(name!));
  return changedScalars(
    root,
    (scalar): YamlScalar =>
      scalar.text.includes('$(') && names(scalar.text) ? { ...scalar, templated: true } : scalar,
  );
}
