import type { Severity } from '../rule/rule.ts';
import { forMarkdown } from './escape.ts';
import { type Run, summary } from './finding.ts';

/** Rows of one table: job summaries and comments are cut beyond about a megabyte. */
const MOST = 500;
const ORDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** A summary for people: a line with the counts, then a table of the findings, the worst first. For job summaries and comments of reviews. */
export function markdown(run: Run): string {
  const out = ['# Seaworthy', '', forMarkdown(summary(run)), ''];
  const rows = ORDER.flatMap((severity) =>
    run.findings
      .filter((f) => f.finding.severity === severity)
      .map((f) => {
        const fix = f.finding.fixes[0];
        const cells = [severity, forMarkdown(`${f.path}:${f.startLine}`), forMarkdown(f.finding.message)];
        return `| ${[...cells, fix ? forMarkdown(fix.title) : '', forMarkdown(f.finding.rule)].join(' | ')} |`;
      }),
  );
  if (rows.length > 0)
    out.push('| Severity | Place | Finding | Fix | Rule |', '|---|---|---|---|---|', ...rows.slice(0, MOST), '');
  if (rows.length > MOST) out.push(`and ${rows.length - MOST} more findings`, '');
  const fixed = run.change?.fixed ?? [];
  if (fixed.length > 0)
    out.push(
      '## Fixed',
      '',
      ...fixed.map((f) => `- ${forMarkdown(`${f.path}:${f.startLine} ${f.finding.message}`)}`),
      '',
    );
  const faults = [
    ...run.problems.map((p) => `${p.path}:${p.startLine} ${p.message}`),
    ...run.unread.map((u) => `${u.path} was ${u.extent === 'not-read' ? 'not read' : 'not fully read'}: ${u.why}`),
  ];
  if (faults.length > 0) out.push('## Problems', '', ...faults.map((line) => `- ${forMarkdown(line)}`), '');
  return `${out.join('\n').trimEnd()}\n`;
}
