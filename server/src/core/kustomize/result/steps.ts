/** The steps in which a kustomization changes its objects. Source: `api/internal/target/kusttarget_configplugin.go` of Kustomize, for their order. */
import type { Placing, SourceDocument } from '../../merged/placed.ts';
import { posix } from '../../text/paths.ts';
import { type Lens, lens } from '../../yaml/lens.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Resource } from './identity.ts';
import { setImages } from './images.ts';
import { applyPatch, type PatchProblem } from './patches.ts';
import { replace } from './replacements.ts';
import { setAnnotations, setLabels, setNames, setNamespace, setReplicas } from './transform.ts';

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

/** What the steps in one kustomization share. */
export interface Inner {
  readonly document: SourceDocument;
  readonly here: string;
  readonly places: Placing;
  readonly sources: Sources;
  readonly lost: (at: Lens, reason: UnknownReason, changes: boolean) => void;
  /** What is read is itself the text of a scalar in the document: the places of texts in it are not known. */
  readonly isNested?: boolean;
}

export function transform(resources: Resource[], self: Lens, inner: Inner): void {
  const patch = (entry: Lens, from: Lens, inline: Lens): void => patchFrom(resources, inner, entry, from, inline);
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
  replaceAll(resources, self, inner);
}

/** Each of `replacements`. A file holds one replacement, or a list of them. */
export function replaceAll(resources: readonly Resource[], self: Lens, inner: Inner): void {
  const { lost } = inner;
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

const listed = (root: Lens): readonly Lens[] => (root.seq ? root.items() : [root]);

/**
 * Applies a patch with its `target` and `options`, from a file or written at `inline`.
 * @param entry the patch, where a problem is noted
 */
export function patchFrom(resources: Resource[], inner: Inner, entry: Lens, from: Lens, inline: Lens): void {
  const documents = patchDocuments(from, inline, inner);
  if (!documents) {
    inner.lost(entry, isRemote(from.text ?? '') ? 'remote' : 'missing', true);
    return;
  }
  const options = entry.get('options');
  const problem = applyPatch(resources, documents, {
    target: entry.get('target'),
    mayRename: options.get('allowNameChange').scalar?.value === true,
    mayChangeKind: options.get('allowKindChange').scalar?.value === true,
  });
  if (problem) inner.lost(entry, problem, problem !== 'no-target');
}

/** The documents of a patch: of a file, or written in the kustomization; `undefined` if there is no such file. */
function patchDocuments(
  from: Lens,
  inline: Lens,
  { document, here, places, sources, isNested }: Inner,
): YamlNode[] | undefined {
  const scalar = inline.scalar;
  if (scalar) {
    const root = isNested
      ? places.place({ path: document.path, yaml: parseYaml(scalar.text), unit: undefined }, inline.at)
      : places.placeInline(document, scalar);
    return root ? [root] : [];
  }
  if (from.text === undefined || isRemote(from.text)) return undefined;
  const found = sources.documents(posix.join(here, from.text));
  return found?.map((one) => places.place(one, from.valueAt)).filter((root) => root !== undefined);
}

/** A URL, or a repository: `github.com/owner/name//path?ref=v1`, `git@…`. */
export const isRemote = (path: string): boolean =>
  /:\/\/|^git@|^git::|[?&]ref=|\.git\b|^(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/.test(path);
