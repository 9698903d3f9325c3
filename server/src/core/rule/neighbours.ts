/** Matches ids of other tools, as their users write them, with the `refs` of rules. */
import { idsOf } from './refs/refs.ts';
import { knownIds, type Neighbour, normalId, sourceOf, type ToolName, toolNames } from './refs/sources.ts';
import type { RuleId, RuleMeta } from './rule.ts';

export type { Neighbour } from './refs/sources.ts';

/** A test for rules that correspond to one of `ids` in `tool`, wholly or in part. A Trivy id may end in `*`. */
export function mappedFrom(tool: Neighbour, ids: readonly string[]): (rule: RuleMeta) => boolean {
  const written = ids.map((id) => normalId(tool, id)).filter((id) => id !== '');
  return (rule) =>
    idsOf(rule.refs, tool).some((raw) => {
      const ref = normalId(tool, raw);
      return written.some(
        (id) => id === ref || (tool === 'trivy' && id.endsWith('*') && ref.startsWith(id.slice(0, -1))),
      );
    });
}

/** A test for rules that correspond to any check of `tool`: the meaning of its "ignore everything". */
export const mappedFromAny =
  (tool: Neighbour) =>
  (rule: RuleMeta): boolean =>
    idsOf(rule.refs, tool).length > 0;

/** The tool that an id belongs to, and our rules for it; `undefined` if no other tool has the id. */
export function foreignId(
  id: string,
  rules: readonly RuleMeta[],
): { readonly tool: ToolName; readonly rules: readonly RuleId[] } | undefined {
  const word = id.trim();
  if (word === '') return undefined;
  const mapped = mappedIds(rules);
  for (const tool of toolNames) {
    const found = mapped.get(tool)?.get(normalId(tool, word));
    if (found) return { tool, rules: [...found] };
  }
  const tool = toolNames.find((t) => sourceOf(t).distinct?.test(word) || isKnown(t, word));
  return tool && { tool, rules: [] };
}

type MappedIds = ReadonlyMap<ToolName, ReadonlyMap<string, ReadonlySet<RuleId>>>;
const mappedOf = new WeakMap<readonly RuleMeta[], MappedIds>();

/** For each tool our rules by the normal spelling of the ids that they refer to. A comment may list thousands of ids, so this is made once. */
function mappedIds(rules: readonly RuleMeta[]): MappedIds {
  const known = mappedOf.get(rules);
  if (known) return known;
  const made = new Map<ToolName, Map<string, Set<RuleId>>>();
  for (const tool of toolNames) {
    const ids = new Map<string, Set<RuleId>>();
    for (const rule of rules)
      for (const ref of idsOf(rule.refs, tool)) {
        const id = normalId(tool, ref);
        ids.set(id, (ids.get(id) ?? new Set()).add(rule.id));
      }
    made.set(tool, ids);
  }
  mappedOf.set(rules, made);
  return made;
}

const normalIds = new Map<ToolName, ReadonlySet<string>>();

/** Whether a tool has an id with this spelling. */
function isKnown(tool: ToolName, word: string): boolean {
  const ids = normalIds.get(tool) ?? new Set([...knownIds(tool)].map((id) => normalId(tool, id)));
  normalIds.set(tool, ids);
  return ids.has(normalId(tool, word));
}
