/** Resolves one result: what Compose makes of the files of a project, or what a kustomization builds. */
import type { ComposeProjects } from '../../../server/src/core/compose/projects.ts';
import { readCompose } from '../../../server/src/core/compose/read.ts';
import { evaluateProject } from '../../../server/src/core/compose/result/evaluate.ts';
import { documentsOf, type ReadFile, sourcesOf } from '../../../server/src/core/engine/overlay/sources.ts';
import { readKubernetes } from '../../../server/src/core/kubernetes/read.ts';
import { evaluate } from '../../../server/src/core/kustomize/result/evaluate.ts';
import { type Identity, identitiesOf, identityOf } from '../../../server/src/core/kustomize/result/identity.ts';
import type { SemanticRoute } from '../../../server/src/core/rule/semantic-route.ts';
import type { YamlUnit } from '../../../server/src/core/yaml/node.ts';
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
}

/** Gives a file with its units; `undefined` if it does not exist. */
export type FilesOf = (path: string) => ReadFile | undefined;

/** What Compose makes of the project of a first file; `undefined` where that is what the file says. */
export function projectResult(main: string, projects: ComposeProjects, filesOf: FilesOf): Result | undefined {
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
  const result = evaluateProject(files, { documents, text: (path) => asked(path)?.text });
  const { unit } = first.units.find((one) => one.unit.kind === 'compose') ?? {};
  if (!result || unit?.kind !== 'compose') return undefined;
  const yaml = treeOf(unit.yaml, result.places.text(), result.root);
  const compose = readCompose(yaml, main, result.variables);
  if (!compose) return undefined;
  const made = { kind: 'compose', path: main, text: yaml.text, start: 0, yaml, compose } as const;
  const sources = [...result.services].map(([name, keys]) => {
    const own = keys.flatMap((at): SemanticRoute[] => {
      const origin = result.places.origin(at);
      if (!origin) return [];
      const { start, end } = origin.at;
      const key = origin.document.yaml.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');
      return [[origin.document.path, `service ${key}`]];
    });
    return [`service ${name}`, own] as const;
  });
  const parts = resolveCompose(made, (path) => asked(path)?.text);
  return { parts: new Map(parts), sources: new Map(sources), reads };
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
