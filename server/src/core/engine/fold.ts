import type { ResolvedConfig } from '../config/resolve.ts';
import type { Fix, RuleId, RuleMeta, Severity } from '../rule/rule.ts';
import type { Raw } from './raw.ts';

const RANK: Record<Severity, number> = { hint: 0, info: 1, warning: 2, error: 3 };

/** Severity of a raw finding: from the configuration, else from the finding, else from the rule. */
export function severityOf(raw: Raw, config: ResolvedConfig): Severity {
  const configured = config.severityOf(raw.meta.id);
  if (configured && configured !== 'off') return configured;
  return raw.finding.severity ?? raw.meta.severity;
}

/**
 * Folds the missing settings of one container into one finding: in real files nine of ten containers lack all of them, and five
 * findings for each would hide all others. `fixAll` makes one edit that adds the settings of all members.
 */
export function fold(
  list: readonly Raw[],
  foldMeta: RuleMeta | undefined,
  config: ResolvedConfig,
  fixAll: (route: string, members: readonly RuleId[]) => Fix['change'],
): Raw[] {
  if (!foldMeta || config.settings.profile === 'audit') return [...list];
  // If the fold rule is off, only members that the configuration names are reported.
  if (config.severityOf(foldMeta.id) === 'off')
    return list.filter((raw) => !raw.meta.group || !raw.finding.absent || config.explicit(raw.meta.id));
  const groups = new Map<string, Raw[]>();
  for (const raw of list) {
    if (!raw.meta.group || !raw.finding.absent) continue;
    const group = groups.get(raw.route);
    if (group) group.push(raw);
    else groups.set(raw.route, [raw]);
  }
  const out: Raw[] = [];
  const done = new Set<string>();
  for (const raw of list) {
    const group = raw.meta.group && raw.finding.absent ? groups.get(raw.route) : undefined;
    if (!group || group.length < 2) out.push(raw);
    else if (!done.has(raw.route)) {
      done.add(raw.route);
      out.push(folded(group, foldMeta, config, fixAll));
    }
  }
  return out;
}

function folded(
  group: readonly Raw[],
  meta: RuleMeta,
  config: ResolvedConfig,
  fixAll: (route: string, members: readonly RuleId[]) => Fix['change'],
): Raw {
  const first = group[0]!;
  const members = [...new Set(group.map((raw) => raw.meta.id))];
  const own = config.severityOf(meta.id);
  const worst = group.map((raw) => severityOf(raw, config)).reduce((a, b) => (RANK[b] > RANK[a] ? b : a));
  const steps = group.flatMap(
    ({ meta, finding }) => finding.fixes?.slice(0, 1).map((fix) => ({ rule: meta.id, fix })) ?? [],
  );
  const fixes = steps.map(({ fix }) => fix);
  const all: Fix = {
    title: `Add ${fixes.length < group.length ? `${fixes.length} of the` : 'all'} ${group.length} missing hardening settings`,
    safety: 'review',
    steps,
    change: fixAll(first.route, members),
  };
  return {
    meta,
    route: first.route,
    covers: first.covers,
    finding: {
      at: first.finding.at,
      message: `${group.length} hardening settings missing: ${group.map((raw) => raw.meta.title.toLowerCase()).join(', ')}`,
      severity: own && own !== 'off' ? own : worst,
      fixes: fixes.length > 1 ? [all, ...fixes] : fixes,
      members,
    },
  };
}
