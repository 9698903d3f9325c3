/**
 * Remembers which rules find nothing in an instruction of a Dockerfile that is being edited. Only of rules that read nothing but the
 * instruction, the options and the settings: what a rule reads of `ctx.unit` or `ctx.workspace` is not compared.
 */
import type { Content } from '../dockerfile/model.ts';
import type { Rule } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/** Rules that find nothing at one instruction. */
export interface NothingFound {
  add(rule: Rule): void;
  /** The rules of a list that may find something. */
  among(list: readonly Rule[]): readonly Rule[];
}

/** Rules of one configuration. The key is an object that stands for both, as `RuleSet.order` does. */
interface Remembered {
  readonly of: object;
  readonly rules: NothingFound;
}

const known = new WeakMap<Content, Remembered>();

const NONE: readonly Rule[] = [];

/** Nearly all rules find nothing at nearly all instructions, so the answer of the last list is kept: a keystroke asks at each instruction. */
function nothingFound(): NothingFound {
  const rules = new Set<Rule>();
  let last: { readonly of: readonly Rule[]; readonly left: readonly Rule[] } | undefined;
  return {
    add(rule) {
      rules.add(rule);
      last = undefined;
    },
    among(list) {
      if (last?.of === list) return last.left;
      const left = list.filter((rule) => !rules.has(rule));
      last = { of: list, left: left.length > 0 ? left : NONE };
      return last.left;
    },
  };
}

/** The rules that find nothing at the visit, to read and to add to; `undefined` where nothing is remembered. */
export function findingNothing(visit: Visit, of: object): NothingFound | undefined {
  if (visit.subject !== 'instruction') return undefined;
  const { content } = (visit as Visit<'instruction'>).value;
  if (!content) return undefined;
  const before = known.get(content);
  if (before?.of === of) return before.rules;
  const rules = nothingFound();
  known.set(content, { of, rules });
  return rules;
}
