/** Applies the patches of a kustomization to its objects. */

import { changeAt, entryAt, stringAt, valueAt, withEntry, withoutKey } from '../../merged/tree.ts';
import type { Lens } from '../../yaml/lens.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';
import { identitiesOf, identityOf, isSame, keepIdentity, type Resource } from './identity.ts';
import { jsonPatch } from './json-patch.ts';
import { selectionOf } from './selector.ts';
import { strategicMerge } from './strategic-merge.ts';
import { setRoot } from './transform.ts';

/** Why a patch was not applied. */
export type PatchProblem = 'no-target' | 'target-not-read' | 'not-a-patch' | 'failed';

interface PatchOptions {
  readonly target: Lens;
  readonly mayRename: boolean;
  readonly mayChangeKind: boolean;
}

/**
 * Applies the documents of one patch. Removes deleted objects from `resources`.
 * @param target chooses objects; without it a strategic merge patch names its own
 */
export function applyPatch(
  resources: Resource[],
  documents: readonly YamlNode[],
  options: PatchOptions,
): PatchProblem | undefined {
  let problem: PatchProblem | undefined;
  for (const patch of documents) {
    if (patch.type === 'scalar') problem = 'not-a-patch';
    else if (patch.type === 'seq') problem = applyJson(resources, patch, options) ?? problem;
    else problem = applyMerge(resources, patch, options) ?? problem;
  }
  return documents.length === 0 ? 'not-a-patch' : problem;
}

function applyJson(
  resources: readonly Resource[],
  patch: YamlNode,
  { target }: PatchOptions,
): PatchProblem | undefined {
  if (!target.map) return 'no-target';
  const selection = selectionOf(target);
  if (!selection) return 'target-not-read';
  let problem: PatchProblem | undefined;
  for (const resource of resources.filter(selection)) {
    keepIdentity(resource);
    const { root, failed } = jsonPatch(resource.root, patch);
    if (failed > 0) problem = 'failed';
    setRoot(resource, root);
  }
  return problem;
}

function applyMerge(resources: Resource[], patch: YamlMap, options: PatchOptions): PatchProblem | undefined {
  const { target } = options;
  const id = identityOf(patch);
  const selection = target.map ? selectionOf(target) : undefined;
  if (target.map && !selection) return 'target-not-read';
  const wanted = selection
    ? resources.filter(selection)
    : resources.filter((r) => identitiesOf(r).some((one) => isSame(one, id)));
  for (const resource of wanted) {
    const { kind } = identityOf(resource.root);
    const name = valueAt(resource.root, ['metadata', 'name']);
    const namespace = valueAt(resource.root, ['metadata', 'namespace']);
    if (options.mayRename || options.mayChangeKind) keepIdentity(resource);
    // A patch with a target may lack the type, and need not be of the object's version.
    const typed = withType(patch, resource.root);
    const merged = strategicMerge(resource.root, typed);
    if (!merged) {
      resources.splice(resources.indexOf(resource), 1);
      continue;
    }
    let root: YamlNode = merged;
    const put = (path: readonly string[], value: YamlNode | undefined): void => {
      if (value && valueAt(root, path) !== value) root = changeAt(root, path, true, () => value, value.span);
    };
    put(['apiVersion'], valueAt(resource.root, ['apiVersion']));
    if (!options.mayChangeKind) put(['kind'], valueAt(resource.root, ['kind']) ?? stringAt(kind, patch.span));
    if (!options.mayRename) put(['metadata', 'name'], name);
    if (namespace) put(['metadata', 'namespace'], namespace);
    else if (valueAt(root, ['metadata', 'namespace'])) root = withoutNamespace(root);
    setRoot(resource, root);
  }
  return wanted.length === 0 ? 'no-target' : undefined;
}

function withType(patch: YamlMap, target: YamlMap): YamlMap {
  const apiVersion = valueAt(target, ['apiVersion']);
  return apiVersion ? withEntry(patch, entryAt('apiVersion', apiVersion, apiVersion.span)) : patch;
}

function withoutNamespace(root: YamlNode): YamlNode {
  return changeAt(
    root,
    ['metadata'],
    false,
    (metadata) => (metadata?.type === 'map' ? withoutKey(metadata, 'namespace') : undefined),
    root.span,
  );
}
