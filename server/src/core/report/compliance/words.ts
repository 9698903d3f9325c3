/** What every form of a compliance report says in the same words. */
import type { Assessed, Assessment, ControlState } from './assess.ts';
import type { Exception } from './evidence.ts';
import type { TrendCounts } from './trend.ts';

export const STATE_WORDS: Readonly<Record<ControlState, string>> = {
  'not-met': 'Not met',
  'to-check': 'To check',
  suppressed: 'Suppressed',
  met: 'Met',
  'no-object': 'Nothing to judge',
  'not-checkable': 'Not checkable from files',
};

export const STATE_MEANINGS: Readonly<Record<ControlState, string>> = {
  'not-met': 'Rules find problems.',
  'to-check': 'The files leave open whether there is a problem.',
  suppressed: 'There are only problems that comments or the configuration suppress.',
  met: 'Rules find no problem in the files.',
  'no-object': 'The files hold nothing that the control is about.',
  'not-checkable': 'Files do not show it, or there is no rule.',
};

/** 'CIS Docker Benchmark 1.6.0'. */
export const titleOf = ({ standard }: Assessment): string => `${standard.title} (${standard.version})`;

/** What the report is and is not, in sentences. */
export const scopeOf = ({ files, today, version, standard }: Assessment): string =>
  `Seaworthy ${version} read ${files} file${files === 1 ? '' : 's'} as of ${today}. The report shows what these files say about each control; it does not replace an audit. ` +
  `Titles are our own. Controls are from ${standard.source} (read ${standard.read}).`;

/** Why the files do not show all of a control; '' if they do. */
export const limitOf = ({ state, unseen }: Assessed): string => {
  if (unseen === undefined) return state === 'not-checkable' ? 'Seaworthy has no rule for it' : '';
  return state === 'not-checkable'
    ? unseen
    : `Files do not show all of it: ${unseen[0]!.toLowerCase()}${unseen.slice(1)}`;
};

/** 'ignored by a comment: the reason', 'ignored by the configuration: the reason', or that the configuration turns a rule off. */
export const exceptionText = ({ by, reason }: Exception): string => {
  if (by === 'off') return 'turned off by the configuration';
  const how = by === 'comment' ? 'ignored by a comment' : 'ignored by the configuration';
  return reason === '' ? `${how} without a reason` : `${how}: ${reason}`;
};

/** Places or exceptions of one control that a report for people lists; the numbers say how many there are. */
export const MOST_PLACES = 50;

/** 'Since the baseline: 2 new findings, 5 that were there, 1 mended'; '' without one, and where there is nothing to say. */
export function trendText(trend: TrendCounts | undefined): string {
  if (!trend || trend.added + trend.known + trend.mended === 0) return '';
  const { added, known, mended } = trend;
  return `Since the baseline: ${added} new finding${added === 1 ? '' : 's'}, ${known} that ${known === 1 ? 'was' : 'were'} there, ${mended} mended`;
}

/** What the trend of the whole report counts. */
export const TREND_SCOPE = 'as `seaworthy check` reports them, in the profile of the configuration';
