/** Completes Seaworthy's ignore comments: the first word, the verb, the names of rules. */

import { meaningOf } from '../rule/about.ts';
import { concerns } from '../rule/concerns.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suggestion } from '../rule/suggestion.ts';
import { type Span, span } from '../text/span.ts';

const START = /(?<![^\s#])#[ \t]*seaworthy[ \t]*:[ \t]*/gi;
const FIRST = 'seaworthy:';

/** A place in an ignore comment. Spans are offsets in the comment. */
export type IgnorePlace =
  /** Before the colon: a part of the word `seaworthy:`. */
  | { readonly do: 'begin'; readonly word: Span }
  /** The verb. `opened`: a bracket follows. */
  | { readonly do: 'verb'; readonly word: Span; readonly opened: boolean }
  /** A name. `word` is what is replaced; `open`, `close`: the brackets that are missing. */
  | {
      readonly do: 'name';
      readonly word: Span;
      /** Blanks between the verb and the name. */
      readonly lead: string;
      readonly open: boolean;
      readonly close: boolean;
      readonly bare: boolean;
      readonly others: readonly string[];
    };

/** What may stand at `at` in a comment, which begins with `#` and ends with its line; `undefined` if nothing of an ignore comment may. */
export function ignorePlace(comment: string, at: number): IgnorePlace | undefined {
  const start = [...comment.matchAll(START)].findLast((m) => m.index + m[0].length <= at);
  if (!start) return beginning(comment, at);
  const from = start.index + start[0].length;
  const before = comment.slice(from, at);
  const after = comment.slice(at);
  if (/^[a-z-]*$/i.test(before)) {
    const end = at + /^[a-z-]*/i.exec(after)![0].length;
    return { do: 'verb', word: span(from, end), opened: /^[ \t]*\[/.test(comment.slice(end)) };
  }
  const bare = /^(ignore|ignore-file)[ \t]+(?=[^\s[\],]*$)/i.exec(before);
  if (bare) {
    if (/^[^\s[\],]*[ \t]*\[/.test(after)) return undefined;
    return nameAt(comment, { from: from + bare[1]!.length, typedFrom: from + bare[0].length, listFrom: at }, at, true);
  }
  const opened = /^(?:ignore|ignore-file)[ \t]*\[(?=[^\]]*$)/i.exec(before);
  if (!opened) return undefined;
  const listFrom = from + opened[0].length;
  const word = /[^,\s]*$/.exec(before.slice(opened[0].length))![0];
  return nameAt(comment, { from: at - word.length, typedFrom: at - word.length, listFrom }, at, false);
}

function nameAt(
  comment: string,
  { from, typedFrom, listFrom }: { readonly from: number; readonly typedFrom: number; readonly listFrom: number },
  at: number,
  open: boolean,
): IgnorePlace {
  const end = at + /^[^,\s\][#]*/.exec(comment.slice(at))![0].length;
  const rest = /^[^\][#]*/.exec(comment.slice(end))![0];
  const isClosed = !open && comment[end + rest.length] === ']';
  const goesOn = /^[ \t]*,/.test(rest);
  const others = `${comment.slice(listFrom, from)} ${isClosed || goesOn ? rest : ''}`.match(/[^,\s]+/g) ?? [];
  return {
    do: 'name',
    word: span(from, end),
    lead: comment.slice(from, typedFrom),
    open,
    close: !isClosed && !goesOn,
    bare: comment.slice(end).trim() === '',
    others: open ? [] : others,
  };
}

/** A comment that consists of a part of the first word. */
function beginning(comment: string, at: number): IgnorePlace | undefined {
  const [lead = ''] = /^#+[ \t]*/.exec(comment) ?? [];
  const word = comment.slice(lead.length).trimEnd();
  const isPart = word.length < FIRST.length && FIRST.startsWith(word.toLowerCase());
  if (!isPart || at < lead.length || at > lead.length + word.length) return undefined;
  return { do: 'begin', word: span(lead.length, lead.length + word.length) };
}

const VERBS = [
  ['ignore', 'the next instruction or entry, or the line that the comment ends'],
  ['ignore-file', 'the whole file'],
] as const;

/**
 * What completes an ignore comment at a place of `ignorePlace`, the most likely first. `shift` is the comment's offset. `found`: ids of the
 * rules with findings here, the nearest first.
 */
export function suggestInIgnore(
  place: IgnorePlace,
  shift: number,
  rules: readonly RuleMeta[],
  found: readonly string[],
): Suggestion[] {
  const replaces = span(place.word.start + shift, place.word.end + shift);
  if (place.do !== 'name')
    return VERBS.map(([verb, covers]) => {
      const start = place.do === 'begin' ? `${FIRST} ` : '';
      const open = place.do === 'verb' && place.opened ? '' : '[';
      const label = `${start}${verb}`;
      return {
        label,
        kind: 'key',
        replaces,
        text: label + open,
        continues: open !== '',
        detail: `Ignores findings in ${covers}`,
      };
    });
  const rest = rules.map((r) => r.id).filter((id) => !found.includes(id));
  const ids = [
    ...found.filter((id) => rules.some((r) => r.id === id)),
    ...rest.sort(),
    ...concerns.map((c) => `${c}/*`),
  ];
  return ids
    .filter((id) => !place.others.includes(id))
    .map((id): Suggestion => {
      const meaning = meaningOf(id, rules);
      return {
        label: id,
        filter: place.lead + id,
        kind: 'rule',
        replaces,
        text: `${place.open ? '[' : ''}${id}${place.close ? ']' : ''}`,
        asksReason: place.close && place.bare,
        detail: found.includes(id) ? `${meaning?.title} (found here)` : meaning?.title,
        about: meaning?.paragraphs.join('\n\n'),
      };
    });
}
