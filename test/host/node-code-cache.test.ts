/** Where V8's code of the core is kept between runs, and that only the user's own is read. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cacheFolder, keepCode, keptCode } from '../../server/src/host/node-code-cache.ts';

const top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'seaworthy-code-')));
after(() => fs.rmSync(top, { recursive: true, force: true }));
const code = { code: Buffer.from('code'), kinds: 5 };
const unix = process.platform !== 'win32';

test('the folder is the one of the platform', () => {
  const named = join(top, 'cache');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: named }, '/', 'linux'), join(named, 'seaworthy'));
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'relative' }, '/work', 'linux'), join(homedir(), '.cache', 'seaworthy'));
  assert.equal(cacheFolder({}, '/work', 'darwin'), join(homedir(), 'Library', 'Caches', 'seaworthy'));
  assert.equal(cacheFolder({ LOCALAPPDATA: named }, '/work', 'win32'), join(named, 'seaworthy'));
});

test('there is none where Node keeps no code', () => {
  assert.equal(cacheFolder({ NODE_DISABLE_COMPILE_CACHE: '1', XDG_CACHE_HOME: top }, '/', 'linux'), undefined);
});

test('there is none where a repository could hold it', () => {
  const repository = join(top, 'repository');
  fs.mkdirSync(join(repository, '.git'), { recursive: true });
  const inside = { XDG_CACHE_HOME: join(repository, 'deep', 'cache') };
  assert.equal(cacheFolder(inside, '/elsewhere', 'linux'), undefined, 'below .git');
  const here = { XDG_CACHE_HOME: join(top, 'here', '.cache') };
  assert.equal(cacheFolder(here, join(top, 'here'), 'linux'), undefined, 'below the current folder');
  assert.notEqual(cacheFolder(here, join(top, 'her'), 'linux'), undefined, 'a name that begins the same');
});

test('what was kept is read again, and is closed to others', () => {
  const folder = join(top, 'new', 'seaworthy');
  assert.equal(keptCode(folder, 'core-a.bin'), undefined);
  keepCode(folder, 'core-a.bin', code);
  assert.deepEqual(keptCode(folder, 'core-a.bin'), code);
  assert.deepEqual(fs.readdirSync(folder), ['core-a.bin'], 'no temporary file');
  if (!unix) return;
  assert.equal(fs.statSync(folder).mode & 0o777, 0o700);
  assert.equal(fs.statSync(join(folder, 'core-a.bin')).mode & 0o777, 0o600);
});

for (const [what, spoil] of [
  ['a file that others can read', (folder: string) => fs.chmodSync(join(folder, 'core-a.bin'), 0o604)],
  ['a file that the group can write', (folder: string) => fs.chmodSync(join(folder, 'core-a.bin'), 0o620)],
  ['a file in a folder of others', (folder: string) => fs.chmodSync(folder, 0o755)],
  [
    'a link',
    (folder: string) => {
      fs.renameSync(join(folder, 'core-a.bin'), join(top, 'elsewhere.bin'));
      fs.symlinkSync(join(top, 'elsewhere.bin'), join(folder, 'core-a.bin'));
    },
  ],
  [
    'a folder of that name',
    (folder: string) => {
      fs.rmSync(join(folder, 'core-a.bin'));
      fs.mkdirSync(join(folder, 'core-a.bin'), { mode: 0o700 });
    },
  ],
] as const)
  test(`${what} is not read`, { skip: !unix }, () => {
    const folder = fs.mkdtempSync(join(top, 'spoilt-'));
    keepCode(folder, 'core-a.bin', code);
    assert.deepEqual(keptCode(folder, 'core-a.bin'), code);
    spoil(folder);
    assert.equal(keptCode(folder, 'core-a.bin'), undefined);
  });

test('an empty file holds no code', () => {
  const folder = fs.mkdtempSync(join(top, 'empty-'));
  fs.writeFileSync(join(folder, 'core-a.bin'), '', { mode: 0o600 });
  assert.equal(keptCode(folder, 'core-a.bin'), undefined);
});

test('nothing is kept in a folder that is open to others', { skip: !unix }, () => {
  const folder = join(top, 'open');
  fs.mkdirSync(folder);
  fs.chmodSync(folder, 0o777);
  keepCode(folder, 'core-a.bin', code);
  assert.deepEqual(fs.readdirSync(folder), []);
});

test('a place that cannot be written is no failure', () => {
  const file = join(top, 'a-file');
  fs.writeFileSync(file, '');
  keepCode(join(file, 'seaworthy'), 'core-a.bin', code);
  assert.equal(keptCode(join(file, 'seaworthy'), 'core-a.bin'), undefined);
});

test('the code of old versions is removed, other files stay', () => {
  const folder = fs.mkdtempSync(join(top, 'old-'));
  const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  for (const name of ['core-old.bin', 'core-old.bin.123', 'notes.txt']) {
    fs.writeFileSync(join(folder, name), '');
    fs.utimesSync(join(folder, name), old, old);
  }
  fs.writeFileSync(join(folder, 'core-other.bin'), '');
  keepCode(folder, 'core-a.bin', code);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['core-a.bin', 'core-other.bin', 'notes.txt']);
});
