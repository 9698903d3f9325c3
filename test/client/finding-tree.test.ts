/** The rows of the Container Security view: what is seen, and what a screen reader says. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFindingIndex, type Finding, type Grouping, SEVERITIES } from '../../client/src/finding-index.ts';
import { type Row, rowsBelow, STEP, type TreeSource } from '../../client/src/finding-tree.ts';
import type { NotJudged, ServerStatus } from '../../client/src/server-state.ts';
import { emptiness, viewMessage } from '../../client/src/view-texts.ts';
import { english } from './english.ts';

const some = (path: string, line: number, rest: Partial<Finding> = {}): Finding => ({
  uri: `file:///w/${path}`,
  path,
  rule: 'user/root-user',
  severity: 'warning',
  message: 'The image ends as root',
  line,
  character: 0,
  endLine: line,
  endCharacter: 4,
  ...rest,
});

function tree(findings: readonly Finding[], grouping: Grouping, notJudged?: NotJudged): TreeSource {
  const index = createFindingIndex();
  index.arrange(grouping, '');
  for (const uri of new Set(findings.map((f) => f.uri)))
    index.update(
      uri,
      findings.filter((f) => f.uri === uri),
    );
  const pathOf = (uri: string): string => uri.replace('file:///w/', '');
  return { l10n: english, index, notJudged, pathOf, limitOf: () => STEP };
}

/** The whole tree as text, rows below others indented. */
function drawn(source: TreeSource, row?: Row, indent = ''): string[] {
  return rowsBelow(source, row).flatMap((r) => [
    `${indent}${r.label}${r.description === '' ? '' : ` | ${r.description}`}`,
    ...drawn(source, r, `${indent}  `),
  ]);
}

const FINDINGS = [
  some('web/Dockerfile', 4),
  some('db/Dockerfile', 2),
  some('compose.yaml', 6, { severity: 'error', rule: 'privilege/privileged-container', message: '`privileged: true`' }),
];

describe('rows', () => {
  test('by severity', () => {
    assert.deepEqual(drawn(tree(FINDINGS, 'severity')), [
      'Errors | 1',
      '  privileged: true | compose.yaml:7',
      'Warnings | 2',
      '  The image ends as root | db/Dockerfile:3',
      '  The image ends as root | web/Dockerfile:5',
    ]);
  });
  test('by rule', () => {
    assert.deepEqual(drawn(tree(FINDINGS, 'rule')), [
      'privilege/privileged-container | 1',
      '  compose.yaml:7 | privileged: true',
      'user/root-user | 2',
      '  db/Dockerfile:3 | The image ends as root',
      '  web/Dockerfile:5 | The image ends as root',
    ]);
  });
  test('by file', () => {
    assert.deepEqual(drawn(tree(FINDINGS, 'file')), [
      'compose.yaml | 1',
      '  privileged: true | line 7',
      'Dockerfile | db · 1',
      '  The image ends as root | line 3',
      'Dockerfile | web · 1',
      '  The image ends as root | line 5',
    ]);
  });
  test('what was not judged has a branch of its own, with each reason', () => {
    const uri = 'file:///w/a.yaml';
    const left: NotJudged = {
      notFullyRead: [
        { uri, line: 9, why: 'nested too deeply' },
        { uri: 'file:///w/b.yaml', why: 'too large' },
      ],
      excluded: [{ uri, why: '.seaworthy.yaml, line 3' }],
      ignored: [
        { uri, line: 2, rule: 'user/root-user', reason: 'an init container' },
        { uri, line: 3, rule: 'image/mutable-tag' },
      ],
      unusedIgnores: [],
    };
    assert.deepEqual(drawn(tree([], 'severity', left)), [
      'Not judged | 5',
      '  Not fully read | 2',
      '    a.yaml:9 | nested too deeply',
      '    b.yaml | too large',
      '  Excluded | 1',
      '    a.yaml | .seaworthy.yaml, line 3',
      '  Ignored by a comment | 2',
      '    a.yaml:2 | user/root-user: an init container',
      '    a.yaml:3 | image/mutable-tag, without a reason',
    ]);
  });
  test('no findings, and a server that does not answer: no rows', () => assert.deepEqual(drawn(tree([], 'rule')), []));
});

test('groups are open: errors and warnings, and those by file or rule while there are few findings', () => {
  const open = (findings: readonly Finding[], grouping: Grouping): boolean[] =>
    rowsBelow(tree(findings, grouping), undefined).map((row) => row.kind === 'group' && row.isOpen);
  const hint = some('a.yaml', 1, { severity: 'hint' });
  assert.deepEqual(open([...FINDINGS, hint], 'severity'), [true, true, false]);
  assert.deepEqual(open(FINDINGS, 'file'), [true, true, true]);
  const many = Array.from({ length: 51 }, (_, i) => some(`${i}/Dockerfile`, 1));
  assert.equal(open(many, 'file').some(Boolean), false);
  assert.deepEqual(open(many.slice(1), 'rule'), [true]);
});

test('a screen reader says severity, message, place and rule: nothing is shown by colour or place alone', () => {
  for (const grouping of ['severity', 'rule', 'file'] as const) {
    const source = tree(
      SEVERITIES.map((severity, i) => some('web/Dockerfile', i, { severity, message: `m${i}` })),
      grouping,
    );
    const spoken: string[] = [];
    const walk = (row?: Row): void => {
      for (const r of rowsBelow(source, row)) {
        spoken.push(r.spoken);
        walk(r);
      }
    };
    walk();
    for (const [i, word] of ['Error', 'Warning', 'Information', 'Hint'].entries())
      assert.ok(
        spoken.includes(`${word}: m${i}. web/Dockerfile, line ${i + 1}, rule user/root-user`),
        spoken.join('\n'),
      );
  }
});

test('a large group shows its first rows and how many are left', () => {
  const many = Array.from({ length: STEP + 3 }, (_, i) => some('Dockerfile', i));
  const source = tree(many, 'rule');
  const group = rowsBelow(source, undefined)[0]!;
  const rows = rowsBelow(source, group);
  assert.equal(rows.length, STEP + 1);
  assert.deepEqual([rows[STEP]!.kind, rows[STEP]!.label], ['more', 'Show more: 3 left']);
  assert.equal(rowsBelow({ ...source, limitOf: () => 2 * STEP }, group).length, STEP + 3);
});

describe('above the rows, and without rows', () => {
  const server = { indexing: false, files: 3, total: 3 };
  const running = { state: 'running' as const, server };
  const list = { filter: '', total: 2, passing: 2, rows: 1 };
  test('an empty view explains itself', () => {
    const none = { error: 0, warning: 0, info: 0, hint: 0 };
    const empty = (rest: Partial<ServerStatus>) =>
      emptiness({ ...running, counts: none, server: { ...server, ...rest } });
    assert.equal(emptiness({ state: 'stopped', counts: none, server }), 'stopped');
    assert.equal(emptiness({ state: 'starting', counts: none, server: undefined }), 'starting');
    assert.equal(emptiness({ state: 'running', counts: none, server: undefined }), 'starting');
    assert.equal(empty({ indexing: true }), 'starting');
    assert.equal(empty({ total: 0 }), 'noFiles');
    assert.equal(empty({ total: undefined, files: 0 }), 'noFiles');
    assert.equal(empty({ scope: 'openFiles' }), 'openFiles');
    assert.equal(empty({}), 'noFindings');
    assert.equal(empty({ scope: 'workspace', counts: none }), 'noFindings');
    assert.equal(empty({ scope: 'workspace' }), 'starting', 'not every file was judged');
    assert.equal(emptiness({ ...running, counts: { ...none, hint: 1 } }), 'findings');
  });
  test('nothing is said where nothing is to say, or where it would hide the text of an empty view', () => {
    assert.equal(viewMessage(english, running, list), undefined);
    assert.equal(viewMessage(english, running, { ...list, total: 0, passing: 0, rows: 0 }), undefined);
  });
  test('the filter, reading, the scope', () => {
    assert.equal(
      viewMessage(english, running, { ...list, filter: 'root', passing: 1 }),
      'Filter "root": 1 of 2 findings',
    );
    const reading = { ...running, server: { ...server, indexing: true, files: 340, total: 900 } };
    assert.equal(viewMessage(english, reading, list), 'Now: reading 340 of 900 files');
    const open = { ...running, server: { ...server, scope: 'openFiles' as const } };
    assert.equal(viewMessage(english, open, list), 'Only open files are checked.');
    assert.match(
      viewMessage(english, { ...open, server: { ...open.server, tooMany: true } }, list) ?? '',
      /too many files/,
    );
    assert.equal(viewMessage(english, running, { ...list, total: 0, passing: 0 }), 'No findings.');
  });
});
