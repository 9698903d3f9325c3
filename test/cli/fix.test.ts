/** `check --fix`. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { writeAtomically } from '../../server/src/host/node-write.ts';
import { findings, folderWith, ROOT, seaworthy } from '../support/program.ts';

/** Something with a safe fix in the default profile, in a file with a byte order mark and CRLF that must stay. */
const COPY =
  '\uFEFFFROM node:22-alpine\r\n# keep me\r\nADD app.js /app/\r\nUSER 1000\r\nCMD ["node", "/app/app.js"]\r\n';
const CONFIG = 'profile: audit\n';

const safe = (folder: string, name: string): number =>
  findings(folder, [name]).filter((l) => l.fixes[0]?.safety === 'safe').length;

test('--fix writes the safe fixes and reports what is left', () => {
  const folder = folderWith({ Dockerfile: COPY, 'other/Dockerfile': ROOT, '.seaworthy.yaml': CONFIG });
  assert.ok(safe(folder, 'Dockerfile') > 0, 'the example has a safe fix');
  fs.chmodSync(path.join(folder, 'Dockerfile'), 0o640);
  const run = seaworthy(folder, ['check', '--fix']);
  const text = fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8');
  assert.equal(text, COPY.replace('ADD app.js', 'COPY app.js'));
  assert.equal(safe(folder, 'Dockerfile'), 0);
  assert.equal(fs.statSync(path.join(folder, 'Dockerfile')).mode & 0o777, 0o640, 'the mode stays');
  assert.equal(
    fs.readFileSync(path.join(folder, 'other/Dockerfile'), 'utf8'),
    ROOT,
    'fixes for review are not applied',
  );
  assert.match(run.stdout, /\[user\/root-user\]/);
  assert.doesNotMatch(run.stdout, /add-instead-of-copy/);
  assert.equal(run.status, 1);
  assert.deepEqual(
    fs.readdirSync(folder).sort(),
    ['.seaworthy.yaml', 'Dockerfile', 'other'],
    'no temporary file is left',
  );
});

test('--fix --dry-run prints a patch that git can apply, and writes nothing', () => {
  const folder = folderWith({ 'a b/Dockerfile': COPY, '.seaworthy.yaml': CONFIG });
  const run = seaworthy(folder, ['check', '--fix', '--dry-run']);
  assert.equal(run.status, 0);
  assert.equal(fs.readFileSync(path.join(folder, 'a b/Dockerfile'), 'utf8'), COPY);
  assert.match(run.stdout, /^--- a\/a b\/Dockerfile/m);
  assert.match(run.stdout, /^-ADD app\.js \/app\/\r$/m);
  assert.match(run.stdout, /^\+COPY app\.js \/app\/\r$/m);
  assert.match(run.stdout, /^@@ -1,5 \+1,5 @@$/m);
});

test('--fix through a symbolic link named keeps the link', () => {
  const folder = folderWith({ 'real/Dockerfile': COPY, '.seaworthy.yaml': CONFIG });
  fs.symlinkSync('real/Dockerfile', path.join(folder, 'Dockerfile'));
  seaworthy(folder, ['check', '--fix', 'Dockerfile']);
  assert.ok(fs.lstatSync(path.join(folder, 'Dockerfile')).isSymbolicLink());
  assert.match(fs.readFileSync(path.join(folder, 'real/Dockerfile'), 'utf8'), /COPY app\.js/);
});

test('a file that cannot be written is reported, the others are fixed, the exit code is 2', {
  skip: process.platform === 'win32',
}, () => {
  const folder = folderWith({ 'a/Dockerfile': COPY, 'b/Dockerfile': COPY, '.seaworthy.yaml': CONFIG });
  const text = Buffer.concat([Buffer.from(COPY), Buffer.from([0x23, 0xff, 0x0a])]);
  fs.writeFileSync(path.join(folder, 'a/Dockerfile'), text);
  const run = seaworthy(folder, ['check', '--fix']);
  assert.match(run.stderr, /a\/Dockerfile.*UTF-8/);
  assert.deepEqual(fs.readFileSync(path.join(folder, 'a/Dockerfile')), text, 'malformed bytes are never rewritten');
  assert.match(fs.readFileSync(path.join(folder, 'b/Dockerfile'), 'utf8'), /COPY app\.js/);
  assert.equal(run.status, 2);
});

test('writing refuses a file that changed meanwhile, and one that came to be', () => {
  const folder = folderWith({ Dockerfile: 'changed' });
  const file = path.join(folder, 'Dockerfile');
  assert.throws(() => writeAtomically(file, 'new', 'was'), /changed meanwhile/);
  assert.throws(() => writeAtomically(file, 'new', undefined), /changed meanwhile/);
  assert.throws(() => writeAtomically(path.join(folder, 'gone'), 'new', 'was'), /changed meanwhile/);
  assert.equal(fs.readFileSync(file, 'utf8'), 'changed');
  writeAtomically(file, 'new', 'changed');
  writeAtomically(path.join(folder, 'deep/er/file'), 'made', undefined);
  assert.equal(fs.readFileSync(file, 'utf8'), 'new');
  assert.equal(fs.readFileSync(path.join(folder, 'deep/er/file'), 'utf8'), 'made');
  assert.deepEqual(fs.readdirSync(folder).sort(), ['Dockerfile', 'deep']);
});

test('--fix removes comments that ignore nothing and corrects spellings; json names the findings, and no problem', () => {
  const folder = folderWith({
    Dockerfile: 'FROM scratch\n# seaworthy: ignore[user/sudo] old\n# seaworthy: ignore[user/Root_User]\nUSER root\n',
  });
  const { findings, problems } = JSON.parse(seaworthy(folder, ['check', '--format', 'json']).stdout);
  const fixes = findings.map((f: { rule: string; fixes: { title: string }[] }) => [f.rule, f.fixes[0]?.title]);
  assert.deepEqual(fixes.slice(0, 2), [
    ['comment/unused-ignore', 'Remove the comment'],
    ['comment/unknown-rule', 'Change to `user/root-user`'],
  ]);
  assert.deepEqual(problems, []);
  const { stdout, status } = seaworthy(folder, ['check', '--fix']);
  const text = fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8');
  assert.equal(text, 'FROM scratch\n# seaworthy: ignore[user/root-user]\nUSER root\n');
  assert.match(stdout, /1 ignored by comments/);
  assert.equal(status, 0);
});
