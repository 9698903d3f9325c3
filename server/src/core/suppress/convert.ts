/** Writes a comment of another tool as one of ours. */
import type { Day } from '../text/day.ts';
import type { Suppression } from './suppression.ts';

/**
 * The comment of ours that ignores `rules` where the other one does, with its reason and last day. `undefined` for what no comment of ours replaces:
 * annotations, marks inside of a comment, directives of BuildKit, and comments for a stage or block.
 */
export function asOurs(
  {
    dialect,
    scope,
    text,
    reason,
    until,
  }: Pick<Suppression, 'dialect' | 'scope' | 'text' | 'reason'> & { until?: Day | undefined },
  rules: readonly string[],
): string | undefined {
  const isWhole = text.startsWith('#') && !/[\r\n]/.test(text);
  const isDirective = dialect === 'buildkit' && scope === 'file';
  if (dialect === 'seaworthy' || !isWhole || isDirective || rules.length === 0) return undefined;
  if (scope === 'stage' || scope === 'block') return undefined;
  const verb = scope === 'file' ? 'ignore-file' : 'ignore';
  return [`# seaworthy: ${verb}[${rules.join(', ')}]`, until && `until=${until}`, reason].filter(Boolean).join(' ');
}
