/** Selects the findings of a unit to report: the rule is on, the profile includes it, and no ignore comment suppresses it. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Profile } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import { isSuppressed } from '../suppress/suppressions.ts';
import type { Day } from '../text/day.ts';
import type { Raw } from './raw.ts';

const PROFILES: Record<Profile, number> = { default: 0, strict: 1, audit: 2 };

/** The findings that `config` includes and no comment suppresses, and the number that comments suppress. */
export function unsuppressed(
  found: Iterable<Raw>,
  config: ResolvedConfig,
  comments: readonly Suppression[],
): { readonly kept: Raw[]; readonly suppressed: number } {
  const kept: Raw[] = [];
  let suppressed = 0;
  for (const raw of found) {
    if (!applies(raw, config)) continue;
    if (isSilenced(raw, comments, config.settings.today)) suppressed++;
    else kept.push(raw);
  }
  return { kept, suppressed };
}

/** Whether a comment suppresses the finding on a day. */
export const isSilenced = ({ meta, finding, covers }: Raw, comments: readonly Suppression[], today: Day): boolean =>
  comments.length > 0 && isSuppressed({ ...finding, covers }, meta, comments, today) !== undefined;

/** Whether a finding belongs to the configured profile. A rule that the configuration names is on in every profile. */
export function applies(raw: Raw, config: ResolvedConfig): boolean {
  if (config.severityOf(raw.meta.id) === 'off') return false;
  const own = raw.finding.profile;
  // A finding that a rule limits to the audit profile stays there, because it may be wrong.
  const from = config.explicit(raw.meta.id) ? (own === 'audit' ? own : 'default') : (own ?? raw.meta.profile);
  return PROFILES[from] <= PROFILES[config.settings.profile];
}
