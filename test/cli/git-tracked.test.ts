/** A file that Git tracks is part of the repository, whatever its ignore files say. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { committed, git, write } from '../support/git-repository.ts';
import { findings, folderWith } from '../support/program.ts';

const SECRET = 'DATABASE_PASSWORD=kQ7vRz2mXw9tLp4s\n';
const ROOT = 'FROM alpine:3.22\nUSER root\n';

/** The files with findings in a folder of a repository, and with which rules. */
const found = (folder: string): string[] =>
  findings(folder, ['--profile', 'strict', '.']).map((f) => `${f.path} ${f.rule}`);

/** A repository with these files, of which `tracked` are added although they are ignored. */
function repository(files: Readonly<Record<string, string>>, tracked: readonly string[] = []): string {
  const folder = committed(files);
  if (tracked.length > 0) git(folder, 'add', '--force', ...tracked);
  return folder;
}

describe('an environment file', () => {
  const ignored = { '.gitignore': '.env\n', 'README.md': '' };
  const env = ['.env secret/hardcoded-secret'];

  test('that is ignored has no finding', () => assert.deepEqual(found(repository({ ...ignored, '.env': SECRET })), []));
  test('that is tracked has one, although `.gitignore` matches it', () => {
    const folder = repository({ ...ignored, '.env': SECRET }, ['.env']);
    assert.deepEqual(found(folder), env);
    const [line] = findings(folder, ['.']);
    assert.match(line!.message, /in a file that Git tracks$/);
    assert.deepEqual(findings(folder, ['.env']).length, 1);
  });
  test('that `.git/info/exclude` names has none', () => {
    const folder = repository({ 'README.md': '' });
    write(folder, '.env', SECRET);
    assert.deepEqual(found(folder), env);
    fs.writeFileSync(path.join(folder, '.git/info/exclude'), '.env\n');
    assert.deepEqual(found(folder), []);
  });
  test('that a `.gitignore` above the checked folder names has none', () => {
    const folder = repository({ '.gitignore': '/app/*.env\n', 'app/README.md': '' });
    write(folder, 'app/prod.env', SECRET);
    assert.deepEqual(found(path.join(folder, 'app')), []);
    git(folder, 'add', '--force', 'app/prod.env');
    assert.deepEqual(found(path.join(folder, 'app')), ['prod.env secret/hardcoded-secret']);
  });
  test('outside of a repository the ignore files decide', () =>
    assert.deepEqual(found(folderWith({ ...ignored, '.env': SECRET, 'other.env': SECRET })), [
      'other.env secret/hardcoded-secret',
    ]));
});

describe('a file in an ignored folder', () => {
  const files = {
    '.gitignore': '/build/\n',
    'build/.gitignore': '!*\n',
    'build/a/Dockerfile': ROOT,
    'build/a/b/Dockerfile': ROOT,
    'build/c/Dockerfile': ROOT,
  };
  test('has no finding', () => assert.deepEqual(found(repository(files)), []));
  test('that is tracked has one, and the others have none', () =>
    assert.deepEqual(
      new Set(found(repository(files, ['build/a/b/Dockerfile'])).map((f) => f.split(' ')[0])),
      new Set(['build/a/b/Dockerfile']),
    ));
});

describe('a value is not moved into a file that Git tracks', () => {
  const compose = 'services:\n  web:\n    image: app\n    environment:\n      API_TOKEN: kQ7vRz2mXw9tLp4s\n';
  const titles = (folder: string): string[] =>
    findings(folder, ['compose.yaml']).flatMap((f) =>
      f.rule === 'secret/hardcoded-secret' ? f.fixes.map((x) => x.title) : [],
    );
  test('.env', () => {
    const into = (t: string): boolean => t.includes('`.env`');
    const loose = repository({ 'compose.yaml': compose });
    assert.ok(titles(loose).some(into));
    const folder = repository({ 'compose.yaml': compose, '.env': 'A=1\n', '.gitignore': '.env\n' }, ['.env']);
    assert.deepEqual(titles(folder).filter(into), []);
  });
  test('web.env', () => {
    const into = (t: string): boolean => t.includes('`web.env`');
    assert.ok(titles(repository({ 'compose.yaml': compose })).some(into));
    assert.deepEqual(titles(repository({ 'compose.yaml': compose, 'web.env': 'A=1\n' })).filter(into), []);
  });
});

test('the remote of the repository shows which images are its own', () => {
  const folder = repository({
    'pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: web, image: acme/shop}, {name: mail, image: other/mail}]\n',
  });
  const mutable = (): string[] =>
    findings(folder, ['.'])
      .filter((f) => f.rule === 'image/mutable-tag')
      .map((f) => f.message);
  assert.equal(mutable().length, 2);
  git(folder, 'remote', 'add', 'origin', 'https://git.example.com/acme/shop.git');
  assert.deepEqual(
    mutable().map((message) => message.slice(0, 12)),
    ['`other/mail`'],
  );
});
