/** The unread parts in a file's report. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

/** Extent, message and text of each unread part. */
function unread(path: string, text: string): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile(path, text);
  return engine.check(path).unread.map((u) => `${u.extent} ${u.message}: ${text.slice(u.at.start, u.at.end)}`);
}

test('places are in the file, each document has its own', () => {
  const text = `${POD}---\n${POD}<<<<<<< HEAD\n---\n${POD}spec: {a: [\n---\n${POD}>>>>>>> other\n`;
  const [head, open, other, ...more] = unread('pods.yaml', text);
  assert.equal(head, 'partly an unresolved merge conflict: <<<<<<< HEAD');
  assert.match(open!, /^partly .*: \[?$/);
  assert.equal(other, 'partly an unresolved merge conflict: >>>>>>> other');
  assert.deepEqual(more, []);
});

test('a place stays correct when the text above it changes', () => {
  const engine = createEngine(rules, PINNED_DAY);
  const broken = `---\n${POD}<<<<<<< HEAD\n`;
  for (const above of [POD, `# more\n${POD}`, '']) {
    engine.setFile('pods.yaml', above + broken);
    const [found] = engine.check('pods.yaml').unread;
    assert.equal(found?.at.start, (above + broken).indexOf('<<<<<<<'));
  }
});

test('limits say whether anything was read', () => {
  const aliases = `x: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n${'abcdefgh'
    .split('')
    .map((c, i) => `x${c}: &${c}${i} [${`*${i === 0 ? 'a' : `${'abcdefgh'[i - 1]}${i - 1}`}, `.repeat(10)}]\n`)
    .join('')}`;
  assert.match(unread('deep.yaml', `${POD}spec: ${'['.repeat(300)}`)[0]!, /^not-read nesting/);
  assert.match(unread('Dockerfile', `FROM a\n${'# x\n'.repeat(300_000)}`)[0]!, /^not-read file is larger/);
  assert.match(unread('aliases.yaml', POD + aliases)[0]!, /^partly /);
});

test('sound files, files of other kinds and files that are not there have nothing unread', () => {
  const engine = createEngine(rules, PINNED_DAY);
  assert.deepEqual(unread('pod.yaml', POD), []);
  assert.deepEqual(unread('notes.yaml', 'a: [\n'), []);
  assert.deepEqual(engine.check('gone.yaml').unread, []);
});

/** The rules that report in a file, in the strict profile. */
function rulesIn(path: string, text: string): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(path, text);
  return [...new Set(engine.check(path).findings.map((f) => f.rule))];
}

const CONTAINER = '    - name: a\n      image: ghcr.io/example/shop:1.4.2\n';
const SERVICE = 'services:\n  shop:\n    image: ghcr.io/example/shop:1.4.2\n';
for (const [what, path, text, whole] of [
  [
    'a conflict in a container',
    'pod.yaml',
    `${POD}spec:\n  containers:\n${CONTAINER}`,
    '<<<<<<< HEAD\n      securityContext: {}\n',
  ],
  [
    'an open bracket in a container',
    'pod.yaml',
    `${POD}spec:\n  containers:\n${CONTAINER}`,
    '      securityContext: {runAsUser: 1\n',
  ],
  ['a conflict in a service', 'compose.yaml', SERVICE, '<<<<<<< HEAD\n    read_only: true\n=======\n'],
  ['an open quote in a service', 'compose.yaml', SERVICE, '    command: "serve\n    read_only: true\n'],
] as const) {
  test(`${what}: nothing is called missing there`, () => {
    assert.ok(rulesIn(path, text).includes('privilege/missing-hardening'));
    assert.ok(!rulesIn(path, text + whole).includes('privilege/missing-hardening'));
  });
}

test('what stands above the place where reading stopped is whole', () => {
  const text = `${SERVICE}  other:\n    image: ghcr.io/example/other:1.4.2\n<<<<<<< HEAD\n    read_only: true\n`;
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('compose.yaml', text);
  const missing = engine.check('compose.yaml').findings.filter((f) => f.rule === 'privilege/missing-hardening');
  assert.deepEqual(
    missing.map((f) => text.slice(f.span.start, f.span.end)),
    ['shop'],
  );
});

test('half-typed instructions of a Dockerfile', () => {
  const dockerfile = (line: string): string => `FROM alpine:3.22\n${line}\nUSER 1000\n`;
  assert.deepEqual(unread('Dockerfile', dockerfile('RUN echo "a')), [
    'partly an instruction whose quote is not closed: RUN',
  ]);
  assert.deepEqual(unread('Dockerfile', dockerfile('CMD ["sh", "-c"')), [
    'partly an instruction whose list is not closed: CMD',
  ]);
  assert.deepEqual(unread('Dockerfile', dockerfile('RNU echo a')), ['partly an unknown instruction: RNU']);
  for (const whole of ["RUN echo a # it's", 'RUN echo "it\'s"', 'CMD ["sh"]', "MAINTAINER it's me", 'RUN echo a \\'])
    assert.deepEqual(unread('Dockerfile', dockerfile(whole)), [], whole);
});
