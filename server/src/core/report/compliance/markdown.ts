import { forMarkdown } from '../escape.ts';
import { type Assessed, type Assessment, STATES } from './assess.ts';
import {
  exceptionText,
  limitOf,
  MOST_PLACES,
  STATE_MEANINGS,
  STATE_WORDS,
  scopeOf,
  TREND_SCOPE,
  titleOf,
  trendText,
} from './words.ts';

/** The assessment for people: totals, a table of the controls, then the places of each control that is not met. */
export function complianceMarkdown(assessment: Assessment): string {
  const { controls, totals, trend, unread } = assessment;
  const out = [`# ${forMarkdown(titleOf(assessment))}`, '', forMarkdown(scopeOf(assessment)), ''];
  out.push('| State | Controls | Meaning |', '|---|---:|---|');
  for (const state of STATES) out.push(`| ${STATE_WORDS[state]} | ${totals[state]} | ${STATE_MEANINGS[state]} |`);
  const change = trendText(trend);
  if (change !== '') out.push('', `${change} (${TREND_SCOPE}).`);
  if (unread.length > 0) {
    out.push('', '## Files that the report does not cover', '');
    for (const { path, why } of unread) out.push(`- ${forMarkdown(`${path}: ${why}`)}`);
  }
  let section = '';
  for (const control of controls) {
    if (control.section !== section) {
      section = control.section;
      out.push(
        '',
        `## ${forMarkdown(section)}`,
        '',
        '| Control | State | What the files do not show |',
        '|---|---|---|',
      );
    }
    const title = forMarkdown(`${control.id} ${control.title}`);
    out.push(`| ${title} | ${STATE_WORDS[control.state]} | ${forMarkdown(limitOf(control))} |`);
  }
  const detailed = controls.filter(
    ({ places, exceptions, trend: own }) => places.length + exceptions.length > 0 || trendText(own) !== '',
  );
  if (detailed.length > 0) out.push('', '## Places', '');
  for (const control of detailed) out.push(...details(control), '');
  return `${out.join('\n').trimEnd()}\n`;
}

function details({ id, title, places, exceptions, trend }: Assessed): string[] {
  const lines = [
    ...places.map(({ path, line, message, rule }) => `- ${forMarkdown(`${path}:${line} ${message} (${rule})`)}`),
    ...exceptions.map((one) => {
      const place = one.line === undefined ? one.path : `${one.path}:${one.line}`;
      return `- ${forMarkdown(`${place} ${one.rule}: ${exceptionText(one)}`)}`;
    }),
  ];
  const rest = lines.length - MOST_PLACES;
  const more = rest > 0 ? [`- and ${rest} more; \`--format json\` lists all`] : [];
  const change = trendText(trend) === '' ? [] : [`${trendText(trend)}.`, ''];
  return [`### ${forMarkdown(`${id} ${title}`)}`, '', ...change, ...lines.slice(0, MOST_PLACES), ...more];
}
