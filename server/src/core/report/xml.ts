/** Formats in XML that build servers read: JUnit's and Checkstyle's. */
import { oneLine } from './escape.ts';
import { type Printed, type PrintedUnread, type Run, summary } from './finding.ts';

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Text of an attribute or element. `oneLine` leaves no control character; lone surrogates, which XML cannot hold, are replaced by it too. */
const xml = (text: string): string => oneLine(text).replace(/[&<>"'\ufffe\uffff]/g, (c) => ENTITIES[c] ?? '\ufffd');
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');

const unreadText = ({ extent, why }: PrintedUnread): string =>
  `${extent === 'not-read' ? 'not read' : 'not fully read'}: ${why}`;

/** Findings by file, in their order. */
function byFile(run: Run): Map<string, Printed[]> {
  const files = new Map<string, Printed[]>();
  for (const finding of run.findings) files.set(finding.path, [...(files.get(finding.path) ?? []), finding]);
  return files;
}

/**
 * JUnit's report: a suite for each file with findings, a failed case for each finding, an error for each problem and each file that was not
 * fully read. Without any of them one case passes, since build servers take an empty report for a failure.
 */
export function junit(run: Run): string {
  const suites = [...byFile(run)].map(([path, findings]) => {
    const cases = findings.map((f) => {
      const { rule, severity, message, fixes } = f.finding;
      const fix = fixes[0] ? ` Fix: ${fixes[0].title}` : '';
      const body = xml(`${f.path}:${f.startLine}:${f.startColumn} ${message}.${fix}`);
      return [
        `    <testcase${attributes({ name: `${rule} (line ${f.startLine})`, classname: path })}>`,
        `      <failure${attributes({ type: severity, message })}>${body}</failure>`,
        '    </testcase>',
      ].join('\n');
    });
    const counts = { tests: findings.length, failures: findings.length, errors: 0 };
    return `  <testsuite${attributes({ name: path, ...counts })}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  const errors = [
    ...run.problems.map((p) => ({ path: p.path, message: p.message })),
    ...run.unread.map((u) => ({ path: u.path, message: unreadText(u) })),
  ].map(
    ({ path, message }) =>
      `    <testcase${attributes({ name: 'read', classname: path })}>\n      <error${attributes({ message })}/>\n    </testcase>`,
  );
  const passed =
    suites.length + errors.length === 0
      ? [`    <testcase${attributes({ name: summary(run), classname: 'seaworthy' })}/>`]
      : [];
  const rest = [...errors, ...passed];
  if (rest.length > 0) {
    const counts = { tests: rest.length, failures: 0, errors: errors.length };
    suites.push(`  <testsuite${attributes({ name: 'seaworthy', ...counts })}>\n${rest.join('\n')}\n  </testsuite>`);
  }
  const all = {
    name: 'seaworthy',
    tests: run.findings.length + rest.length,
    failures: run.findings.length,
    errors: errors.length,
  };
  return `${HEADER}<testsuites${attributes(all)}>\n${suites.join('\n')}\n</testsuites>\n`;
}

const LEVELS = { error: 'error', warning: 'warning', info: 'info', hint: 'ignore' } as const;

/** Checkstyle's report: a `file` element for each file with findings or problems; `source` is the rule. */
export function checkstyle(run: Run): string {
  const files = new Map<string, string[]>();
  const add = (path: string, values: Readonly<Record<string, string | number>>): void => {
    files.set(path, [...(files.get(path) ?? []), `    <error${attributes(values)}/>`]);
  };
  for (const { path, startLine, startColumn, finding } of run.findings) {
    const { rule, severity, message } = finding;
    add(path, {
      line: startLine,
      column: startColumn,
      severity: LEVELS[severity],
      message,
      source: `seaworthy.${rule}`,
    });
  }
  for (const { path, startLine, startColumn, message } of run.problems)
    add(path, { line: startLine, column: startColumn, severity: 'error', message, source: 'seaworthy' });
  for (const one of run.unread)
    add(one.path, {
      line: one.startLine ?? 1,
      severity: one.extent === 'not-read' ? 'error' : 'warning',
      message: unreadText(one),
      source: 'seaworthy',
    });
  const elements = [...files].map(
    ([name, lines]) => `  <file${attributes({ name })}>\n${lines.join('\n')}\n  </file>\n`,
  );
  return `${HEADER}<checkstyle version="4.3">\n${elements.join('')}</checkstyle>\n`;
}
