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
  for (const tool of toolNames) {
    const written = normalId(tool, word);
    const found = rules.filter((r) => idsOf(r.refs, tool).some((ref) => written === normalId(tool, ref)));
    if (found.length > 0) return { tool, rules: found.map((r) => r.id) };
  }
  const tool = toolNames.find((t) => sourceOf(t).distinct?.test(word) || isKnown(t, word));
  return tool && { tool, rules: [] };
}

/** Whether a tool has an id with this spelling. */
function isKnown(tool: ToolName, word: string): boolean {
  const written = normalId(tool, word);
  for (const id of knownIds(tool)) if (written === normalId(tool, id)) return true;
  return false;
}
