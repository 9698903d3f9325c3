import { readHcl } from '../bake/read-hcl.ts';
import { readCompose } from '../compose/read.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { KubernetesUnit } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import { readEnvFile } from '../env/read.ts';
import { classify, type FileKind, quickKind } from '../files/classify.ts';
import { isPodmanFile } from '../files/podman-file.ts';
import { quadletKind } from '../files/quadlet-file.ts';
import { readChartValues } from '../kubernetes/chart-values.ts';
import { type ReadingContext, readKubernetes } from '../kubernetes/read.ts';
import { readQuadlet } from '../podman/quadlet/read-quadlet.ts';
import { readToml } from '../podman/read-toml.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { readSuppressions, type Suppression, type UnknownName } from '../suppress/suppressions.ts';
import { traceOf } from '../text/trace.ts';
import { type Fact, factsOf } from '../workspace/facts/facts.ts';
import { cutStream } from '../yaml/cut.ts';
import { limits } from '../yaml/limits.ts';
import type { YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { withOthers } from './other-arms.ts';
import { internal, type Problem } from './problem.ts';
import { type CachedResult, messageOf } from './raw.ts';
import type { UnitReport } from './unit-report.ts';
import { type Unread, unreadIn } from './unread.ts';

/** A unit with everything computed for it. */
export interface Analysed {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly unread: readonly Unread[];
  readonly suppressions: readonly Suppression[];
  /** Names in ignore comments that no rule has. */
  readonly unknownNames: readonly UnknownName[];
  /** The findings of the rules and the state that they are valid for; see `result-cache.ts`. */
  result: CachedResult | undefined;
  /** The last report of the unit; see `unit-report.ts`. */
  report: UnitReport | undefined;
}

/** Whether files of this kind are cut into units and checked. */
export const isJudged = (kind: FileKind): boolean => kind !== 'config' && kind !== 'other';

/** A unit before parsing: its kind, text and place. */
export interface UnitText {
  readonly kind: FileKind;
  readonly start: number;
  readonly text: string;
  /** The indentation of a Dockerfile inside another file. */
  readonly indent?: string | undefined;
}

/** Cuts a file into units without parsing it. A file over the size limit gives a problem and no units. */
export function unitTexts(
  path: string,
  text: string,
  kind: FileKind = classify(path, text),
): { kind: FileKind; units: readonly UnitText[]; problems: readonly Problem[] } {
  if (!isJudged(kind)) return { kind, units: [], problems: [] };
  const most = mostOf(kind);
  if (text.length > most) {
    const message = `file is larger than ${Math.round(most / 1024 / 1024)} MB and was not analysed`;
    return { kind, units: [], problems: [{ kind: 'limit', at: { start: 0, end: 0 }, message }] };
  }
  // Compose merges the documents of a file in order; here each is checked alone.
  const cuts = isStream(path, kind, text) ? cutStream(text) : [{ start: 0, text }];
  // A document of only markers and white space is skipped: a stream of thousands must not cost a parse each.
  const full = cuts.filter((cut) => cuts.length === 1 || /[^\s-]/.test(cut.text));
  return { kind, units: full.map((cut) => ({ kind, ...cut })), problems: [] };
}

const mostOf = (kind: FileKind): number => (kind === 'dockerfile' ? limits.dockerfile : limits.file);

/** Whether a file is cut at the document markers of a YAML stream. */
export const isStream = (path: string, kind: FileKind, text: string): boolean =>
  isJudged(kind) &&
  kind !== 'dockerfile' &&
  kind !== 'env' &&
  kind !== 'bake' &&
  !isPodmanFile(kind) &&
  !isUnitFile(path, kind) &&
  !isJson(path, kind) &&
  text.length <= mostOf(kind);

const isJson = (path: string, kind: FileKind): boolean => path.endsWith('.json') || kind === 'docker-config';

/** Whether a file of this kind is a unit file of Quadlet, which is judged as a Compose file. */
const isUnitFile = (path: string, kind: FileKind): boolean => kind === 'compose' && quadletKind(path) !== undefined;

function treeOf(path: string, text: string, kind: FileKind): YamlUnit {
  if (path.endsWith('.hcl')) return readHcl(text);
  if (isUnitFile(path, kind)) return readQuadlet(path, text);
  if (kind === 'containers.conf' || kind === 'registries.conf') return readToml(text);
  return parseYaml(text, { json: isJson(path, kind) });
}

/**
 * Builds the model of one unit. `made`: what other files say about its file. `before`: the unit that an edit replaces. Never throws;
 * unread parts appear in the problems.
 */
export function readUnit(
  path: string,
  from: UnitText,
  made?: ReadingContext,
  before?: Unit,
): { unit: Unit; problems: readonly Problem[] } {
  const { start, text, kind, indent } = from;
  if (kind === 'dockerfile') {
    const known = before?.kind === 'dockerfile' ? before.dockerfile : undefined;
    const dockerfile = parseDockerfile(text, undefined, known);
    const inside = indent === undefined ? {} : { indent };
    return { unit: { kind: 'dockerfile', path, start, text, dockerfile, ...inside }, problems: [] };
  }
  if (kind === 'env') return { unit: { kind: 'env', path, start, text, env: readEnvFile(text) }, problems: [] };
  const type = kind === 'compose' ? undefined : quickKind(text);
  // Most YAML bytes in real repositories are CustomResourceDefinitions. No rule reads them, so no tree is built.
  if (type === 'CustomResourceDefinition')
    return { unit: { kind: 'other', path, start, text, yaml: undefined }, problems: [] };
  const yaml = treeOf(path, text, kind);
  const problems = yaml.problems
    .filter((p) => p.kind !== 'syntax')
    .map((p): Problem => ({ kind: 'limit', at: p.at, message: p.message }));
  if (kind === 'compose') {
    const compose = readCompose(yaml, path);
    if (compose) return { unit: { kind: 'compose', path, start, text, yaml, compose }, problems };
    return { unit: { kind: 'other', path, start, text, yaml }, problems };
  }
  if (
    kind === 'helm-values' ||
    kind === 'kustomization' ||
    kind === 'daemon' ||
    kind === 'docker-config' ||
    kind === 'bake' ||
    kind === 'distribution' ||
    isPodmanFile(kind)
  )
    return {
      unit: {
        kind: 'settings',
        of: kind,
        path,
        start,
        text,
        yaml,
        values: kind === 'helm-values' ? readChartValues(yaml) : undefined,
      },
      problems,
    };
  const read = (tree: YamlUnit): KubernetesUnit => readKubernetes(tree, made);
  return {
    unit: withOthers({ kind: 'kubernetes', path, start, text, yaml, kubernetes: read(yaml) }, read),
    problems,
  };
}

/** Computes everything about a unit that the rules need. An internal error loses this unit only, and is reported as a problem. */
export function analyseUnit(
  path: string,
  from: UnitText,
  made: ReadingContext,
  metas: readonly RuleMeta[],
  before?: Unit,
): Analysed {
  try {
    const { unit, problems } = readUnit(path, from, made, before);
    const comments = readSuppressions(unit, metas);
    const malformed = comments.problems.map((p): Problem => ({ kind: 'suppression', ...p }));
    return {
      unit,
      facts: factsOf(unit),
      problems: [...problems, ...malformed],
      unread: unreadIn(unit),
      suppressions: comments.suppressions,
      unknownNames: comments.unknown,
      result: undefined,
      report: undefined,
    };
  } catch (error) {
    const unit: Unit = { kind: 'other', path, start: from.start, text: from.text, yaml: undefined };
    const problems = [internal('reading', messageOf(error), traceOf(error))];
    const unread: Unread[] = problems.map(({ at, message }) => ({ at, message, extent: 'not-read' }));
    const none = { facts: [], suppressions: [], unknownNames: [] };
    return { unit, ...none, problems, unread, result: undefined, report: undefined };
  }
}
