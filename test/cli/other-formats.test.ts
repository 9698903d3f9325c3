/** The formats of other programs, read back by a parser of each, and what they promise. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { SAST_SCHEMA } from '../support/gitlab-sast.ts';
import { faultsBy } from '../support/json-schema.ts';
import { folderWith, PRIVILEGED, ROOT, seaworthy } from '../support/program.ts';

const FILES = {
  'a b/Dockerfile': ROOT,
  'k8s/pod.yaml': PRIVILEGED,
  'k8s/cut.yaml': 'apiVersion: v1\nkind: ConfigMap\n<<<<<<< HEAD\ndata: { a: b }\n',
};
interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}
interface Markdown {
  enable(name: string): Markdown;
  parse(text: string, env: object): readonly Token[];
}
/** It has no types of its own. */
const markdownIt = createRequire(`${process.cwd()}/package.json`)('markdown-it') as (
  preset: string,
  options: object,
) => Markdown;
const folder = folderWith(FILES);
const clean = folderWith({ 'app/Dockerfile': 'FROM scratch\nUSER 1000\n' });

const out = (format: string, where = folder): string =>
  seaworthy(where, ['check', '--today', '2026-11-30', '--format', format]).stdout;

interface Line {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fingerprint: string;
}
const expected = (JSON.parse(out('json')) as { findings: Line[] }).findings;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => /^(?:testsuite|testcase|file|error)$/.test(name),
});

const parsed = <T>(text: string): T => {
  assert.equal(XMLValidator.validate(text), true);
  return parser.parse(text) as T;
};

test('there is something to print', () => assert.ok(expected.length >= 2));

/** A workflow command as the runner of GitHub reads it. */
function command(line: string) {
  const found = /^::(\w+) (.*?)::(.*)$/.exec(line);
  assert.ok(found, line);
  const plain = (text: string): string =>
    text
      .replaceAll('%2C', ',')
      .replaceAll('%3A', ':')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');
  const properties = Object.fromEntries(found[2]!.split(',').map((pair) => pair.split('=').map(plain)));
  return { name: found[1]!, properties, message: plain(found[3]!) };
}

test('github: one command a finding, at its place', () => {
  const lines = out('github').trimEnd().split('\n');
  assert.match(lines.at(-1)!, /^\d+ findings /);
  const commands = lines.slice(0, -1).map(command);
  for (const [i, finding] of expected.entries()) {
    const { name, properties, message } = commands[i]!;
    assert.equal(name, finding.severity === 'info' ? 'notice' : finding.severity);
    assert.deepEqual(properties, {
      file: finding.path,
      line: String(finding.startLine),
      endLine: String(finding.endLine),
      col: String(finding.startColumn),
      endColumn: String(finding.endColumn),
      title: finding.rule,
    });
    assert.ok(message.startsWith(finding.message));
  }
  const [unread] = commands.slice(expected.length);
  assert.deepEqual([unread?.name, unread?.properties.file], ['warning', 'k8s/cut.yaml']);
});

test('github: a name with commas, colons and percent signs stays a name', () => {
  const odd = folderWith({ 'a,b%3A::x/Dockerfile': ROOT });
  const [first] = out('github', odd).split('\n');
  assert.equal(command(first!).properties.file, 'a,b%3A::x/Dockerfile');
});

test('gitlab: code quality', () => {
  const list = JSON.parse(out('gitlab')) as object[];
  assert.deepEqual(
    list.map((one) => Object.keys(one)),
    expected.map(() => ['description', 'check_name', 'fingerprint', 'severity', 'location']),
  );
  assert.deepEqual(list[0], {
    description: expected[0]!.message,
    check_name: expected[0]!.rule,
    fingerprint: expected[0]!.fingerprint,
    severity: 'major',
    location: { path: expected[0]!.path, lines: { begin: expected[0]!.startLine, end: expected[0]!.endLine } },
  });
  assert.deepEqual(JSON.parse(out('gitlab', clean)), []);
});

test('gitlab-sast: what the schema requires', () => {
  const report = JSON.parse(out('gitlab-sast'));
  const faults = faultsBy(SAST_SCHEMA);
  assert.deepEqual([faults(report), faults(JSON.parse(out('gitlab-sast', clean)))], [[], []]);
  assert.match(report.version, /^15\.\d+\.\d+$/);
  const { scan } = report;
  assert.equal(scan.type, 'sast');
  assert.equal(scan.start_time, '2026-11-30T00:00:00');
  for (const program of [scan.analyzer, scan.scanner])
    assert.ok(program.id && program.name && program.version && program.vendor.name);
  assert.deepEqual(
    report.vulnerabilities.map(
      (v: { id: string; identifiers: { value: string }[]; location: { file: string; start_line: number } }) => [
        v.id,
        v.identifiers[0]!.value,
        v.location.file,
        v.location.start_line,
      ],
    ),
    expected.map((f) => [f.fingerprint, f.rule, f.path, f.startLine]),
  );
});

test('junit: a failure a finding, an error for a file that was not fully read', () => {
  interface Suites {
    testsuites: {
      tests: string;
      failures: string;
      errors: string;
      testsuite: { name: string; testcase: { failure?: { message: string } }[] }[];
    };
  }
  const { testsuites } = parsed<Suites>(out('junit'));
  assert.deepEqual([testsuites.failures, testsuites.errors], [String(expected.length), '1']);
  const messages = testsuites.testsuite.flatMap((suite) => suite.testcase.flatMap((one) => one.failure?.message ?? []));
  assert.deepEqual(
    messages,
    expected.map((f) => f.message),
  );
  const nothing = parsed<Suites>(out('junit', clean)).testsuites;
  assert.deepEqual([nothing.tests, nothing.failures], ['1', '0']);
});

test('checkstyle: an error a finding, by file', () => {
  interface Style {
    checkstyle: { file: { name: string; error: { line: string; column?: string; source: string }[] }[] };
  }
  const { file } = parsed<Style>(out('checkstyle')).checkstyle;
  const found = file.flatMap(({ name, error }) => error.map((e) => `${name}:${e.line}:${e.column ?? ''} ${e.source}`));
  assert.deepEqual(found, [
    ...expected.map((f) => `${f.path}:${f.startLine}:${f.startColumn} seaworthy.${f.rule}`),
    'k8s/cut.yaml:3: seaworthy',
  ]);
});

test('XML holds what it cannot hold as text', () => {
  const odd = folderWith({ 'a&b<c>"d/Dockerfile': ROOT });
  for (const format of ['junit', 'checkstyle']) assert.equal(XMLValidator.validate(out(format, odd)), true, format);
});

/** The cells of the table below its head, as a reader sees them. */
function rowsOf(text: string): string[][] {
  const tokens = markdownIt('commonmark', { html: false }).enable('table').parse(text, {});
  const cells = tokens.flatMap((token, i) => (token.type === 'td_open' ? [tokens[i + 1]!] : []));
  const shown = cells.map(({ children }) =>
    (children ?? [])
      .map(({ type, content }) => (/^(?:text|text_special|code_inline)$/.test(type) ? content : `<${type}>`))
      .join(''),
  );
  return Array.from({ length: shown.length / 5 }, (_, row) => shown.slice(5 * row, 5 * row + 5));
}

test('markdown: a table, the worst first, in which names are no syntax', () => {
  const text = out('markdown');
  const rows = rowsOf(text);
  assert.equal(rows.length, expected.length);
  const rank = rows.map(([severity = '']) => ['error', 'warning', 'info'].indexOf(severity));
  assert.deepEqual(rank, [...rank].sort());
  const plain = (message: string): string => message.replaceAll('`', '');
  assert.deepEqual(
    rows.map(([severity, place, message, , rule]) => [severity, place, message, rule].join()).sort(),
    expected.map((f) => [f.severity, `${f.path}:${f.startLine}`, plain(f.message), f.rule].join()).sort(),
  );
  assert.match(text, /^## Problems$/m);
  for (const name of ['a|b`c', '<b>d', '*e*_f_', '[g](h)', '![i](j)', '# k', '&amp;'])
    assert.equal(rowsOf(out('markdown', folderWith({ [`${name}/Dockerfile`]: ROOT })))[0]?.[1], `${name}/Dockerfile:2`);
});
