/** Numbers of findings in words. */
import { type Counts, SEVERITIES, type Severity, sum } from './finding-index.ts';
import type { L10n } from './l10n.ts';

/** `1 error`, `3 warnings`. */
export function severityCount(l10n: L10n, severity: Severity, count: number): string {
  if (severity === 'error') return count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count);
  if (severity === 'warning') return count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count);
  if (severity === 'info') return count === 1 ? l10n.t('1 info') : l10n.t('{0} infos', count);
  return count === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', count);
}

/** `2 errors, 5 warnings`; `no findings`. */
export function countText(l10n: L10n, counts: Counts): string {
  if (sum(counts) === 0) return l10n.t('no findings');
  return SEVERITIES.filter((s) => counts[s] > 0)
    .map((s) => severityCount(l10n, s, counts[s]))
    .join(', ');
}

export const findingCount = (l10n: L10n, count: number): string =>
  count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);

export const fileCount = (l10n: L10n, count: number): string =>
  count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);

/** `Error`, as a heading. */
export function severityName(l10n: L10n, severity: Severity): string {
  if (severity === 'error') return l10n.t('Errors');
  if (severity === 'warning') return l10n.t('Warnings');
  return severity === 'info' ? l10n.t('Information') : l10n.t('Hints');
}
