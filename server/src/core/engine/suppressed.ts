/** Selects the findings of a unit to report: the rule is on, the profile includes it, and no ignore comment and no entry of the configuration suppresses it. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Profile } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import { isSuppressed } from '../suppress/suppressions.ts';
import type { Raw } from './raw.ts';

const PROFILES: Record<Profile, number> = { default: 0, strict: 1, audit: 2 };

/** The findings that `config` includes and nothing suppresses, and the number that comments and the configuration suppress. */
export function unsuppressed(
  found: Iterable<Raw>,
  config: ResolvedConfig,
  comments: readonly Suppression[],
  kind: Unit['kind'],
): { readonly kept: Raw[]; readonly suppressed: number } {
  const kept: Raw[] = [];
  let suppressed = 0;
  for (const raw of found) {
    if (!applies(raw, config)) continue;
    if (isSilenced(raw, comments, config, kind)) suppressed++;
    else kept.push(raw);
  }
  return { kept, suppressed };
}

/** Whether a comment or an entry of the configuration suppresses the finding in a file of a kind. */
export const isSilenced = (
  { meta, finding, covers }: Raw,
  comments: readonly Suppression[],
  config: ResolvedConfig,
  kind: Unit['kind'],
): boolean =>
  config.ignoredBy(meta, kind) !== undefined ||
  (comments.length > 0 && isSuppressed({ ...finding, covers }, meta, comments, config.settings.today) !== undefined);

/** Whether a finding belongs to the configured profile. A rule that the configuration names is on in every profile. */
export function applies(raw: Raw, config: ResolvedConfig): boolean {
  if (config.severityOf(raw.meta.id) === 'off') return false;
  const own = raw.finding.profile;
  // A finding that a rule limits to the audit profile stays there, because it may be wrong.
  const from = config.explicit(raw.meta.id) ? (own === 'audit' ? own : 'default') : (own ?? raw.meta.profile);
  return PROFILES[from] <= PROFILES[config.settings.profile];
}
