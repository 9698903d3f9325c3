/** Ignore comments of Seaworthy: `# seaworthy: ignore[rule, concern/*] until=2027-01-31 reason`, `# seaworthy: ignore-file[…] reason`. */

import { MOST_SUGGESTIONS, names, wrongName } from '../rule/names.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { beginningOf } from '../secrets/detect/without-tokens.ts';
import { type Day, parseDay } from '../text/day.ts';
import { type Span, shift, span } from '../text/span.ts';
import type {
  Comment,
  SuppressionProblem,
  SuppressionReading,
  Surroundings,
  WrittenIgnore,
  WrittenName,
} from './suppression.ts';

const START = /(?<![^\s#])#[ \t]*seaworthy[ \t]*:[ \t]*/gi;
const BODY = /^([a-z-]+)[ \t]*(?:\[([^\]\r\n]*)\])?/i;
const UNTIL = /^([ \t]*until[ \t]*=[ \t]*)(\S*)/i;

/** The words that make a comment ignore. */
export const VERBS: readonly string[] = ['ignore', 'ignore-file'];

/** Every Seaworthy ignore in a comment. Prose that begins with the name does not match. */
export function writtenIgnores(comment: Comment): WrittenIgnore[] {
  const starts = [...comment.text.matchAll(START)];
  return starts.flatMap((start, i) => {
    const end = starts[i + 1]?.index ?? comment.text.length;
    const text = comment.text.slice(start.index, end).trimEnd();
    const body = BODY.exec(text.slice(start[0].length));
    const verb = body?.[1]?.toLowerCase() ?? '';
    if (!body || !/^(?:ignore|disable|skip|allow|suppress)/.test(verb)) return [];
    const from = comment.span.start + start.index;
    const bodyAt = from + start[0].length;
    const listAt = bodyAt + body[0].length - 1 - (body[2]?.length ?? 0);
    const listed = body[2] === undefined ? undefined : splitNames(body[2], listAt);
    const rest = text.slice(start[0].length + body[0].length);
    const until = listed ? UNTIL.exec(rest) : null;
    return {
      at: span(from, from + text.length),
      text,
      verb,
      verbAt: shift(span(0, verb.length), bodyAt),
      names: listed,
      insertAt: listed?.at(-1)?.at.end ?? listAt,
      until: until
        ? { text: until[2]!, at: shift(span(until[1]!.length, until[0].length), bodyAt + body[0].length) }
        : undefined,
      reason: rest.slice(until?.[0].length ?? 0).trim(),
    };
  });
}

function splitNames(list: string, at: number): WrittenName[] {
  return [...list.matchAll(/[^,\s]+/g)].map((m) => ({ text: m[0], at: shift(span(0, m[0].length), at + m.index) }));
}

/** Adds the Seaworthy ignores in a comment to `reading`, with what is wrong with them. */
export function readSeaworthy(
  comment: Comment,
  around: Surroundings,
  rules: readonly RuleMeta[],
  { suppressions: found, problems, unknown }: SuppressionReading,
): void {
  // One comment may hold thousands of ignores, and all of them cover the same.
  let reach: { readonly span: Span | undefined } | undefined;
  const covered = (): Span | undefined => {
    reach ??= { span: comment.ownLine ? around.below(comment.span, false) : around.line(comment.span) };
    return reach.span;
  };
  for (const written of writtenIgnores(comment)) {
    const valid: WrittenName[] = [];
    for (const name of readNames(written, problems)) {
      const wrong = wrongName(name.text, rules, unknown.length < MOST_SUGGESTIONS);
      if (!wrong) valid.push(name);
      else unknown.push({ ...wrong, name, written, comment, covers: covered() ?? written.at });
    }
    const until = untilOf(written, problems);
    if (valid.length === 0 || until === 'wrong') continue;
    const common = {
      dialect: 'seaworthy' as const,
      at: written.at,
      matches: (rule: RuleMeta) => valid.some((name) => names(name.text, rule.id)),
      reason: written.reason,
      ...(until && { until }),
      text: written.text,
      own: { names: valid, written, comment },
    };
    if (written.verb === 'ignore-file') found.push({ ...common, scope: 'file', reach: undefined });
    else if (!comment.ownLine) found.push({ ...common, scope: 'line', reach: covered() });
    else {
      const below = covered();
      if (below) found.push({ ...common, scope: 'next', reach: below });
      else
        problems.push({
          at: written.at,
          message: 'This comment covers nothing: put it on the line directly above the instruction or entry',
        });
    }
  }
}

/** The last day of an ignore, if it has one. An ignore with a wrong day ignores nothing: it must not outlive what was meant. */
function untilOf({ until, at }: WrittenIgnore, problems: SuppressionProblem[]): Day | 'wrong' | undefined {
  if (!until) return undefined;
  const day = parseDay(until.text);
  if (day === undefined) problems.push({ at, message: '`until` must be a day such as `until=2027-01-31`' });
  return day ?? 'wrong';
}

/** The names in the brackets; none if the verb or the list is wrong. */
function readNames(written: WrittenIgnore, problems: SuppressionProblem[]): readonly WrittenName[] {
  const { verb, at } = written;
  if (!VERBS.includes(verb)) {
    const message = `\`${beginningOf(verb, 40)}\` is unknown; write \`ignore[rule] reason\` or \`ignore-file[rule] reason\``;
    problems.push({ at, message });
    return [];
  }
  if (!written.names || written.names.length === 0) {
    problems.push({ at, message: `\`${verb}\` names no rule; write \`seaworthy: ${verb}[rule] reason\`` });
    return [];
  }
  return written.names;
}
