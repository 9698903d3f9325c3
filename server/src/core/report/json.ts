import { withoutTokens } from '../secrets/detect/without-tokens.ts';
import { jsonText } from './escape.ts';
import type { Printed, PrintedUnread, Run } from './finding.ts';
import { countUnread, dayFields, summary } from './finding.ts';

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
    message: withoutTokens(f.message),
    startLine: p.startLine,
    startColumn: p.startColumn,
    endLine: p.endLine,
    endColumn: p.endColumn,
    fingerprint: f.fingerprint,
    fixes: f.fixes.map(({ title, safety, note }) => ({
      title: withoutTokens(title),
      safety,
      ...(note === undefined ? {} : { note: withoutTokens(note) }),
    })),
  };
}

const unreadObject = (unread: PrintedUnread): object => ({ ...unread, why: withoutTokens(unread.why) });

/** One finding a line, then a line `{unread: {…}}` for each file that was not read completely. The last line ends with a newline. */
export function jsonl(run: Run): string {
  const rows = [...run.findings.map(findingObject), ...run.unread.map((u) => ({ unread: unreadObject(u) }))];
  return rows.map((row) => `${jsonText(row)}\n`).join('');
}

/** `{version, today, knowledge, findings, problems, unread, summary}`; see `dayFields`. */
export function json(run: Run): string {
  const out = {
    version: run.version,
    ...dayFields(run.days),
    findings: run.findings.map(findingObject),
    problems: run.problems.map((p) => ({ ...p, message: withoutTokens(p.message) })),
    unread: run.unread.map(unreadObject),
    summary: {
      text: summary(run),
      findings: run.findings.length,
      files: run.files,
      suppressed: run.suppressed,
      notRead: countUnread(run, 'not-read'),
      partlyRead: countUnread(run, 'partly'),
    },
  };
  return `${jsonText(out, 2)}\n`;
}
