/** Ids of other tools as their users write them, compared with a rule's `refs`. */
import type { Refs, RuleId, RuleMeta } from './rule.ts';

/** Tools whose ignore comments or annotations are read. */
export type Neighbour = 'hadolint' | 'buildkit' | 'trivy' | 'checkov' | 'kics' | 'kube-linter';

type Tool = Neighbour | 'kube-score' | 'kubescape' | 'kyverno' | 'gatekeeper' | 'polaris' | 'datree';
/** Tools, not standards: what somebody may come from. */
export const TOOLS: readonly Tool[] = [
  'hadolint',
  'buildkit',
  'trivy',
  'checkov',
  'kics',
  'kube-linter',
  'kube-score',
  'kubescape',
  'kyverno',
  'gatekeeper',
  'polaris',
  'datree',
];

/**
 * One spelling for all the ways an id is written: case folded; Trivy's `AVD-DS-0002`, `DS-0002` and `DS002` are the same check.
 */
function normal(tool: Tool, id: string): string {
  const word = /^\s*(\S*)/.exec(id)?.[1]?.toLowerCase() ?? '';
  if (tool !== 'trivy') return word;
  const numbered = /^(?:avd-)?([a-z]+)-?0*(\d+)$/.exec(word);
  return numbered ? `${numbered[1]}-${numbered[2]}` : word;
}

/** KICS queries are UUIDs; a reference may hold the first group only. */
const same = (tool: Tool, written: string, ref: string): boolean =>
  written === ref || (tool === 'kics' && ref.length === 8 && written.startsWith(`${ref}-`));

const refsOf = (refs: Refs, tool: Tool): readonly string[] => refs[tool] ?? [];

/** Rules that stand for one of `ids` in `tool`. A Trivy id may end in `*`. */
export function mappedFrom(tool: Neighbour, ids: readonly string[]): (rule: RuleMeta) => boolean {
  const written = ids.map((id) => normal(tool, id)).filter((id) => id !== '');
  return (rule) =>
    refsOf(rule.refs, tool).some((raw) => {
      const ref = normal(tool, raw);
      return written.some(
        (id) => same(tool, id, ref) || (tool === 'trivy' && id.endsWith('*') && ref.startsWith(id.slice(0, -1))),
      );
    });
}

/** Rules that stand for anything at all in `tool`: what its "ignore everything" means here. */
export const mappedFromAny =
  (tool: Neighbour) =>
  (rule: RuleMeta): boolean =>
    refsOf(rule.refs, tool).length > 0;

const SHAPES: readonly (readonly [RegExp, Tool])[] = [
  [/^(?:DL|SC)\d{4}$/i, 'hadolint'],
  [/^CKV2?_[A-Z0-9]+_\d+$/i, 'checkov'],
  [/^(?:AVD-)?(?:DS|KSV|KCV)-?\d{3,4}$/i, 'trivy'],
  [/^C-\d{4}$/i, 'kubescape'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'kics'],
];

/** Whose id this is, if it is another tool's, and our rules for it. */
export function foreignId(
  id: string,
  rules: readonly RuleMeta[],
): { readonly tool: Tool; readonly rules: readonly RuleId[] } | undefined {
  if (id.trim() === '') return undefined;
  for (const tool of TOOLS) {
    const written = normal(tool, id);
    const found = rules.filter((r) => refsOf(r.refs, tool).some((ref) => same(tool, written, normal(tool, ref))));
    if (found.length > 0) return { tool, rules: found.map((r) => r.id) };
  }
  const shape = SHAPES.find(([pattern]) => pattern.test(id.trim()));
  return shape ? { tool: shape[1], rules: [] } : undefined;
}
