import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const STEP = /read the comment first/i;

/** The notes of the fixes of a rule's finding in a Compose file with these lines below a service whose needs are known. */
const notes = (rule: string, ...lines: readonly string[]): (string | undefined)[] => notesOf('redis:8.2', rule, lines);

function notesOf(image: string, rule: string, lines: readonly string[]): (string | undefined)[] {
  const engine = createEngine(rules, PINNED_DAY);
  const body = lines.map((line) => `    ${line}`).join('\n');
  engine.setFile('compose.yaml', `services:\n  web:\n    image: ${image}\n${body}\n`);
  engine.setComplete(true);
  return engine
    .check('compose.yaml')
    .findings.filter((f) => f.rule === rule)
    .flatMap((f) => f.fixes.map(({ note }) => note));
}

const PRIVILEGED = 'privilege/privileged-container';

test('a fix that takes something away says that a comment explains it', () => {
  for (const lines of [
    ['privileged: true # opens the device of the card reader'],
    ['# TODO: does the card reader need this?', 'privileged: true'],
    ['# The card reader no longer needs this', 'privileged: true'],
    ['# The card reader does not really need this', 'privileged: true'],
    ['# The card reader is found through udev.', 'privileged: true'],
    ['# Der Kartenleser braucht das Gerät', 'privileged: true # yes'],
  ]) {
    const found = notes(PRIVILEGED, ...lines);
    assert.ok(found.length > 0 && found.every((note) => STEP.test(note ?? '')), lines.join(' '));
  }
  const apparmor = notes(
    'privilege/unconfined-apparmor',
    'security_opt:',
    '  # AppArmor blocks the mount of FUSE',
    '  - apparmor:unconfined',
  );
  assert.ok(apparmor.length > 0 && apparmor.every((note) => STEP.test(note ?? '')), apparmor.join());
});

test('comments for tools, names, disabled settings and comments of other lines do not explain it', () => {
  for (const lines of [
    ['privileged: true'],
    ['privileged: true # reader'],
    ['# user: "1000"', 'privileged: true'],
    ['privileged: true # checkov:skip=CKV_1 the reader needs it'],
    ['# The name of the host is read by others', 'hostname: web', 'privileged: true'],
    ['privileged: true', '# The name of the host is read by others', 'hostname: web'],
  ]) {
    const found = notes(PRIVILEGED, ...lines);
    assert.ok(found.length > 0 && !found.some((note) => STEP.test(note ?? '')), lines.join(' '));
  }
});

test('a fix that adds something has nothing to do with a comment beside it', () => {
  const lines = ['# The name of the host is read by others', 'hostname: web', 'read_only: true'];
  const found = notesOf('registry.example.com/web:1.2.0', 'privilege/missing-hardening', lines);
  assert.ok(found.length > 0 && !found.some((note) => STEP.test(note ?? '')));
});

test('a fix that takes away what a comment says is needed is not offered', () => {
  for (const lines of [
    ['privileged: true # needs the device of the card reader'],
    ['# Required for the card reader', 'privileged: true'],
    ['# The card reader does not work without this', 'privileged: true'],
    ['# The reader needs more privileges,', '# which we grant here.', 'privileged: true'],
  ])
    assert.deepEqual(notes(PRIVILEGED, ...lines), [], lines.join(' '));
  assert.deepEqual(notes('privilege/host-namespace', '# The agent must run in the main namespace.', 'pid: host'), []);
  assert.equal(notes('privilege/host-namespace', '# The agent runs as one process.', 'pid: host').length, 1);
});

test('a comment above a RUN that says why something is needed explains its later lines', () => {
  const found = (...lines: readonly string[]): (string | undefined)[] => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.setFile('Dockerfile', ['FROM debian:13', ...lines, ''].join('\n'));
    engine.setComplete(true);
    const { findings } = engine.check('Dockerfile');
    return findings
      .filter((f) => f.rule === 'build/unsigned-packages')
      .flatMap((f) => f.fixes.map(({ note }) => note ?? ''));
  };
  const install = ['RUN apt-get update && \\', '    apt-get install -y --allow-unauthenticated curl'];
  const explained = found('# WORKAROUND: the mirror has no key, otherwise the build stops', ...install);
  assert.ok(explained.length > 0 && explained.every((note) => STEP.test(note ?? '')));
  for (const lines of [install, ['# The tools of the shop', ...install], ['# Installs curl', '', ...install]]) {
    const plain = found(...lines);
    assert.ok(plain.length > 0 && !plain.some((note) => STEP.test(note ?? '')), lines.join());
  }
});

test('a comment above a RUN that names what one of its lines has keeps this line', () => {
  const fixes = (...lines: readonly string[]): number => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.setFile('Dockerfile', ['FROM debian:13', ...lines, 'USER app', 'CMD ["bash", "-c", "date"]', ''].join('\n'));
    engine.setComplete(true);
    const { findings } = engine.check('Dockerfile');
    return findings.filter((f) => f.rule === 'user/passwordless-sudo').flatMap((f) => f.fixes).length;
  };
  const rights = ['RUN useradd -m app && \\', '  echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers'];
  assert.equal(fixes('# Sudoers, used to allow captures of packets.', ...rights), 0);
  assert.equal(fixes('# The build needs a home folder.', ...rights), 1);
  assert.equal(fixes('# TODO: does the program need sudoers?', ...rights), 1);
});

test('a comment at the beginning of a file that names a setting says why it is there', () => {
  const found = (head: string): (string | undefined)[] => {
    const engine = createEngine(rules, PINNED_DAY);
    const text = `${head}services:\n  web:\n    image: redis:8.2\n    security_opt:\n      - seccomp:unconfined\n`;
    engine.setFile('compose.yaml', text);
    engine.setComplete(true);
    return engine
      .check('compose.yaml')
      .findings.filter((f) => f.rule === 'privilege/unconfined-seccomp')
      .flatMap((f) => f.fixes.map(({ note }) => note));
  };
  assert.deepEqual(found('# Without seccomp, so that a debugger can attach.\n\n'), []);
  assert.ok(found('# Starts the shop with seccomp switched off\n').every((note) => STEP.test(note ?? '')));
  for (const head of ['', '# The shop needs a token.\n', '# The shop. Does it need seccomp?\n']) {
    const offered = found(head);
    assert.ok(offered.length > 0, head);
    assert.equal(
      offered.some((note) => STEP.test(note ?? '')),
      head.includes('seccomp'),
      head,
    );
  }
});
