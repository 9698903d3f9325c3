import type { BaselineEntry } from '../config/baseline.ts';
import { PROFILES } from '../config/settings.ts';
import type { Engine } from './engine-interface.ts';
import { unjoined } from './joined.ts';
import type { FileReport } from './report.ts';

/**
 * Separates a report from the baseline: `reported` without the `known` findings, and `left`, the entries of the file whose finding is no longer
 * there. Nothing is left where it may only be hidden: in a file that was read in part, by the profile, or by a rule that is off.
 */
export function againstBaseline(
  { baseline }: Engine,
  report: FileReport,
): { readonly reported: FileReport; readonly known: number; readonly left: readonly BaselineEntry[] } {
  const entries = baseline.of(report.path);
  if (entries.length === 0) return { reported: report, known: 0, left: [] };
  const { config } = report;
  const found = new Set(unjoined(report.findings).flatMap((one) => one.baselined ?? []));
  const isShown = ({ rule, profile = 'default' }: BaselineEntry): boolean =>
    config.severityOf(rule) !== 'off' && PROFILES.indexOf(profile) <= PROFILES.indexOf(config.settings.profile);
  const isExpired = ({ until }: BaselineEntry): boolean => until !== undefined && config.settings.today > until;
  const left = report.unread.length > 0 ? [] : entries.filter((e) => !found.has(e) && isShown(e) && !isExpired(e));
  return { reported: { ...report, findings: report.findings.filter((f) => !f.baselined) }, known: found.size, left };
}
