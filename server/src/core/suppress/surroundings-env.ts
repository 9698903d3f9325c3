/** What comments of a file of environment variables stand above: the variable in the next line, further comments aside. */
import type { EnvFile } from '../env/model.ts';
import { contains, type Span, span } from '../text/span.ts';
import type { Surroundings } from './suppression.ts';

/** See `Surroundings`. */
export function envSurroundings(text: string, file: EnvFile): Surroundings {
  const below = (comment: Span, blanks: boolean): Span | undefined => {
    const next = file.variables.find((v) => v.span.start >= comment.start);
    if (!next) return undefined;
    const between = text.slice(comment.end, next.span.start).split('\n').slice(1, -1);
    const passed = between.every((line) => line.trim().startsWith('#') || (blanks && line.trim() === ''));
    return passed ? next.span : undefined;
  };
  return {
    below,
    line: (comment) => file.variables.find((v) => contains(v.span, comment))?.span ?? comment,
    block: ({ span: at }) => {
      const next = below(span(at.start, at.end), false);
      return next && { reach: next, scope: 'next' };
    },
    object: () => undefined,
  };
}
