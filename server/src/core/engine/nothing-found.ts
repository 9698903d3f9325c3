/**
 * Remembers which rules find nothing in an instruction of a Dockerfile that is being edited. Only of rules that read nothing but the
 * instruction, the options and the settings: what a rule reads of `ctx.unit` or `ctx.workspace` is not compared.
 */
import type { Content } from '../dockerfile/model.ts';
import type { Rule } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/** Rules of one configuration. The key is an object that stands for both, as `RuleSet.order` does. */
interface Remembered {
  readonly of: object;
  readonly rules: Set<Rule>;
}

const known = new WeakMap<Content, Remembered>();

/** The rules that find nothing at the visit, to read and to add to; `undefined` where nothing is remembered. */
export function findingNothing(visit: Visit, of: object): Set<Rule> | undefined {
  if (visit.subject !== 'instruction') return undefined;
  const { content } = (visit as Visit<'instruction'>).value;
  if (!content) return undefined;
  const before = known.get(content);
  if (before?.of === of) return before.rules;
  const rules = new Set<Rule>();
  known.set(content, { of, rules });
  return rules;
}
