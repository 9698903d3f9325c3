/** What the files as they are now make worse or better against HEAD: a real repository, read by the server alone. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import type { ChangeAnswer } from '../../server/src/lsp/overview.ts';
import { type Editor, FOLDER, withEditor } from '../support/editor.ts';
import { committed, git, stage, write } from '../support/git-repository.ts';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: registry.k8s.io/pause:3.10\n      securityContext:\n        privileged: true\n';
const compose = (dockerfile: string): string =>
  `services:\n  web:\n    build: ${dockerfile}\n    ports: ["127.0.0.1:80:80"]\n`;

const change = (editor: Editor, question: object = {}): Promise<ChangeAnswer> =>
  editor.client.sendRequest('seaworthy/change', question);

const at = (folder: string, { added, mended }: ChangeAnswer): [string[], string[]] => {
  const place = ({ uri, line, rule }: ChangeAnswer['added'][0]): string =>
    `${decodeURIComponent(uri).slice(pathToFileURL(folder).href.length + 1)}:${line + 1} ${rule}`;
  return [added.map(place).sort(), mended.map(place).sort()];
};

/** Runs `work` with an editor of the folder, after it was read. */
const inEditor = (folder: string, work: (editor: Editor, uri: string) => Promise<void>): Promise<void> => {
  const uri = pathToFileURL(folder).href;
  return withEditor({ folders: [uri], host: nodeHost(undefined), rules }, async (editor) => {
    await editor.ready();
    await work(editor, uri);
  })();
};

test('edits, new, removed and renamed files, and what a change causes in another file', async () => {
  const folder = committed({
    'web/Dockerfile': CLEAN,
    'api/Dockerfile': `${ROOT}# one\n# two\n# three\n`,
    'old/pod.yaml': POD,
    'notes.txt': 'x\n',
  });
  fs.mkdirSync(path.join(folder, 'moved'));
  git(folder, 'mv', 'api/Dockerfile', 'moved/Dockerfile');
  await inEditor(folder, async (editor, uri) => {
    assert.deepEqual(at(folder, await change(editor)), [[], []], 'a renamed file is no change');
    await editor.open(`${uri}/web/Dockerfile`, ROOT);
    const [added, mended] = at(folder, await change(editor));
    assert.ok(
      added.some((one) => one === 'web/Dockerfile:2 user/root-user'),
      added.join('\n'),
    );
    assert.deepEqual(mended, []);
    await editor.close(`${uri}/web/Dockerfile`);
    write(folder, 'k8s/new.yaml', POD);
    fs.rmSync(path.join(folder, 'old/pod.yaml'));
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: `${uri}/k8s/new.yaml`, type: 1 },
        { uri: `${uri}/old/pod.yaml`, type: 3 },
      ],
    });
    await editor.ready();
    const moved = await change(editor);
    assert.deepEqual(at(folder, moved), [[], []], 'a moved manifest has the same findings');
    await editor.open(`${uri}/k8s/new.yaml`, POD.replace('privileged: true', 'privileged: false'), 'yaml');
    const better = at(folder, await change(editor));
    assert.deepEqual(better, [[], ['k8s/new.yaml:11 privilege/privileged-container']]);
  });
});

test('the same as check --since HEAD, and again after a commit', async () => {
  const folder = committed({ 'web/Dockerfile': CLEAN, 'compose.yaml': compose('web'), 'k8s/pod.yaml': POD });
  write(folder, 'web/Dockerfile', ROOT);
  write(folder, 'k8s/pod.yaml', POD.replace('privileged: true', 'privileged: false'));
  write(folder, 'new/Dockerfile', 'FROM debian\nUSER root\n');
  const { stdout } = seaworthy(folder, ['check', '--since', 'HEAD', '--format', 'json', '--today', '2026-11-30']);
  const out = JSON.parse(stdout) as {
    findings: { path: string; rule: string; startLine: number; state: string }[];
    change: { fixed: { path: string; rule: string; startLine: number }[] };
  };
  const place = (f: { path: string; rule: string; startLine: number }): string => `${f.path}:${f.startLine} ${f.rule}`;
  await inEditor(folder, async (editor) => {
    const [added, mended] = at(folder, await change(editor));
    assert.deepEqual(
      added,
      out.findings
        .filter((f) => f.state === 'new')
        .map(place)
        .sort(),
    );
    assert.deepEqual(mended, out.change.fixed.map(place).sort());
    assert.ok(added.length > 1 && mended.length > 0);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'two');
    assert.deepEqual(at(folder, await change(editor)), [[], []]);
    git(folder, 'reset', '-q', '--soft', 'HEAD~1');
    await change(editor, { release: true });
    assert.deepEqual(at(folder, await change(editor)), [added, mended]);
  });
});

test('what is staged alone: not what is on disk, in the editor or untracked', async () => {
  const folder = committed({
    'a/Dockerfile': CLEAN,
    'b/Dockerfile': ROOT,
    'c/Dockerfile': CLEAN,
    'd/Dockerfile': ROOT,
  });
  stage(folder, 'a/Dockerfile', ROOT);
  stage(folder, 'b/Dockerfile', CLEAN, ROOT);
  write(folder, 'c/Dockerfile', ROOT);
  git(folder, 'rm', '-q', '--cached', 'd/Dockerfile');
  write(folder, 'untracked/Dockerfile', ROOT);
  stage(folder, 'new/Dockerfile', 'FROM node:22-alpine AS web\nLABEL a=b\nLABEL c=d\nUSER root\n');
  git(folder, 'add', '--intent-to-add', 'untracked/Dockerfile');
  const expected = [
    ['a/Dockerfile:2 user/root-user', 'new/Dockerfile:4 user/root-user'],
    ['b/Dockerfile:2 user/root-user', 'd/Dockerfile:2 user/root-user'],
  ];
  await inEditor(folder, async (editor, uri) => {
    assert.deepEqual(at(folder, await change(editor, { staged: true })), expected);
    await editor.open(`${uri}/c/Dockerfile`, `${ROOT}# typed\n`);
    assert.deepEqual(at(folder, await change(editor, { staged: true })), expected);
    const [added] = at(folder, await change(editor));
    assert.ok(added.includes('c/Dockerfile:2 user/root-user') && !added.includes('a/Dockerfile:2 user/root-user'));
    git(folder, 'update-index', '--split-index');
    assert.equal((await change(editor, { staged: true })).state, 'noCommit', 'an index that is not read');
  });
  await inEditor(path.join(folder, 'a'), async (editor) => {
    assert.deepEqual(await change(editor, { staged: true }), { state: 'noCommit', added: [], mended: [] });
  });
  git(folder, 'update-index', '--no-split-index');
  await inEditor(path.join(folder, 'a'), async (editor) => {
    const [added, mended] = at(path.join(folder, 'a'), await change(editor, { staged: true }));
    assert.deepEqual([added, mended], [['Dockerfile:2 user/root-user'], []], 'a folder below the top');
  });
});

test('files of a submodule are no change of the outer repository', async () => {
  const outer = committed({ 'app/Dockerfile': CLEAN });
  git(
    outer,
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    committed({ Dockerfile: ROOT }),
    'inner',
  );
  write(outer, 'app/Dockerfile', ROOT);
  await inEditor(outer, async (editor) => {
    assert.deepEqual(at(outer, await change(editor)), [['app/Dockerfile:2 user/root-user'], []]);
  });
});

test('files that a sparse checkout leaves out, and objects that are missing, are no change', async () => {
  const folder = committed({ 'web/Dockerfile': CLEAN, 'api/Dockerfile': ROOT, 'db/Dockerfile': ROOT });
  git(folder, 'sparse-checkout', 'set', 'web', 'db');
  assert.ok(!fs.existsSync(path.join(folder, 'api/Dockerfile')));
  write(folder, 'db/Dockerfile', CLEAN);
  const id = git(folder, 'rev-parse', 'HEAD:db/Dockerfile');
  fs.rmSync(path.join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
  await inEditor(folder, async (editor) => {
    assert.deepEqual(await change(editor), { state: 'compared', added: [], mended: [] });
  });
});

test('without a repository or commit there is nothing to compare, nor in the web', async () => {
  await inEditor(folderWith({ Dockerfile: ROOT }), async (editor) => {
    assert.equal((await change(editor)).state, 'noCommit');
  });
  const memory = withEditor({ rules, files: { [`${FOLDER}/Dockerfile`]: ROOT } }, async (editor) => {
    await editor.ready();
    assert.equal((await change(editor)).state, 'noCommit');
  });
  await memory();
});
