import type { ResolvedConfig } from '../config/resolve.ts';
import { PROFILES } from '../config/settings.ts';
import { noteOf } from '../fixes/fix.ts';
import { type Fix, fixesOf, type Profile, type RuleId, type RuleMeta, type Severity } from '../rule/rule.ts';
import type { Raw } from './raw.ts';

/** The order of severities. */
export const RANK: Record<Severity, number> = { hint: 0, info: 1, warning: 2, error: 3 };

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
  const decided = new Set<string>();
  for (const raw of list) {
    if (!raw.meta.group) continue;
    if (!raw.finding.absent) {
      decided.add(raw.route);
      continue;
    }
    const group = groups.get(raw.route);
    if (group) group.push(raw);
    else groups.set(raw.route, [raw]);
  }
  const out: Raw[] = [];
  const done = new Set<string>();
  for (const raw of list) {
    const group = raw.meta.group && raw.finding.absent ? groups.get(raw.route) : undefined;
    if (!group) out.push(raw);
    else if (!done.has(raw.route)) {
      done.add(raw.route);
      const one = group.length < 2 ? raw : folded(group, foldMeta, config, fixAll);
      out.push(decided.has(raw.route) ? atMostStrict(one) : one);
    }
  }
  return out;
}

/** Whoever states one setting of a container with its weak value has thought about the others, so that they are missing is for the strict profile. */
const atMostStrict = (raw: Raw): Raw =>
  (raw.finding.profile ?? raw.meta.profile) === 'default'
    ? { ...raw, finding: { ...raw.finding, profile: 'strict' } }
    : raw;

function folded(
  group: readonly Raw[],
  meta: RuleMeta,
  config: ResolvedConfig,
  fixAll: (route: string, members: readonly RuleId[]) => Fix['change'],
): Raw {
  const first = group[0]!;
  const own = config.severityOf(meta.id);
  const worst = group.map((raw) => severityOf(raw, config)).reduce((a, b) => (RANK[b] > RANK[a] ? b : a));
  return {
    meta,
    route: first.route,
    covers: first.covers,
    ...(first.opensPort && { opensPort: true }),
    ...(first.where && group.every((raw) => raw.where === first.where) && { where: first.where }),
    finding: {
      at: first.finding.at,
      ...(first.finding.related && { related: first.finding.related }),
      message: `${group.length} hardening settings missing: ${group.map((raw) => raw.meta.title.toLowerCase()).join(', ')}`,
      severity: own && own !== 'off' ? own : worst,
      profile: lowestOf(group),
      fixes: () => foldedFixes(group, (members) => fixAll(first.route, members)),
      members: [...new Set(group.map((raw) => raw.meta.id))],
    },
  };
}

/** The lowest profile of any member: the one that reports them together. */
const lowestOf = (group: readonly Raw[]): Profile =>
  group
    .map(({ meta, finding }) => finding.profile ?? meta.profile)
    .reduce((a, b) => (PROFILES.indexOf(b) < PROFILES.indexOf(a) ? b : a));

/** The names of the settings that no fix adds, for the title of the fix for all others. */
function withoutFix(left: readonly Raw[]): string {
  const names = left.map(({ meta }) => meta.title.toLowerCase()).join(', ');
  return left.length === 0 ? '' : ` (${left.length > 1 ? 'stay' : 'stays'}: ${names})`;
}

/** First a fix for all settings that need no test of their container, then one for each setting, those that need none first. */
function foldedFixes(group: readonly Raw[], fixAll: (members: readonly RuleId[]) => Fix['change']): Fix[] {
  // Working them out costs more than the findings, so each member is asked once.
  const first = group.map((raw) => ({ raw, fix: fixesOf(raw.finding)[0] }));
  const each = first.flatMap(({ raw, fix }) => (fix ? [{ rule: raw.meta.id, fix }] : []));
  const left = first.filter(({ fix }) => !fix).map(({ raw }) => raw);
  const steps = each.filter(({ fix }) => !fix.alone);
  const alone = each.filter(({ fix }) => fix.alone).map(({ fix }) => fix);
  // A single one names its rule too: what fixes many findings knows by it which steps need no test.
  if (steps.length < 2) return [...steps.map((step) => ({ ...step.fix, steps: [step] })), ...alone];
  const [together] = group.map((raw) => raw.together);
  // They edit different files.
  if (group.some((raw) => (raw.together === undefined) !== (together === undefined)))
    return [...steps.map((step) => ({ ...step.fix, steps: [step] })), ...alone];
  const notes = new Set(steps.flatMap(({ fix }) => fix.note?.split('; ') ?? []));
  const count = steps.length < group.length ? `${steps.length} of the` : 'all';
  const all: Fix = {
    title: `Add ${count} ${group.length} missing hardening settings${steps.length < each.length ? ', those that need no test' : ''}${withoutFix(left)}`,
    safety: 'review',
    ...(notes.size > 0 && { note: noteOf([...notes]) }),
    steps,
    change: together ? together(steps.map(({ fix }) => fix)) : fixAll([...new Set(steps.map(({ rule }) => rule))]),
  };
  return [all, ...steps.map(({ fix }) => fix), ...alone];
}
