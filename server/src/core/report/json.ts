import type { Printed, Run } from './finding.ts';
import { countUnread, summary } from './finding.ts';

/** One finding as an object of the `json` and `jsonl` formats. */
export function findingObject(p: Printed): object {
  const f = p.finding;
  return {
    path: p.path,
    rule: f.rule,
    ...(f.members.length > 0 ? { rules: f.members } : {}),
    severity: f.severity,
    confidence: f.confidence,
    profile: f.profile,
    message: f.message,
    startLine: p.startLine,
    startColumn: p.startColumn,
    endLine: p.endLine,
    endColumn: p.endColumn,
    fingerprint: f.fingerprint,
    fixes: f.fixes.map(({ title, safety, note }) => ({ title, safety, ...(note === undefined ? {} : { note }) })),
  };
}

/** One finding a line, then a line `{unread: {…}}` for each file that was not read completely. The last line ends with a newline. */
export function jsonl(run: Run): string {
  const rows = [...run.findings.map(findingObject), ...run.unread.map((unread) => ({ unread }))];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** `{version, findings, problems, unread, summary}`. */
export function json(run: Run): string {
  const out = {
    version: run.version,
    findings: run.findings.map(findingObject),
    problems: run.problems,
    unread: run.unread,
    summary: {
      text: summary(run),
      findings: run.findings.length,
      files: run.files,
      suppressed: run.suppressed,
      notRead: countUnread(run, 'not-read'),
      partlyRead: countUnread(run, 'partly'),
    },
  };
  return `${JSON.stringify(out, null, 2)}\n`;
}
