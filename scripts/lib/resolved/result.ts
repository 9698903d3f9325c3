/** Resolves one result: what Compose makes of the files of a project, or what a kustomization builds. */
import type { ComposeProjects } from '../../../server/src/core/compose/projects.ts';
import { readCompose } from '../../../server/src/core/compose/read.ts';
import { evaluateProject, type ResolvedProject } from '../../../server/src/core/compose/result/evaluate.ts';
import { documentsOf, type ReadFile, sourcesOf } from '../../../server/src/core/engine/overlay/sources.ts';
import { readKubernetes } from '../../../server/src/core/kubernetes/read.ts';
import { evaluate } from '../../../server/src/core/kustomize/result/evaluate.ts';
import { type Identity, identitiesOf, identityOf } from '../../../server/src/core/kustomize/result/identity.ts';
import { withEntry } from '../../../server/src/core/merged/tree.ts';
import type { SemanticRoute } from '../../../server/src/core/rule/semantic-route.ts';
import {
  asMap,
  lastOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlUnit,
} from '../../../server/src/core/yaml/node.ts';
import { resolveCompose } from './compose.ts';
import { resolveKubernetes } from './kubernetes.ts';
import { distinct, type Resolved } from './model.ts';

/** What is made of several files. */
export interface Result {
  /** The services and sections of a project, or the objects that are built. */
  readonly parts: ReadonlyMap<string, Resolved>;
  /** Of each part, the names that it has in the files that it is made of: `[path, name]`. */
  readonly sources: ReadonlyMap<string, readonly SemanticRoute[]>;
  /** The files that were asked for, also missing ones. */
  readonly reads: ReadonlySet<string>;
  /** Of a Compose project: what it was resolved from, and the texts of the environment files. */
  readonly from?: { readonly project: ResolvedProject; readonly texts: ReadonlyMap<string, string | undefined> };
}

/** Gives a file with its units; `undefined` if it does not exist. */
export type FilesOf = (path: string) => ReadFile | undefined;

/**
 * What Compose makes of the project of a first file; `undefined` where that is what the file says.
 * @param like the result in another state: what is equal is taken over
 */
export function projectResult(
  main: string,
  projects: ComposeProjects,
  filesOf: FilesOf,
  like?: Result,
): Result | undefined {
  const files = projects.filesOf(main);
  const first = filesOf(main);
  const isMade = /\b(?:extends|include)\b|![rR]eset|!override/.test(first?.text ?? '');
  if (!first || (files.length === 1 && first.units.length === 1 && !isMade)) return undefined;
  const reads = new Set(projects.decidedBy(main));
  const asked = (path: string): ReadFile | undefined => {
    reads.add(path);
    return filesOf(path);
  };
  const documents = (path: string) => {
    const file = asked(path);
    return file && documentsOf(file);
  };
  const project = evaluateProject(files, { documents, text: (path) => asked(path)?.text }, like?.from?.project);
  const { unit } = first.units.find((one) => one.unit.kind === 'compose') ?? {};
  if (!project || unit?.kind !== 'compose') return undefined;
  const texts = new Map<string, string | undefined>();
  const text = (path: string): string | undefined => {
    const own = asked(path)?.text;
    texts.set(path, own);
    return own;
  };
  const same = new Map(like ? equalServices(project, like, text) : []);
  const root = withoutServices(project.root, same);
  const yaml = treeOf(unit.yaml, project.places.text(), root);
  const compose = readCompose(yaml, main, project.variables);
  if (!compose) return undefined;
  const made = { kind: 'compose', path: main, text: yaml.text, start: 0, yaml, compose } as const;
  const sources = [...project.services].map(([name, keys]) => {
    const own = keys.flatMap((at): SemanticRoute[] => {
      const origin = project.places.origin(at);
      if (!origin) return [];
      const { start, end } = origin.at;
      const key = origin.document.yaml.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');
      return [[origin.document.path, `service ${key}`]];
    });
    return [`service ${name}`, own] as const;
  });
  const parts = new Map([...resolveCompose(made, text), ...same]);
  return { parts, sources: new Map(sources), reads, from: { project, texts } };
}

/** The services that another state of the result has too, from the same trees and environment files. */
function equalServices(
  { root, variables }: ResolvedProject,
  { parts, from }: Result,
  text: (path: string) => string | undefined,
): [string, Resolved][] {
  const isSame = from?.project.variables === variables && [...from.texts].every(([path, own]) => text(path) === own);
  if (!from || !isSame) return [];
  return servicesOf(root).flatMap(({ key, value }): [string, Resolved][] => {
    const part = parts.get(`service ${key}`);
    return part && value && value === servicesIn(from.project.root).get(key) ? [[`service ${key}`, part]] : [];
  });
}

const servicesOf = (root: YamlMap): readonly YamlEntry[] => asMap(lastOf(root, 'services')?.value)?.entries ?? [];

const byRoot = new WeakMap<YamlMap, ReadonlyMap<string, YamlNode | undefined>>();

function servicesIn(root: YamlMap): ReadonlyMap<string, YamlNode | undefined> {
  const found = byRoot.get(root) ?? new Map(servicesOf(root).map(({ key, value }) => [key, value]));
  byRoot.set(root, found);
  return found;
}

/** The file without some services, by the names of their parts. */
function withoutServices(root: YamlMap, some: ReadonlyMap<string, unknown>): YamlMap {
  const section = lastOf(root, 'services');
  const all = asMap(section?.value);
  if (!section || !all || some.size === 0) return root;
  const entries = all.entries.filter(({ key }) => !some.has(`service ${key}`));
  return withEntry(root, { ...section, value: { ...all, entries } });
}

/** What the kustomization in a folder builds; `undefined` if there is none. */
export function builtResult(folder: string, filesOf: FilesOf): Result | undefined {
  const reads = new Set<string>();
  const evaluation = evaluate(folder, sourcesOf(filesOf, reads));
  if (!evaluation) return undefined;
  const text = evaluation.places.text();
  const sources = new Map<string, SemanticRoute[]>();
  const all = evaluation.objects.flatMap((resource) => {
    const { source, root } = resource;
    if (!source) return [];
    const yaml = treeOf(source.document.yaml, text, root);
    const { path } = source.document;
    const unit = { kind: 'kubernetes', path, text: '', start: 0, yaml, kubernetes: readKubernetes(yaml) } as const;
    const names = [...identitiesOf(resource), identityOf(source.root)].map(nameOf);
    return resolveKubernetes(unit).map(([name, one]) => {
      sources.set(name, [...(sources.get(name) ?? []), ...names.map((own) => [path, own])]);
      return [name, one] as const;
    });
  });
  return { parts: new Map(distinct(all)), sources, reads };
}

const treeOf = (yaml: YamlUnit, text: string, root: YamlUnit['root']): YamlUnit => ({
  ...yaml,
  text,
  root,
  comments: [],
  problems: [],
});

const nameOf = ({ kind, namespace, name }: Identity): string =>
  `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
