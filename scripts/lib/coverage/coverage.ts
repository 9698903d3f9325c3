/**
 * What becomes of each check of another tool: rules of ours find the same, or there is a reason why none does. The ids are those of
 * `server/src/core/rule/refs/known`, the rules those that name the id in `refs`. Reasons are data: `reasons/SOURCE.tsv`, a line each with the
 * id, the kind of reason and words, separated by tabs. Checks whose turn has not come are in `not-yet.tsv`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Reference, referencesTo } from '../../../server/src/core/rule/refs/refs.ts';
import { knownIds, normalId, type ToolName, toolNames } from '../../../server/src/core/rule/refs/sources.ts';
import type { RuleMeta } from '../../../server/src/core/rule/rule.ts';

/** Kinds of reason, each with what it says on the page. */
export const KINDS = {
  hygiene: 'It is about availability, cost or style, not about security.',
  running: 'It needs a running cluster, a node, a cloud account or a scan: no file shows it.',
  own: 'It is the rule of one organisation, with values that only they know: labels, names, registries.',
  changes: 'It creates or changes objects, or answers requests: a file has nothing to report.',
  removed: 'Kubernetes has removed what it is about.',
  form: 'It reports errors of form, which the API server refuses and schema-based extensions show.',
  product: 'It is about objects of one product that Seaworthy does not read.',
  noise: 'It is true of nearly every file, or its advice is disputed or out of date.',
  mistaken: 'It does not find what it is about.',
  covered: 'Other rules report the harm, in another place.',
  open: 'It is worth having and not built.',
} as const;
export type ReasonKind = keyof typeof KINDS;

export interface Reason {
  readonly id: string;
  readonly kind: ReasonKind;
  readonly words: string;
}

/** Checks that nobody has looked at yet. */
export interface NotYet {
  readonly tool: ToolName;
  /** An id, or the beginning of ids and an asterisk. */
  readonly ids: string;
  readonly group: string;
}

export interface Check {
  readonly id: string;
  /** Rules that find the same or a part of it, sorted by id. */
  readonly rules: readonly { readonly id: string; readonly means: Reference['means'] }[];
  readonly reason?: Reason;
  /** The group of `not-yet.tsv`, if there is neither a rule nor a reason. */
  readonly notYet?: string;
}

/** Ids that are checks. Kubescape's other ids are parts of its controls, those of Kyverno with a slash are parts of policies. */
const CHECKS: Partial<Record<ToolName, RegExp>> = { kubescape: /^C-\d{4}$/, kyverno: /^[^/]+$/ };

const DATA = 'scripts/lib/coverage';
const rowsOf = (path: string): string[][] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t'))
    : [];

/** The reasons of one tool, in the order of its file. */
export const reasonsOf = (tool: ToolName): Reason[] =>
  rowsOf(`${DATA}/reasons/${tool}.tsv`).map(([id = '', kind = '', words = '']) => ({
    id,
    kind: kind as ReasonKind,
    words,
  }));

export const readNotYet = (): NotYet[] =>
  rowsOf(`${DATA}/not-yet.tsv`).map(([tool = '', ids = '', group = '']) => ({ tool: tool as ToolName, ids, group }));

/** Every check of a tool with what becomes of it, sorted by id. */
export function checksOf(
  tool: ToolName,
  metas: readonly RuleMeta[],
  reasons: readonly Reason[],
  notYet: readonly NotYet[],
): Check[] {
  const checks = [...knownIds(tool)].filter((id) => CHECKS[tool]?.test(id) ?? true);
  const pairs = metas.flatMap((meta) =>
    referencesTo(meta.refs, tool).map(({ id, means }) => ({ rule: meta.id, check: checkOf(tool, id), means })),
  );
  const open = notYet.filter((one) => one.tool === tool);
  return checks.sort(byId).map((id) => {
    const key = checkOf(tool, id);
    const rules = new Map(pairs.filter(({ check }) => check === key).map(({ rule, means }) => [rule, means]));
    const reason = reasons.find((one) => one.id === id);
    const group = open.find(({ ids }) => (ids.endsWith('*') ? id.startsWith(ids.slice(0, -1)) : id === ids))?.group;
    return {
      id,
      rules: [...rules].map(([rule, means]) => ({ id: rule, means })).sort((a, b) => byId(a.id, b.id)),
      ...(reason ? { reason } : {}),
      ...(group !== undefined && !reason && rules.size === 0 ? { notYet: group } : {}),
    };
  });
}

/** The check that an id is a part of, in the spelling for comparison. */
const checkOf = (tool: ToolName, id: string): string =>
  normalId(tool, tool === 'kyverno' ? id.slice(0, id.indexOf('/') < 0 ? undefined : id.indexOf('/')) : id);

const byId = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Every tool with its checks. */
export const coverage = (metas: readonly RuleMeta[]): [ToolName, Check[]][] => {
  const notYet = readNotYet();
  return toolNames.map((tool) => [tool, checksOf(tool, metas, reasonsOf(tool), notYet)]);
};
