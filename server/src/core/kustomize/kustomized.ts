/** The effects of all kustomizations of a workspace on its files. */
import { sameItems } from '../text/common-ends.ts';
import { posix } from '../text/paths.ts';
import { concernsLabels, isKustomization, type Kustomization, readKustomization } from './kustomization.ts';

/** The changes that kustomizations make to the objects of one file. */
export interface Kustomized {
  /** The file is a patch. */
  readonly patch: boolean;
  /**
   * The namespace that replaces the one in the file. `name` is `undefined` when several kustomizations set different ones: it then depends
   * on the kustomization that is applied.
   */
  readonly namespace: { readonly name: string | undefined } | undefined;
  /** Names of images that get another name, tag or digest. */
  readonly images: ReadonlySet<string>;
  /** Pods may get more labels than the file gives them. */
  readonly addsLabels: boolean;
}

export interface Kustomizations {
  of(file: string): Kustomized;
  /**
   * The folders of the outermost kustomizations that read a file, sorted: no other one lists them. Empty for a file that none reads. A
   * kustomization itself counts as read.
   */
  roots(file: string): readonly string[];
  /**
   * Sets the text of a kustomization or of another file, or removes it (`undefined`). Returns the files for which `of` may now return another
   * result.
   */
  set(path: string, text: string | undefined): Iterable<string>;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Maximum depth of overlays: more than real projects have. */
const MAX_DEPTH = 16;

/** Creates an empty set of kustomizations. @param textOf the text of another file as it is now */
export function kustomizations(textOf: (path: string) => string | undefined = () => undefined): Kustomizations {
  const known = new Map<string, Kustomization>();
  const parents = new Map<string, Set<string>>();
  const patchedBy = new Map<string, Set<string>>();
  /** Files with patches that may change labels or selectors. */
  const labelling = new Set<string>();

  const file = (folder: string): string | undefined =>
    NAMES.map((name) => posix.join(folder, name)).find((path) => known.has(path));

  /** The namespaces that the parts of a kustomization may get; `undefined`: their own. The outermost kustomization decides. */
  const finalNamespaces = (
    path: string,
    out: Set<string | undefined>,
    within: string | undefined,
    depth: number,
  ): void => {
    const own = known.get(path)?.namespace ?? within;
    const above = depth < MAX_DEPTH ? (parents.get(posix.dirname(path)) ?? []) : [];
    let any = false;
    for (const parent of above) {
      any = true;
      finalNamespaces(parent, out, own, depth + 1);
    }
    if (!any) out.add(own);
  };

  /** Adds a kustomization, its components, and theirs to `out`. */
  const withComponents = (one: Kustomization, out: Set<Kustomization>): void => {
    if (out.has(one)) return;
    out.add(one);
    for (const component of one.components) {
      const found = known.get(file(component) ?? '');
      if (found) withComponents(found, out);
    }
  };

  /** Adds a kustomization, its components and those above to `out`: they change what it lists. */
  const changing = (path: string, out: Set<Kustomization>, depth: number): void => {
    const one = known.get(path);
    if (!one || depth > MAX_DEPTH) return;
    withComponents(one, out);
    for (const parent of parents.get(posix.dirname(path)) ?? []) changing(parent, out, depth + 1);
  };

  const below = (one: Kustomization, out: Set<string>, depth: number): void => {
    for (const part of one.parts) {
      const inner = file(part);
      if (inner === undefined) out.add(part);
      else if (depth < MAX_DEPTH && !out.has(inner)) {
        out.add(inner);
        below(known.get(inner)!, out, depth + 1);
      }
    }
    for (const patch of one.patches) out.add(patch);
  };

  const insert = (path: string, one: Kustomization): void => {
    for (const part of one.parts) add(parents, part, path);
    for (const patch of one.patches) {
      if (!patchedBy.get(patch)?.size && concernsLabels(textOf(patch) ?? '')) labelling.add(patch);
      add(patchedBy, patch, path);
    }
  };

  /** The files that a kustomization changes: those below it, and below those that include it, if it is a component. */
  const changedBy = (path: string, touched: Set<string>): void => {
    const seen = new Set<string>();
    const climb = (here: string): void => {
      const one = known.get(here);
      if (!one || seen.has(here)) return;
      seen.add(here);
      below(one, touched, 0);
      const folder = posix.dirname(here);
      // What a component changes is in the kustomizations that include it.
      for (const parent of parents.get(folder) ?? []) if (known.get(parent)?.components.includes(folder)) climb(parent);
    };
    climb(path);
  };

  /** A file that may be a patch has another text. */
  const setPatch = (path: string, text: string | undefined, touched: Set<string>): void => {
    const by = patchedBy.get(path);
    if (!by?.size || concernsLabels(text ?? '') === labelling.has(path)) return;
    if (!labelling.delete(path)) labelling.add(path);
    for (const one of by) changedBy(one, touched);
  };
  const remove = (path: string, one: Kustomization): void => {
    for (const part of one.parts) parents.get(part)?.delete(path);
    for (const patch of one.patches) {
      patchedBy.get(patch)?.delete(path);
      if (!patchedBy.get(patch)?.size) labelling.delete(patch);
    }
  };

  return {
    of(path) {
      const namespaces = new Set<string | undefined>();
      const all = new Set<Kustomization>();
      for (const one of parents.get(path) ?? []) {
        finalNamespaces(one, namespaces, undefined, 0);
        changing(one, all, 0);
      }
      const [first] = namespaces;
      const namespace = namespaces.size > 1 ? { name: undefined } : first === undefined ? undefined : { name: first };
      return {
        patch: (patchedBy.get(path)?.size ?? 0) > 0,
        namespace,
        images: new Set([...all].flatMap((one) => one.images)),
        addsLabels: [...all].some((one) => one.addsLabels || one.patches.some((patch) => labelling.has(patch))),
      };
    },
    roots(path) {
      const out = new Set<string>();
      const seen = new Set<string>();
      const climb = (one: string): void => {
        if (seen.has(one)) return;
        seen.add(one);
        const folder = posix.dirname(one);
        const above = [...(parents.get(folder) ?? [])].filter((parent) => parent !== one);
        if (above.length === 0 && !known.get(one)?.isComponent) out.add(folder);
        for (const parent of above) climb(parent);
      };
      if (known.has(path)) climb(path);
      for (const one of [...(parents.get(path) ?? []), ...(patchedBy.get(path) ?? [])]) climb(one);
      return [...out].sort();
    },
    set(path, text) {
      const touched = new Set<string>();
      if (!isKustomization(path)) {
        setPatch(path, text, touched);
        return touched;
      }
      const before = known.get(path);
      const one = text === undefined ? undefined : readKustomization(path, text);
      if (before && one && sameItems(linesOf(before), linesOf(one))) return touched;
      if (before) {
        below(before, touched, 0);
        remove(path, before);
        known.delete(path);
      }
      if (one) {
        known.set(path, one);
        insert(path, one);
        changedBy(path, touched);
      }
      return touched;
    },
  };
}

/** Whether two results of `of` are equal. */
export const sameKustomized = (a: Kustomized, b: Kustomized): boolean =>
  a.patch === b.patch &&
  a.addsLabels === b.addsLabels &&
  (a.namespace === b.namespace || (a.namespace && b.namespace && a.namespace.name === b.namespace.name) === true) &&
  a.images.size === b.images.size &&
  [...a.images].every((name) => b.images.has(name));

/** All that a kustomization says, as a list to compare. */
const linesOf = ({
  patches,
  parts,
  components,
  namespace,
  images,
  isComponent,
  addsLabels,
}: Kustomization): unknown[] =>
  [patches, parts, components, [namespace, isComponent, addsLabels], images].flatMap((list) => [list.length, ...list]);

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
