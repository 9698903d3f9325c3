import type { Printed, Run } from './finding.ts';
import { summary } from './finding.ts';

/** One finding as the `json` and `jsonl` formats give it. */
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

/** One finding a line; the last line ends with a newline. */
export function jsonl(run: Run): string {
  return run.findings.map((f) => `${JSON.stringify(findingObject(f))}\n`).join('');
}

/** `{version, findings, problems, summary}`. */
export function json(run: Run): string {
  const out = {
    version: run.version,
    findings: run.findings.map(findingObject),
    problems: run.problems,
    summary: { text: summary(run), findings: run.findings.length, files: run.files, suppressed: run.suppressed },
  };
  return `${JSON.stringify(out, null, 2)}\n`;
}
