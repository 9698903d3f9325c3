/** `check --fix=review`, `--fix-rule` and the patch of `--dry-run`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { reviewFixes } from '../../server/src/cli/fix-review.ts';
import type { Workspace } from '../../server/src/cli/workspaces.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { folderWith, seaworthy } from '../support/program.ts';

const TWO = 'FROM debian:12\nADD a.js /a.js\nADD b.js /b.js\nUSER root\n';

function workspaceOf(files: Readonly<Record<string, string>>): Workspace & { read(file: string): string } {
  const root = folderWith(files);
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  for (const [name, text] of Object.entries(files)) engine.setFile(name, text);
  const wanted = engine.paths();
  const foundIn = new Map(wanted.map((file) => [file, root]));
  return {
    root,
    engine,
    wanted,
    troubles: [],
    foundIn,
    read: (file) => fs.readFileSync(path.join(root, file), 'utf8'),
  };
}

/** Answers by the rule of the question; `undefined` ends the input. */
async function reviewed(workspace: Workspace, answer: (asked: string) => string | undefined) {
  const said: string[] = [];
  const refused = await reviewFixes(
    [workspace],
    async () => answer(said.at(-1) ?? ''),
    (text) => said.push(text),
  );
  return { said, refused };
}

test('yes writes the fix that was shown, no leaves the file alone', async () => {
  const workspace = workspaceOf({ Dockerfile: TWO });
  const { said, refused } = await reviewed(workspace, (asked) =>
    asked.includes('/a.js') &&
    asked.includes('ADD') &&
    asked.includes('[build/add-instead-of-copy]') &&
    asked.includes('Dockerfile:2 ')
      ? 'y'
      : 'n',
  );
  assert.deepEqual(refused, []);
  assert.equal(workspace.read('Dockerfile'), TWO.replace('ADD a.js', 'COPY a.js'));
  const shown = said.find((text) => text.includes('Dockerfile:2 '))!;
  assert.match(shown, /fix \(safe\): /);
  assert.match(shown, /^-ADD a\.js \/a\.js\n\+COPY a\.js \/a\.js$/m);
  assert.deepEqual(fs.readdirSync(workspace.root), ['Dockerfile'], 'no temporary file is left');
});

test('all of this rule asks once; quit keeps what was accepted', async () => {
  const workspace = workspaceOf({ Dockerfile: TWO });
  let questions = 0;
  await reviewed(workspace, (asked) => {
    if (!asked.includes('[build/add-instead-of-copy]')) return 'n';
    questions++;
    return 'a';
  });
  assert.equal(questions, 1);
  assert.equal(workspace.read('Dockerfile'), TWO.replaceAll('ADD', 'COPY'));
  const other = workspaceOf({ Dockerfile: TWO });
  let first = true;
  await reviewed(other, (asked) => {
    if (!asked.includes('[build/add-instead-of-copy]')) return 'n';
    const answer = first ? 'y' : undefined;
    first = false;
    return answer;
  });
  assert.equal(other.read('Dockerfile'), TWO.replace('ADD a.js', 'COPY a.js'), 'Ctrl-C ends as q does');
});

/** Images that have ended: the fixes name the nearest and the newest line. */
const ENDED = { 'a/Dockerfile': 'FROM python:3.8\nUSER 1000\n', 'b/Dockerfile': 'FROM python:3.7\nUSER 1000\n' };
const isEnded = (asked: string): boolean => asked.includes('[image/end-of-life]');

test('other shows each fix of the finding in turn, and yes writes the one that is shown', async () => {
  const workspace = workspaceOf({ 'a/Dockerfile': ENDED['a/Dockerfile'] });
  const shown: string[] = [];
  await reviewed(workspace, (asked) => {
    if (!isEnded(asked)) return 'n';
    shown.push(/^fix \d of 2 \(\w+\): Use .* the (?:nearest|newest) line$/m.exec(asked)?.[0] ?? asked);
    // Round once, so that the second one is shown twice.
    return shown.length < 4 ? 'o' : 'y';
  });
  assert.deepEqual([shown[2], shown[3]], [shown[0], shown[1]]);
  assert.match(shown[0]!, /1 of 2.*nearest/);
  assert.match(shown[1]!, /2 of 2.*newest/);
  const image = /Use `([^`]+)`/.exec(shown[1]!)![1]!;
  assert.equal(workspace.read('a/Dockerfile'), `FROM ${image}\nUSER 1000\n`);
});

test('all at another fix than the first means the fixes with its title', async () => {
  const workspace = workspaceOf(ENDED);
  let questions = 0;
  await reviewed(workspace, (asked) => {
    if (!isEnded(asked)) return 'n';
    questions++;
    return asked.includes('fix 1 of 2') ? 'o' : 'a';
  });
  assert.equal(questions, 2);
  assert.equal(workspace.read('b/Dockerfile'), workspace.read('a/Dockerfile'));
});

test('other is no answer where a finding has one fix', async () => {
  const answers = ['o', 'q'];
  const { said } = await reviewed(workspaceOf({ Dockerfile: TWO }), () => answers.shift());
  assert.ok(said.includes('Type y, n, a or q, then Enter.\n'), said.join('\n'));
});

test('another answer is asked for again', async () => {
  const workspace = workspaceOf({ Dockerfile: TWO });
  const answers = ['', 'maybe', 'Q'];
  const { said } = await reviewed(workspace, () => answers.shift());
  assert.equal(said.filter((text) => text.startsWith('Type y, n, a or q')).length, 2);
  assert.equal(workspace.read('Dockerfile'), TWO);
});

test('a file that changed meanwhile is left alone, and the other fixes go on', async () => {
  const workspace = workspaceOf({ 'a/Dockerfile': TWO, 'b/Dockerfile': TWO });
  fs.writeFileSync(path.join(workspace.root, 'a/Dockerfile'), '# new\n');
  const { refused } = await reviewed(workspace, (asked) => (asked.includes('[build/add-instead-of-copy]') ? 'y' : 'n'));
  assert.match(refused[0]!, /has changed meanwhile and was left alone/);
  assert.equal(workspace.read('a/Dockerfile'), '# new\n');
  assert.equal(workspace.read('b/Dockerfile'), TWO.replaceAll('ADD', 'COPY'));
});

test('a secret is masked in what is shown', async () => {
  const value = 'Harbour-92-lights-kept';
  const workspace = workspaceOf({
    'compose.yaml': `services:\n  db:\n    image: postgres:17\n    environment:\n      DB_PASSWORD: ${value}\n`,
  });
  const { said } = await reviewed(workspace, () => 'n');
  assert.ok(said.some((text) => text.includes('[secret/')) && !said.join('\n').includes(value));
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: redis:8.2\n      securityContext:\n        privileged: true\n';

test('--fix-rule applies the fixes of one rule, also those for review', () => {
  const folder = folderWith({ Dockerfile: TWO, 'pod.yaml': POD });
  const run = seaworthy(folder, ['check', '--fix-rule', 'privilege/privileged-container']);
  assert.doesNotMatch(fs.readFileSync(path.join(folder, 'pod.yaml'), 'utf8'), /privileged: true/);
  assert.equal(fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8'), TWO);
  assert.doesNotMatch(run.stdout, /\[privilege\/privileged-container\]/);
});

test('--fix-rule takes a setting that is reported with others', () => {
  const folder = folderWith({ 'pod.yaml': POD.replace('privileged: true', 'privileged: false') });
  seaworthy(folder, ['check', '--profile', 'strict', '--fix-rule', 'user/privilege-escalation']);
  const text = fs.readFileSync(path.join(folder, 'pod.yaml'), 'utf8');
  assert.match(text, /allowPrivilegeEscalation: false/);
  assert.doesNotMatch(text, /seccompProfile|readOnlyRootFilesystem/);
});

test('--dry-run prints a patch that git applies, and writes nothing', () => {
  const folder = folderWith({ 'a b/Dockerfile': TWO, 'pod.yaml': POD });
  for (const words of [['--fix'], ['--fix-rule', 'privilege/privileged-container']]) {
    const { stdout } = seaworthy(folder, ['check', '--profile', 'audit', ...words, '--dry-run']);
    assert.equal(fs.readFileSync(path.join(folder, 'a b/Dockerfile'), 'utf8'), TWO);
    assert.equal(fs.readFileSync(path.join(folder, 'pod.yaml'), 'utf8'), POD);
    const applied = spawnSync('git', ['apply', '--check', '-'], { cwd: folder, input: stdout, encoding: 'utf8' });
    assert.deepEqual([applied.status, applied.stderr], [0, ''], stdout);
  }
});

test('wrong usage', () => {
  const folder = folderWith({ Dockerfile: TWO });
  const fails = (words: readonly string[], message: RegExp): void => {
    const { status, stderr } = seaworthy(folder, ['check', ...words]);
    assert.equal(status, 2, words.join(' '));
    assert.match(stderr, message);
  };
  fails(['--fix=review'], /asks in a terminal/);
  fails(['--fix=review', '--dry-run'], /--dry-run needs --fix or --fix-rule/);
  fails(['--fix=review', '--fix'], /use it without --fix/);
  fails(['--fix-rule', 'user/rot-user'], /--fix-rule: .*user\/root-user/);
  fails(['--fix-rule', 'user/root-user', '--staged'], /--staged reads the git index/);
});
