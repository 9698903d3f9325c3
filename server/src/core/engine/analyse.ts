import { readCompose } from '../compose/read.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Unit } from '../domain/unit.ts';
import { readEnvFile } from '../env/read.ts';
import { classify, type FileKind, quickKind } from '../files/classify.ts';
import { readKubernetes } from '../kubernetes/read.ts';
import type { Kustomized } from '../kustomize/kustomized.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { readSuppressions, type Suppression } from '../suppress/suppressions.ts';
import { type Fact, factsOf } from '../workspace/facts/facts.ts';
import { cutStream } from '../yaml/cut.ts';
import { limits } from '../yaml/limits.ts';
import { parseYaml } from '../yaml/parse.ts';
import { internal, type Problem } from './problem.ts';
import { type KnownJudgement, messageOf } from './raw.ts';
import type { UnitReport } from './unit-report.ts';
import { type Unread, unreadIn } from './unread.ts';

/** A unit with all that was worked out for it. */
export interface Analysed {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly unread: readonly Unread[];
  readonly suppressions: readonly Suppression[];
  /** What the rules found, and when; see `judgements.ts`. */
  judged: KnownJudgement | undefined;
  /** What was last reported of it; see `unit-report.ts`. */
  report: UnitReport | undefined;
}

/** Kinds of files that are cut into units and judged. */
export const isJudged = (kind: FileKind): boolean => kind !== 'config' && kind !== 'other';

/** One unit to be: its kind, text and place, before anything is parsed. */
export interface UnitText {
  readonly kind: FileKind;
  readonly start: number;
  readonly text: string;
}

/** Cuts a file into units without parsing it. A file that is too large gives a problem instead. */
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
  // Compose merges the documents of a file in order; each is judged for itself.
  const cuts = isStream(path, kind, text) ? cutStream(text) : [{ start: 0, text }];
  // Nothing but markers and white space is no document: a stream of them must not cost a parse each.
  const full = cuts.filter((cut) => cuts.length === 1 || /[^\s-]/.test(cut.text));
  return { kind, units: full.map((cut) => ({ kind, ...cut })), problems: [] };
}

const mostOf = (kind: FileKind): number => (kind === 'dockerfile' ? limits.dockerfile : limits.file);

/** Whether a file is cut at the markers of a YAML stream. */
export const isStream = (path: string, kind: FileKind, text: string): boolean =>
  isJudged(kind) && kind !== 'dockerfile' && kind !== 'env' && !isJson(path, kind) && text.length <= mostOf(kind);

const isJson = (path: string, kind: FileKind): boolean => path.endsWith('.json') || kind === 'docker-config';

/** Builds the model of one unit; `made`: what kustomizations make of its file. Never throws; what could not be read is in the problems. */
export function readUnit(
  path: string,
  from: UnitText,
  made?: Kustomized,
): { unit: Unit; problems: readonly Problem[] } {
  const { start, text, kind } = from;
  if (kind === 'dockerfile') {
    return { unit: { kind: 'dockerfile', path, start, text, dockerfile: parseDockerfile(text) }, problems: [] };
  }
  if (kind === 'env') return { unit: { kind: 'env', path, start, text, env: readEnvFile(text) }, problems: [] };
  const type = kind === 'compose' ? undefined : quickKind(text);
  // Most YAML bytes in real repositories are CustomResourceDefinitions, which no rule reads: no tree is built for them.
  if (type === 'CustomResourceDefinition')
    return { unit: { kind: 'other', path, start, text, yaml: undefined }, problems: [] };
  const yaml = parseYaml(text, { json: isJson(path, kind) });
  const problems = yaml.problems
    .filter((p) => p.kind !== 'syntax')
    .map((p): Problem => ({ kind: 'limit', at: p.at, message: p.message }));
  if (kind === 'compose') {
    const compose = readCompose(yaml);
    if (compose) return { unit: { kind: 'compose', path, start, text, yaml, compose }, problems };
    return { unit: { kind: 'other', path, start, text, yaml }, problems };
  }
  if (kind === 'helm-values' || kind === 'kustomization' || kind === 'daemon' || kind === 'docker-config')
    return { unit: { kind: 'settings', of: kind, path, start, text, yaml }, problems };
  return {
    unit: { kind: 'kubernetes', path, start, text, yaml, kubernetes: readKubernetes(yaml, made) },
    problems,
  };
}

/** All that is worked out of a unit before it is judged. A fault of ours loses the unit, and is said, but nothing else of the file. */
export function analyseUnit(path: string, from: UnitText, made: Kustomized, metas: readonly RuleMeta[]): Analysed {
  try {
    const { unit, problems } = readUnit(path, from, made);
    const comments = readSuppressions(unit, metas);
    const malformed = comments.problems.map((p): Problem => ({ kind: 'suppression', ...p }));
    return {
      unit,
      facts: factsOf(unit),
      problems: [...problems, ...malformed],
      unread: unreadIn(unit),
      suppressions: comments.suppressions,
      judged: undefined,
      report: undefined,
    };
  } catch (error) {
    const unit: Unit = { kind: 'other', path, start: from.start, text: from.text, yaml: undefined };
    const problems = [internal('reading', messageOf(error))];
    const unread: Unread[] = problems.map(({ at, message }) => ({ at, message, extent: 'not-read' }));
    return { unit, facts: [], problems, unread, suppressions: [], judged: undefined, report: undefined };
  }
}
