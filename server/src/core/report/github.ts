import type { Severity } from '../rule/rule.ts';
import { oneLine } from './escape.ts';
import { type Printed, type Run, summary } from './finding.ts';

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

/**
 * Annotations of GitHub Actions: a workflow command a line (GitHub, "Workflow commands for GitHub Actions"), then the
 * summary as a line of the log. GitHub shows ten annotations of each kind a step.
 */
export function github(run: Run): string {
  const findings = run.findings.map((f) => {
    const { startLine, startColumn, endLine, endColumn } = f;
    const place = { file: f.path, line: startLine, endLine, col: startColumn, endColumn };
    return command(COMMANDS[f.finding.severity], { ...place, title: f.finding.rule }, messageOf(f));
  });
  const problems = run.problems.map((p) =>
    command('error', { file: p.path, line: p.startLine, col: p.startColumn, title: 'Seaworthy' }, p.message),
  );
  const unread = run.unread.map((u) =>
    command(
      u.extent === 'not-read' ? 'error' : 'warning',
      { file: u.path, line: u.startLine ?? 1, title: 'Seaworthy' },
      `${u.extent === 'not-read' ? 'not read' : 'not fully read'}: ${u.why}`,
    ),
  );
  return [...findings, ...problems, ...unread, summary(run)].map((line) => `${line}\n`).join('');
}

function messageOf({ finding }: Printed): string {
  const fix = finding.fixes[0];
  return fix ? `${finding.message}. Fix: ${fix.title}` : finding.message;
}

/** Values are escaped as `@actions/core` does (`command.ts`, read 2026-11-30); otherwise a name could end the command and begin another one. */
function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${list.join(',')}::${data(message)}`;
}

const data = (text: string): string => oneLine(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
