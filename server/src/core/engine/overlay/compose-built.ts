/** What Compose makes of the services of a project, as a unit that rules can judge. */
import type { ComposeProjects } from '../../compose/projects.ts';
import { readCompose } from '../../compose/read.ts';
import { evaluateProject, type ResolvedProject } from '../../compose/result/evaluate.ts';
import type { ComposeSources } from '../../compose/result/sources.ts';
import type { ComposeFileUnit, Unit } from '../../domain/unit.ts';
import { lastOf, type YamlNode } from '../../yaml/node.ts';
import type { Analysed } from '../analyse.ts';
import type { FileState } from '../units.ts';
import type { Built, Layer, PartResult } from './built.ts';
import { documentsOf } from './sources.ts';

/** Evaluates the project of a first file. `before`: what it was earlier. */
export function buildProject(
  main: string,
  projects: Pick<ComposeProjects, 'filesOf' | 'decidedBy'>,
  stateOf: (path: string) => FileState | undefined,
  before?: ResolvedProject,
): Built {
  const reads = new Set<string>([main, ...projects.decidedBy(main)]);
  const files = projects.filesOf(main);
  const none = {
    folder: main,
    of: 'Compose file',
    reads,
    changed: new Map(),
    unchanged: new Map(),
    leftOut: [],
    isWhole: false,
  } as const;
  const first = stateOf(main)?.units.find(({ unit }) => unit.kind === 'compose')?.unit;
  if (first?.kind !== 'compose' || isAsWritten(main, files, stateOf)) return { ...none, origin: () => undefined };
  const project = evaluateProject(files, sourcesOf(stateOf, reads), before);
  if (!project) return { ...none, origin: () => undefined };
  return { ...none, ...parts(project, first), project, origin: project.places.origin };
}

/** Whether Compose makes nothing else of the project than its one document says. */
export function isAsWritten(
  main: string,
  files: readonly string[],
  stateOf: (path: string) => FileState | undefined,
): boolean {
  const state = stateOf(main);
  const env = main.includes('/') ? `${main.slice(0, main.lastIndexOf('/'))}/.env` : '.env';
  return (
    state !== undefined &&
    files.length === 1 &&
    state.units.length === 1 &&
    !/\b(?:extends|include)\b|![rR]eset|!override/.test(state.text) &&
    (stateOf(env) === undefined || !state.text.includes('$'))
  );
}

function sourcesOf(stateOf: (path: string) => FileState | undefined, reads: Set<string>): ComposeSources {
  return {
    documents(path) {
      reads.add(path);
      const state = stateOf(path);
      return state && documentsOf(state);
    },
    text(path) {
      reads.add(path);
      return stateOf(path)?.text;
    },
  };
}

function parts(result: ResolvedProject, first: ComposeFileUnit): Pick<Built, 'changed' | 'unchanged'> {
  const { places, root, variables, services } = result;
  const changed = new Map<Unit, Map<number, PartResult[]>>();
  const unchanged = new Map<Unit, Set<number>>();
  const section = lastOf(root, 'services')?.value;
  let read: Analysed | undefined;
  for (const [name, keys] of services) {
    const layers = keys.flatMap((at): Layer[] => {
      const origin = places.origin(at);
      return origin?.document.unit ? [{ unit: origin.document.unit, start: origin.at.start }] : [];
    });
    const node = section?.type === 'map' ? lastOf(section, name)?.value : undefined;
    const isMerged =
      keys.length > 1 || (variables.size > 0 && hasVariable(node)) || layers.some((one) => isFilledIn(one, first));
    for (const layer of layers)
      if (isMerged) {
        // Most projects merge nothing, and rules need to judge nothing then.
        read ??= readResult(result, first);
        if (!read) return { changed: new Map(), unchanged: new Map() };
        const inUnit = changed.get(layer.unit) ?? new Map<number, PartResult[]>();
        changed.set(layer.unit, inUnit);
        const part = { analysed: read, route: `service/${name}`, layers };
        inUnit.set(layer.start, [...(inUnit.get(layer.start) ?? []), part]);
      } else unchanged.set(layer.unit, (unchanged.get(layer.unit) ?? new Set<number>()).add(layer.start));
  }
  return { changed, unchanged };
}

/**
 * Whether a service of an included file has variables. Their values come from the environment files of the included project, so the result
 * does not show them as variables.
 */
const isFilledIn = ({ unit, start }: Layer, first: ComposeFileUnit): boolean =>
  unit.kind === 'compose' &&
  unit.path !== first.path &&
  unit.text.includes('$') &&
  hasVariable(unit.compose.services.find((s) => s.entry.keySpan.start === start)?.node);

/** The result as a unit, with the path of the first file. */
function readResult({ places, root, variables }: ResolvedProject, first: ComposeFileUnit): Analysed | undefined {
  const yaml = { ...first.yaml, text: places.text(), root, comments: [], problems: [] };
  const compose = readCompose(yaml, first.path, variables);
  if (!compose) return undefined;
  const unit: ComposeFileUnit = { kind: 'compose', path: first.path, text: yaml.text, start: 0, yaml, compose };
  const none = { facts: [], problems: [], unread: [], suppressions: [], unknownNames: [] };
  return { unit, ...none, result: undefined, report: undefined };
}

function hasVariable(node: YamlNode | undefined): boolean {
  if (node?.type === 'scalar') return node.text.includes('$');
  if (node?.type === 'seq') return node.items.some((item) => hasVariable(item.value));
  return node?.entries.some((entry) => hasVariable(entry.value)) === true;
}
