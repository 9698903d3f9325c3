/** The edit that ignores a finding from the editor. */

import { type DockerfileUnit, type EnvFileUnit, eolOf, type Unit, yamlIn } from '../domain/unit.ts';
import { names } from '../rule/names.ts';
import { contains, type Span, span, type TextEdit } from '../text/span.ts';
import { writtenIgnores } from './dialect-seaworthy.ts';
import { reaches, type Surroundings, type WrittenIgnore } from './suppression.ts';
import { commentsOf, surroundingsOf } from './suppressions.ts';
import { allInstructions, instructionAt } from './surroundings-dockerfile.ts';
import { partsOf } from './surroundings-yaml.ts';

interface FindingPlace {
  readonly at: Span;
  readonly covers: Span;
}

/**
 * Edits that make `readSuppressions` suppress a finding of `ruleId`: `here` above its instruction or entry, `file` for the whole file.
 * An existing Seaworthy ignore for the same place is extended, unless it has a last day, which would then apply to this rule too. Empty if no comment is possible (JSON), or if the finding is already
 * suppressed. A finding on a parser directive is ignored for the file, since no comment can precede the directive.
 */
export function suppressionEdit(unit: Unit, finding: FindingPlace, ruleId: string, scope: 'here' | 'file'): TextEdit[] {
  const around = surroundingsOf(unit);
  if (!around || yamlIn(unit)?.json) return [];
  const eol = eolOf(unit);
  if (scope === 'file') return editFile(unit, ruleId, eol);
  const line =
    unit.kind === 'dockerfile'
      ? instructionLine(unit, finding)
      : unit.kind === 'env'
        ? variableLine(unit, finding)
        : entryLine(unit, finding, around);
  if (line === undefined) return unit.kind === 'dockerfile' ? editFile(unit, ruleId, eol) : [];
  const target = around.below(span(line, line), false);
  if (!target) return [];
  const existing = extendable(unit, around, target, line, finding);
  if (existing) return extend(existing, ruleId);
  const indent = /^[ \t]*/.exec(unit.text.slice(line))?.[0] ?? '';
  return [{ span: span(line, line), text: `${indent}# seaworthy: ignore[${ruleId}]${eol}` }];
}

/** The first offset after a byte order mark. */
const begin = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);
const lineStart = (text: string, offset: number): number =>
  Math.max(begin(text), offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);

/** Start of the first line of the instruction that the finding is in, or about. */
function instructionLine(unit: DockerfileUnit, finding: FindingPlace): number | undefined {
  const instructions = allInstructions(unit.dockerfile);
  const found =
    instructionAt(instructions, finding.at.start) ??
    instructions.find((i) => i.span.end === finding.at.start && finding.at.end === finding.at.start) ??
    instructionAt(instructions, finding.covers.start);
  return found && lineStart(unit.text, found.span.start);
}

/** Start of the line of the variable that the finding is in. */
const variableLine = (unit: EnvFileUnit, { at }: FindingPlace): number | undefined =>
  unit.env.variables.find((v) => contains(v.span, at))?.span.start;

/** Start of the line of the innermost block entry or item around the finding where a comment above has effect. */
function entryLine(unit: Unit, finding: FindingPlace, around: Surroundings): number | undefined {
  const yaml = yamlIn(unit);
  if (!yaml) return undefined;
  const parts = partsOf(yaml.root);
  for (const offset of [finding.at.start, finding.covers.start]) {
    for (let i = parts.length - 1; i >= 0; i--) {
      const part = parts[i]!;
      if (part.inFlow || !contains(part.span, span(offset, offset))) continue;
      const line = lineStart(unit.text, part.span.start);
      if (/^---/.test(unit.text.slice(line, line + 3))) continue;
      const reach = around.below(span(line, line), false);
      if (reach && reaches(reach, finding)) return line;
    }
  }
  return undefined;
}

/** An existing Seaworthy comment with the same reach: above the place, or at the end of its line. */
function extendable(
  unit: Unit,
  around: Surroundings,
  target: Span,
  line: number,
  finding: FindingPlace,
): WrittenIgnore | undefined {
  for (const comment of commentsOf(unit)) {
    const sameTarget = comment.ownLine
      ? comment.span.start < line && around.below(comment.span, false)?.start === target.start
      : lineStart(unit.text, comment.span.start) === line && reaches(around.line(comment.span), finding);
    if (!sameTarget) continue;
    const written = writtenIgnores(comment).find((w) => w.verb === 'ignore' && w.names && !w.until);
    if (written) return written;
  }
  return undefined;
}

function extend(written: WrittenIgnore, ruleId: string): TextEdit[] {
  if (written.names?.some((n) => names(n.text, ruleId))) return [];
  const text = written.names?.length ? `, ${ruleId}` : ruleId;
  return [{ span: span(written.insertAt, written.insertAt), text }];
}

function editFile(unit: Unit, ruleId: string, eol: string): TextEdit[] {
  for (const comment of commentsOf(unit)) {
    const written = writtenIgnores(comment).find((w) => w.verb === 'ignore-file' && w.names && !w.until);
    if (written) return extend(written, ruleId);
  }
  const text = `# seaworthy: ignore-file[${ruleId}]${eol}`;
  const { offset, open } = topOf(unit);
  return [{ span: span(offset, offset), text: open ? `${eol}${text}` : text }];
}

/** Offset for a comment that covers the file. `open`: the line there is not ended yet. */
function topOf(unit: Unit): { offset: number; open: boolean } {
  if (unit.kind !== 'dockerfile') {
    // A `---` before a later document must remain its first line: text above it belongs to the previous document.
    const marker = /^\uFEFF?---[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.exec(unit.text);
    const offset = marker ? marker[0].length : begin(unit.text);
    return { offset, open: marker !== null && !marker[0].endsWith('\n') };
  }
  const last = unit.dockerfile.directives.at(-1);
  if (!last) return { offset: begin(unit.text), open: false };
  const end = unit.text.indexOf('\n', last.span.end);
  return end < 0 ? { offset: unit.text.length, open: true } : { offset: end + 1, open: false };
}
