/** Evaluates Compose projects of files that a test writes. */
import assert from 'node:assert/strict';
import { evaluateProject, type ResolvedProject } from '../../server/src/core/compose/result/evaluate.ts';
import type { ComposeSources } from '../../server/src/core/compose/result/sources.ts';
import type { SourceDocument } from '../../server/src/core/merged/placed.ts';
import { valueAt } from '../../server/src/core/merged/tree.ts';
import { cutStream } from '../../server/src/core/yaml/cut.ts';
import type { YamlNode } from '../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

type Files = Readonly<Record<string, string>>;

export function sourcesOf(files: Files): ComposeSources {
  const known = new Map<string, readonly SourceDocument[]>();
  return {
    text: (path) => files[path],
    documents(path) {
      const text = files[path];
      if (text === undefined) return undefined;
      const before = known.get(path);
      if (before) return before;
      const all = cutStream(text).map(({ start, text: own }): SourceDocument => {
        const yaml = parseYaml(own);
        return { path, yaml, unit: { kind: 'other', path, text: own, start, yaml } };
      });
      known.set(path, all);
      return all;
    },
  };
}

/** Files that a test edits. A file that is not edited keeps its trees. */
export function filesOver(from: Files) {
  const texts = new Map(Object.entries(from));
  const sources = new Map<string, ComposeSources>();
  const of = (path: string): ComposeSources => {
    const known = sources.get(path) ?? sourcesOf({ [path]: texts.get(path)! });
    sources.set(path, known);
    return known;
  };
  return {
    sources: {
      text: (path) => texts.get(path),
      documents: (path) => (texts.has(path) ? of(path).documents(path) : undefined),
    } satisfies ComposeSources,
    set(path: string, text: string | undefined): void {
      sources.delete(path);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
    },
  };
}

/** The project of some files; by default all of them that are YAML. */
export function project(files: Files, ...main: readonly string[]): ResolvedProject {
  const result = evaluateProject(main.length > 0 ? main : Object.keys(files), sourcesOf(files));
  assert.ok(result);
  return result;
}

function plainOf(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, plainOf(e.value)]));
  return node.type === 'seq' ? node.items.map((item) => plainOf(item.value)) : node.value;
}

/** The value at some keys of the result. */
export const resolved = ({ root }: ResolvedProject, ...keys: readonly string[]): unknown =>
  plainOf(valueAt(root, keys));

/** The text that decides the value at some keys, as `path: text`. */
export function decided({ root, places }: ResolvedProject, ...keys: readonly string[]): string {
  const node = valueAt(root, keys);
  assert.ok(node, keys.join('.'));
  const origin = places.origin(node.span);
  assert.ok(origin);
  return `${origin.document.path}: ${origin.document.yaml.text.slice(origin.at.start, origin.at.end)}`;
}
