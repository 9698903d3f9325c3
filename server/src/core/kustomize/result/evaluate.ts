/**
 * Computes what a kustomization builds, without running it. Every node of the result keeps the place that decides it. What cannot be read
 * is left out and listed. Source: `api/internal/target/kusttarget.go` of Kustomize, for the order of the steps.
 */

import { type Placing, placing, type SourceDocument } from '../../merged/placed.ts';
import { changedScalars, textAt } from '../../merged/tree.ts';
import { posix } from '../../text/paths.ts';
import { type Found, type Lens, lens } from '../../yaml/lens.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { generate } from './generate.ts';
import { identityOf, type Resource } from './identity.ts';
import { hideImages } from './images.ts';
import { setReferences } from './references.ts';
import { type Inner, isRemote, type Sources, transform, type UnknownReason } from './steps.ts';
import { setRoot } from './transform.ts';
import { applyTransformer } from './transformers.ts';

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
  /** Fewer than the files have: a patch deletes some, or they are for tools alone. */
  readonly lacksSome: boolean;
  readonly unknown: readonly Unknown[];
  readonly places: Placing;
  /** The kustomizations that were read, by their folders, the outermost first. */
  readonly folders: readonly string[];
}

const MAX_DEPTH = 32;
const MAX_FOLDERS = 2000;
const MAX_OBJECTS = 20_000;

/** Fields that may change objects, and are not evaluated. */
const OPEN = ['configurations', 'validators', 'openapi', 'crds'] as const;
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
    const open = (part: Found, isComponent: boolean, target = into, changes = isComponent): void => {
      const path = part.text;
      if (path === undefined) return;
      if (isRemote(path)) {
        lost(part, 'remote', changes);
        return;
      }
      const to = posix.join(here, path);
      const documents = isComponent ? undefined : sources.documents(to);
      if (documents) {
        for (const one of documents) objects += addObjects(one, places, target);
        if (objects > MAX_OBJECTS) lost(part, 'too-much', true);
        return;
      }
      if (!sources.kustomization(to)) {
        lost(part, 'missing', changes);
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
      const below: Resource[] = isComponent ? target : [];
      accumulate(to, below, [...stack, to]);
      if (!isComponent) target.push(...below);
    };
    for (const key of ['resources', 'bases']) for (const part of self.get(key).items()) open(part, false);
    for (const generator of generate(into, self)) lost(generator, 'no-target', false);
    for (const part of self.get('components').items()) open(part, true);
    for (const key of OPEN) if (!self.get(key).absent) lost(self.get(key), 'not-evaluated', true);
    for (const key of ADDING) if (!self.get(key).absent) lost(self.get(key), 'not-evaluated', false);
    transform(into, self, inner);
    for (const part of self.get('transformers').items()) {
      const configs: Resource[] = [];
      const isNested = part.text?.includes('\n') === true;
      if (isNested) addInline(part, document, places, configs);
      else open(part, false, configs, true);
      // They are no part of the result.
      if (!isNested) objects -= configs.length;
      const unread = configs.filter(
        ({ root: config, source }) =>
          !applyTransformer(into, config, { ...inner, isNested, document: source?.document ?? document }),
      );
      if (unread.length > 0) lost(part, 'not-evaluated', true);
      if (unread.length > 0 || configs.length === 0) hideImages(into);
    }
    for (const variable of self.get('vars').items()) variables.add(variable.get('name').text ?? '');
  };

  const result: Resource[] = [];
  accumulate(folder, result, [folder]);
  if (references) setReferences(result);
  if (variables.size > 0) for (const resource of result) setRoot(resource, withoutVariables(resource.root, variables));
  const kept = result.filter(
    ({ root }) => textAt(root, 'metadata', 'annotations', 'config.kubernetes.io/local-config') !== 'true',
  );
  const lacksSome = kept.filter(({ source }) => source).length < objects;
  return { objects: kept, lacksSome, unknown, places, folders };
}

/** Adds the objects of a document, and those of a `List`. Returns how many. */
const addObjects = (document: SourceDocument, places: Placing, into: Resource[]): number =>
  addAll(places.place(document), document, into);

/** Adds the object that is written as the text of a scalar. */
function addInline({ scalar }: Found, document: SourceDocument, places: Placing, into: Resource[]): void {
  if (scalar) addAll(places.placeInline(document, scalar), document, into);
}

function addAll(root: YamlNode | undefined, document: SourceDocument, into: Resource[]): number {
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
