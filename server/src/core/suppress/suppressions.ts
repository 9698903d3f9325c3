/** Reads all ignore comments of a unit, Seaworthy's and other tools', and applies them to findings. */

import { type DockerfileUnit, type Unit, yamlIn } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import { overlaps, type Span, span } from '../text/span.ts';
import { readAnnotations } from './dialect-annotations.ts';
import { buildkitSkip, readDockerfileNeighbours, readYamlNeighbours } from './dialect-neighbours.ts';
import { readScanners } from './dialect-scanners.ts';
import { readSeaworthy } from './dialect-seaworthy.ts';
import { firstNear } from './near.ts';
import {
  type Comment,
  isInForce,
  reaches,
  type Silenceable,
  type Suppression,
  type SuppressionReading,
  type Surroundings,
} from './suppression.ts';
import { dockerfileSurroundings, lastAtOrBefore } from './surroundings-dockerfile.ts';
import { envSurroundings } from './surroundings-env.ts';
import { yamlSurroundings } from './surroundings-yaml.ts';

export type { Suppression, SuppressionProblem, SuppressionReading, UnknownName } from './suppression.ts';

/** The comments of a unit that may be ignore comments; parser directives are left out. */
export function commentsOf(unit: Unit): Comment[] {
  const directives = unit.kind === 'dockerfile' ? unit.dockerfile.directives : [];
  const spans =
    unit.kind === 'dockerfile'
      ? unit.dockerfile.comments
      : unit.kind === 'env'
        ? unit.env.comments
        : (yamlIn(unit)?.comments ?? []);
  const found: Comment[] = [];
  for (const at of spans) {
    if (directives.some((d) => overlaps(d.span, at))) continue;
    const lineStart = unit.text.lastIndexOf('\n', at.start - 1) + 1;
    const before = unit.text.slice(lineStart, at.start).replace(/^\uFEFF/, '');
    found.push({ span: at, text: unit.text.slice(at.start, at.end), ownLine: before.trim() === '' });
  }
  return found;
}

/** The surroundings of a unit's comments; `undefined` if the unit has no model. */
export function surroundingsOf(unit: Unit): Surroundings | undefined {
  if (unit.kind === 'dockerfile') return dockerfileSurroundings(unit.dockerfile);
  if (unit.kind === 'env') return envSurroundings(unit.text, unit.env);
  if (!unit.yaml) return undefined;
  return yamlSurroundings(unit.yaml, unit.kind === 'kubernetes' ? unit.kubernetes.objects.map((o) => o.span) : []);
}

/** Every ignore comment and annotation of a unit, in source order, and the errors in Seaworthy's. `rules`: the metadata of all rules. */
export function readSuppressions(unit: Unit, rules: readonly RuleMeta[]): SuppressionReading {
  const reading: SuppressionReading = { suppressions: [], problems: [], unknown: [] };
  const around = surroundingsOf(unit);
  if (!around) return reading;
  const neighbours = unit.kind === 'dockerfile' ? readDockerfileNeighbours : readYamlNeighbours;
  for (const comment of commentsOf(unit)) {
    readSeaworthy(comment, around, rules, reading);
    reading.suppressions.push(...neighbours(comment, around));
  }
  if (unit.kind === 'dockerfile') readDockerfile(unit, reading);
  if (unit.kind === 'kubernetes') {
    for (const object of unit.kubernetes.objects) reading.suppressions.push(...readAnnotations(object, unit.text));
  }
  reading.suppressions.push(...readScanners(unit.text));
  reading.suppressions.sort((a, b) => a.at.start - b.at.start);
  reading.problems.sort((a, b) => a.at.start - b.at.start);
  return reading;
}

/** Reads the `check` directive, and text at line ends that looks like a comment but is none in a Dockerfile. */
function readDockerfile(unit: DockerfileUnit, reading: SuppressionReading): void {
  const { dockerfile, text } = unit;
  for (const directive of dockerfile.directives) {
    const matches = directive.name.toLowerCase() === 'check' ? buildkitSkip(directive.value) : undefined;
    if (!matches) continue;
    const at = directive.span;
    const common = { dialect: 'buildkit', at, scope: 'file', reach: undefined, judges: 'names' } as const;
    reading.suppressions.push({ ...common, matches, reason: '', text: text.slice(at.start, at.end) });
  }
  const bodies = dockerfile.stages.flatMap((s) => s.instructions.flatMap((i) => i.heredocs.map((h) => h.bodySpan)));
  const apart = [...dockerfile.comments, ...bodies].sort((a, b) => a.start - b.start).map((s) => ({ span: s }));
  for (const at of ignoresAtLineEnds(text)) {
    const before = apart[lastAtOrBefore(apart, at.end - 1)];
    if (before && overlaps(before.span, at)) continue;
    const message =
      'a Dockerfile has no comments at the end of a line: put this on a line of its own above the instruction';
    reading.problems.push({ at, message });
  }
}

const IGNORE = /#[ \t]*seaworthy[ \t]*:[ \t]*ignore/gi;

/** Spans of texts like a Seaworthy ignore that follow other text and a blank, each up to the end of its line. */
function ignoresAtLineEnds(text: string): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const { index } of text.matchAll(IGNORE)) {
    if (index < from) continue;
    // This walks back over blanks from each mark. A look-behind would do so from each blank.
    let before = index;
    while (before > from && (text[before - 1] === ' ' || text[before - 1] === '\t')) before--;
    if (before === index || before === 0 || /\s/.test(text[before - 1]!)) continue;
    LINE_END.lastIndex = index;
    from = LINE_END.exec(text)?.index ?? text.length;
    found.push(span(index, from));
  }
  return found;
}

const LINE_END = /[\r\n]/g;

/**
 * The suppression of a finding of the rule `meta`; `undefined` if none of `list` covers it. It must cover the text to change (`at`) or
 * the start of the thing that the finding is about (`covers.start`), unless the comment is about its own line only. `list` includes file-scope suppressions of the file's other
 * units.
 */
export function isSuppressed(
  finding: Silenceable,
  meta: RuleMeta,
  list: readonly Suppression[],
  today: Day,
): Suppression | undefined {
  const { at, evidence } = finding;
  return firstNear(
    list,
    finding,
    (s) =>
      reaches(s.reach, s.textOnly ? { at, covers: at } : finding) &&
      s.matches(meta) &&
      isInForce(s, today) &&
      !(s.judges === 'names' && evidence === 'value'),
  );
}
