/** Finds the variable that a comment of an environment file belongs to: the one on the next line that is not a comment. */
import type { EnvFile } from '../env/model.ts';
import { contains, type Span, span } from '../text/span.ts';
import { linesBetween } from './lines-between.ts';
import type { Surroundings } from './suppression.ts';
import { lastAtOrBefore } from './surroundings-dockerfile.ts';

const isComment = (line: string): boolean => line.startsWith('#');

/** See `Surroundings`. */
export function envSurroundings(text: string, file: EnvFile): Surroundings {
  const { variables } = file;
  const comments = linesBetween(text, isComment);
  const commentsAndBlanks = linesBetween(text, (l) => l === '' || isComment(l));
  const below = (comment: Span, blanks: boolean): Span | undefined => {
    const next = variables[lastAtOrBefore(variables, comment.start - 1) + 1];
    const between = blanks ? commentsAndBlanks : comments;
    return next && between(comment.end, next.span.start) ? next.span : undefined;
  };
  return {
    below,
    line: (comment) => {
      const around = variables[lastAtOrBefore(variables, comment.start)];
      return around && contains(around.span, comment) ? around.span : comment;
    },
    block: ({ span: at }) => {
      const next = below(span(at.start, at.end), false);
      return next && { reach: next, scope: 'next' };
    },
    object: () => undefined,
  };
}
