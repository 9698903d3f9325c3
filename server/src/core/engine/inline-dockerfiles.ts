/**
 * The Dockerfiles that a Compose file holds in `dockerfile_inline`, as units of the file. The text of such a unit is the block as written,
 * with its indentation: instructions may be indented, so every span is right in the file too.
 */
import type { ComposeFileUnit, Unit } from '../domain/unit.ts';
import type { TextEdit } from '../text/span.ts';
import { lensOf } from '../yaml/lens.ts';
import type { UnitText } from './analyse.ts';

/** A unit inside another one. */
export const isInline = (unit: Unit): boolean => unit.kind === 'dockerfile' && unit.indent !== undefined;

/**
 * The inline Dockerfiles of a unit. None for other forms than a literal block, whose lines are not as written, and none with a heredoc: its
 * end may not be indented.
 */
export function inlineDockerfiles(unit: Unit): UnitText[] {
  if (unit.kind !== 'compose' || !unit.text.includes('dockerfile_inline')) return [];
  return blocksIn(unit).flatMap(({ start, end }): UnitText[] => {
    const body = unit.text.indexOf('\n', start) + 1;
    if (body === 0 || body >= end) return [];
    const text = unit.text.slice(body, end);
    const indent = /^[ ]*(?=[^\s])/m.exec(text)?.[0] ?? '';
    return text.includes('<<') ? [] : [{ kind: 'dockerfile', start: unit.start + body, text, indent }];
  });
}

/** The spans of the literal blocks, each once. */
function blocksIn({ yaml, compose }: ComposeFileUnit): readonly { readonly start: number; readonly end: number }[] {
  const services = lensOf(yaml).get('services').entries();
  const nodes = services.flatMap((service) => service.get('build', 'dockerfile_inline').node ?? []);
  const blocks = nodes.filter((node) => node.type === 'scalar' && node.style === 'literal' && !node.templated);
  return compose.legacy ? [] : [...new Map(blocks.map((node) => [node.span.start, node.span])).values()];
}

/** An edit of a unit, whose new lines are indented like the unit. */
export function indentedEdit(edit: TextEdit, unit: Unit): TextEdit {
  if (unit.kind !== 'dockerfile' || unit.indent === undefined || edit.text === '') return edit;
  const { indent, text: whole } = unit;
  const isLineStart = (offset: number): boolean => offset === 0 || whole[offset - 1] === '\n';
  const lines = edit.text.split('\n');
  const text = lines
    .map((line, i) => {
      const begins = i > 0 || isLineStart(edit.span.start);
      const isRest = line === '' && i === lines.length - 1;
      const needs = isRest ? i > 0 && !isLineStart(edit.span.end) && edit.span.end < whole.length : line.trim() !== '';
      return begins && needs ? indent + line : line;
    })
    .join('\n');
  return { span: edit.span, text };
}
