import type { RuleMeta, Severity } from '../rule/rule.ts';
import { jsonText, oneLine } from './escape.ts';
import { countUnread, type Run } from './finding.ts';

const QUALITY: Record<Severity, string> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' };
const SAST: Record<Severity, string> = { error: 'High', warning: 'Medium', info: 'Low', hint: 'Info' };

/** GitLab's Code Quality report (docs.gitlab.com/ci/testing/code_quality, as quoted in phpstan/phpstan-src#4421 on 2025-10-08): one object a finding. */
export const gitlabQuality = (run: Run): string =>
  list(
    run.findings.map((f) => ({
      description: oneLine(f.finding.message),
      check_name: f.finding.rule,
      fingerprint: f.finding.fingerprint,
      severity: QUALITY[f.finding.severity],
      location: { path: f.path, lines: { begin: f.startLine, end: f.endLine } },
    })),
  );

/** The version of the schema, gitlab.com/gitlab-org/security-products/security-report-schemas. */
const SCHEMA = '15.2.4';

/**
 * GitLab's report for static analysis (`gl-sast-report.json`). The scan begins and ends with the day of the run: no clock is read, so that the
 * same files give the same report.
 */
export function gitlabSast(run: Run, rules: readonly RuleMeta[]): string {
  const metas = new Map(rules.map((rule) => [rule.id, rule]));
  const program = { id: 'seaworthy', name: 'Seaworthy', version: run.version, vendor: { name: 'Seaworthy' } };
  const day = `${run.days.today}T00:00:00`;
  const isWhole = run.problems.length === 0 && countUnread(run, 'not-read') === 0;
  const report = {
    version: SCHEMA,
    scan: {
      ...{ type: 'sast', status: isWhole ? 'success' : 'failure', start_time: day, end_time: day },
      ...{ analyzer: program, scanner: program },
      messages: run.unread.map((u) => ({
        level: u.extent === 'not-read' ? 'fatal' : 'warn',
        value: oneLine(`${u.path}: ${u.extent === 'not-read' ? 'not read' : 'not fully read'}: ${u.why}`),
      })),
    },
    vulnerabilities: run.findings.map((f) => {
      const meta = metas.get(f.finding.rule);
      const fix = f.finding.fixes[0];
      return {
        id: f.finding.fingerprint,
        name: meta?.title ?? f.finding.rule,
        description: oneLine(f.finding.message),
        severity: SAST[f.finding.severity],
        ...(fix ? { solution: oneLine(fix.title) } : {}),
        identifiers: [{ type: 'seaworthy_rule_id', name: f.finding.rule, value: f.finding.rule }],
        location: { file: f.path, start_line: f.startLine, end_line: f.endLine },
      };
    }),
  };
  return `${jsonText(report, 2)}\n`;
}

const list = (items: readonly object[]): string => `${jsonText(items, 2)}\n`;
