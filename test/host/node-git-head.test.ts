/** The files of HEAD, read from `.git` by ourselves: compared with git, and with objects that are wrong. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { headOf } from '../../server/src/host/node-git-head.ts';
import { committed, git, write } from '../support/git-repository.ts';
import { folderWith } from '../support/program.ts';

const LONG = Array.from({ length: 400 }, (_, i) => `LABEL n${i}="${i * 7919}"\n`).join('');
const FILES = {
  Dockerfile: `FROM alpine:3.22\n${LONG}`,
  'k8s/a b/pöd.yaml': 'kind: Pod\n',
  'k8s/empty.yaml': '',
  'notes.txt': 'x\n',
  'node_modules/x/compose.yaml': 'services: {}\n',
  '.docker/config.json': '{}\n',
};

/** The supported files of HEAD with their texts, by git. */
function byGit(folder: string): Record<string, string> {
  const list = git(folder, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0').filter(Boolean);
  const wanted = list.filter((name) => !/notes|node_modules/.test(name));
  return Object.fromEntries(
    wanted.map((name) => [name, `${git(folder, 'show', `HEAD:${name}`)}\n`.replace(/^\n$/, '')]),
  );
}

function byUs(folder: string): Record<string, string | undefined> {
  const head = headOf(folder)!;
  const files = Object.fromEntries([...head.files].map(([name, id]) => [name, head.textOf(id)]));
  for (const [name, id] of head.files) assert.ok(head.isText(id, files[name]!), name);
  head.close();
  return files;
}

const same = (folder: string): void => {
  const [ours, theirs] = [byUs(folder), byGit(folder)];
  assert.deepEqual(ours, theirs);
  assert.ok(Object.keys(ours).length >= 4);
};

/** Commits that make deltas of the large file. */
function grown(...init: string[]): string {
  const folder = committed(FILES, ...init);
  for (let i = 0; i < 6; i++) {
    write(
      folder,
      'Dockerfile',
      `${FILES.Dockerfile.slice(0, 900 * (i + 1))}RUN echo ${i}\n${FILES.Dockerfile.slice(900 * (i + 1))}`,
    );
    git(folder, 'commit', '-qam', `${i}`);
  }
  return folder;
}

test('loose objects, packs with deltas, packed references, SHA-1 and SHA-256', () => {
  for (const format of ['sha1', 'sha256']) {
    const folder = grown(`--object-format=${format}`);
    same(folder);
    git(folder, 'gc', '-q', '--aggressive', '--prune=now');
    assert.deepEqual(
      fs.readdirSync(path.join(folder, '.git/objects')).filter((name) => name.length === 2),
      [],
    );
    assert.match(git(folder, 'verify-pack', '-v', ...packs(folder)), /chain length = [1-9]/);
    same(folder);
    git(folder, 'config', 'repack.useDeltaBaseOffset', 'false');
    git(folder, 'repack', '-qadf', '--depth=4');
    same(folder);
    git(folder, 'pack-refs', '--all');
    same(folder);
    git(folder, 'checkout', '-q', '--detach');
    same(folder);
  }
});

const packs = (folder: string): string[] =>
  fs
    .readdirSync(path.join(folder, '.git/objects/pack'))
    .filter((name) => name.endsWith('.idx'))
    .map((name) => path.join(folder, '.git/objects/pack', name));

test('several packs with an index of all, worktrees, alternates, submodules and folders below the top', () => {
  const folder = grown();
  git(folder, 'gc', '-q');
  write(folder, 'compose.yaml', 'services: {}\n');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'more');
  git(folder, 'repack', '-qd');
  git(folder, 'multi-pack-index', 'write');
  same(folder);
  const [tree, clone] = [path.join(folder, '../', `${path.basename(folder)}-tree`), `${folder}-clone`];
  try {
    git(folder, 'worktree', 'add', '-q', '-b', 'other', tree);
    write(tree, 'other/Dockerfile', 'FROM other\n');
    git(tree, 'add', '-A');
    git(tree, 'commit', '-qm', 'other');
    same(tree);
    assert.equal(byUs(tree)['other/Dockerfile'], 'FROM other\n');
    assert.equal(byUs(folder)['other/Dockerfile'], undefined);
    git(folder, 'clone', '-q', '--shared', folder, clone);
    same(clone);
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', clone, 'sub');
    git(folder, 'commit', '-qm', 'sub');
    same(path.join(folder, 'sub'));
    assert.equal(byUs(folder)['sub/Dockerfile'], undefined, 'a submodule is another repository');
    assert.deepEqual(Object.keys(byUs(path.join(folder, 'k8s'))).sort(), ['a b/pöd.yaml', 'empty.yaml']);
    fs.mkdirSync(path.join(folder, 'new'));
    assert.deepEqual(byUs(path.join(folder, 'new')), {});
  } finally {
    for (const one of [tree, clone]) fs.rmSync(one, { recursive: true, force: true });
  }
});

test('no repository, no commit, another way to keep references', () => {
  assert.equal(headOf(folderWith({ Dockerfile: 'FROM a\n' })), undefined);
  const empty = folderWith({ Dockerfile: 'FROM a\n' });
  git(empty, 'init', '-q');
  assert.equal(headOf(empty), undefined);
  const folder = committed(FILES);
  fs.appendFileSync(path.join(folder, '.git/config'), '[extensions]\n\trefStorage = reftable\n');
  assert.equal(headOf(folder), undefined);
});

test('references that lead elsewhere, in circles, or are no names', () => {
  const folder = committed(FILES);
  const head = path.join(folder, '.git/HEAD');
  for (const text of [
    'ref: refs/../../HEAD',
    'ref: refs/heads/none',
    'x',
    '',
    'ref: ../x',
    `${'0'.repeat(40)}`,
    'a'.repeat(64),
  ]) {
    fs.writeFileSync(head, text);
    assert.equal(headOf(folder), undefined, text);
  }
  fs.writeFileSync(path.join(folder, '.git/refs/heads/main'), 'ref: refs/heads/main\n');
  fs.writeFileSync(head, 'ref: refs/heads/main\n');
  assert.equal(headOf(folder), undefined);
});

test('bytes that are changed anywhere give silence, never an error', () => {
  const packed = grown();
  git(packed, 'gc', '-q', '--aggressive', '--prune=now');
  const [index = ''] = packs(packed);
  const files = [
    index,
    index.replace(/idx$/, 'pack'),
    path.join(packed, '.git/packed-refs'),
    path.join(packed, '.git/HEAD'),
  ];
  const whole = files.map((file) => {
    fs.chmodSync(file, 0o644);
    return fs.readFileSync(file);
  });
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      (which, changes, cut) => {
        const bytes = Buffer.from(whole[which]!);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        fs.writeFileSync(files[which]!, cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
        const head = headOf(packed);
        for (const id of head?.files.values() ?? []) head!.textOf(id);
        head?.close();
        fs.writeFileSync(files[which]!, whole[which]!);
      },
    ),
    { numRuns: 400 },
  );
  same(packed);
});

test('pipes in the place of files do not hold us up', { skip: process.platform === 'win32' }, () => {
  for (const name of ['.idx', '.pack']) {
    const folder = committed(FILES);
    const pack = path.join(folder, '.git/objects/pack/pack-00');
    fs.writeFileSync(`${pack}.idx`, 'x');
    fs.rmSync(`${pack}${name}`, { force: true });
    execFileSync('mkfifo', [`${pack}${name}`]);
    fs.writeFileSync(path.join(folder, '.git/HEAD'), `${'ab'.repeat(20)}\n`);
    assert.equal(headOf(folder), undefined);
  }
});

test('a few objects that stand for very many bytes give silence', () => {
  const folder = committed(FILES);
  const entry = (mode: string, name: string, id: string): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
  const tree = (...entries: Buffer[]): string => added(folder, 'tree', Buffer.concat(entries));
  const large = tree(entry('100644', 'x'.repeat(15 * 1024 * 1024), 'ab'.repeat(20)));
  const folders = (count: number, id: string): string =>
    tree(...Array.from({ length: count }, (_, i) => entry('40000', `d${i}`, id)));
  let deep = folders(8, tree());
  for (let i = 0; i < 20; i++) deep = folders(8, deep);
  for (const [root, isKnown] of [
    [folders(2, large), true],
    [folders(50_000, large), false],
    [deep, false],
  ] as const) {
    const commit = added(folder, 'commit', Buffer.from(`tree ${root}\n`));
    fs.writeFileSync(path.join(folder, '.git/HEAD'), `${commit}\n`);
    const head = headOf(folder);
    assert.equal(head !== undefined, isKnown);
    head?.close();
  }
});

/** Adds a loose object. */
function added(folder: string, type: string, bytes: Buffer): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const id = createHash('sha1').update(whole).digest('hex');
  write(folder, `.git/objects/${id.slice(0, 2)}/.made`, '');
  fs.writeFileSync(path.join(folder, `.git/objects/${id.slice(0, 2)}/${id.slice(2)}`), deflateSync(whole));
  return id;
}
