/** The note of a secret fix names the steps that the fix cannot do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fake } from '../../../support/secrets-fake.ts';
import { noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const value = 'mT9-kQv2z7';
const compose = `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${value}\n`;
const andRotate =
  '; the old value stays in the repository history: search the repository for it, and rotate it for all its readers at once';
const letGo = (path: string): string =>
  `If \`${path}\` is committed, \`git rm --cached ${path}\` stops tracking it: \`.gitignore\` alone does not`;

const inClone = (name: string): string => `n a fresh clone, also in CI, set \`${name}\` in \`.env\` first`;

const dockerfile = 'FROM a AS b\nARG API_TOKEN\nRUN x $API_TOKEN\nFROM c\nCOPY --from=b /x /x\n';
const build = (token: string): string =>
  `services:\n  shop:\n    build:\n      context: .\n      args:\n        API_TOKEN: ${token}\n`;
const noLonger =
  '`--build-arg API_TOKEN` is no longer read: builds elsewhere need `--secret id=api_token,env=API_TOKEN`';

describe('a build argument that is mounted', () => {
  test('is no longer read', () => {
    assert.equal(noteOf({ Dockerfile: dockerfile }, 'Dockerfile', 'Mount it'), noLonger);
    const passed = { Dockerfile: dockerfile, 'compose.yaml': build('$TOKEN') };
    assert.equal(noteOf(passed, 'Dockerfile', 'Mount it'), noLonger);
    const unread = { ...passed, Dockerfile: 'FROM a\nRUN x\nARG API_TOKEN\n' };
    assert.equal(noteOf(unread, 'compose.yaml', 'Remove'), '');
  });

  test('needs rotation if a Compose file holds its value', () => {
    const token = fake(30);
    const there = { Dockerfile: dockerfile, 'compose.yaml': build(token) };
    const note = `I${inClone('API_TOKEN')}; ${noLonger}${andRotate}`;
    assert.equal(noteOf(there, 'Dockerfile', 'Mount it'), note);
    assert.equal(noteOf(there, 'compose.yaml', 'Mount it'), note);
    const kept = { ...there, '.env': `API_TOKEN=${token}\n` };
    assert.equal(noteOf(kept, 'Dockerfile', 'Mount it'), `${letGo('.env')}; ${noLonger}${andRotate}`);
  });
});

describe('a .env that other services load completely', () => {
  const service = (name: string, lines: string): string => `  ${name}:\n    image: ghcr.io/acme/${name}:1\n${lines}`;
  const shop = service('shop', `    environment:\n      SMTP_PASSWORD: ${value}\n`);
  const reader = (name: string, file: string): string => service(name, `    env_file: ${file}\n`);
  const files = (...readers: readonly string[]) => ({ 'ops/compose.yaml': `services:\n${shop}${readers.join('')}` });
  const [dotenv, own] = ['Move the value to `.env`', 'Move the variable to `shop.env`'];
  const noteIn = (texts: Texts): string => noteOf(texts, 'ops/compose.yaml', dotenv);
  const order = (texts: Texts): string[] =>
    titlesIn(texts, 'ops/compose.yaml').map((t) => [dotenv, own].find((x) => t.startsWith(x)) ?? t);

  test('is offered last, and the note names the services that get the value', () => {
    for (const written of ['.env', '[base.env, ./.env]', '[{ path: ../ops/.env, required: false }]']) {
      const texts = files(reader('worker', written));
      assert.deepEqual(order(texts), [own, dotenv], written);
      assert.equal(
        noteIn(texts),
        `\`worker\` reads all of \`.env\` by \`env_file\`, and gets the value too; i${inClone('SMTP_PASSWORD')}${andRotate}`,
      );
    }
    const two = files(reader('a', '.env'), reader('b', '.env'));
    assert.match(noteIn(two), /^`a` and `b` read all of `.env` by `env_file`, and get the value too/);
    const elsewhere = { ...files(), 'compose.yaml': `services:\n${reader('top', 'ops/.env')}` };
    assert.match(noteIn(elsewhere), /^`top` reads/);
    const passed = {
      ...files(reader('worker', '.env')),
      'ops/compose.yaml': files(reader('worker', '.env'))['ops/compose.yaml'].replace(value, `\${S-${value}}`),
    };
    assert.match(noteOf(passed, 'ops/compose.yaml', 'Move the default'), /^`worker` reads/);
    const mounted = { Dockerfile: dockerfile, 'compose.yaml': `${build(fake(30))}${reader('worker', '.env')}` };
    assert.match(noteOf(mounted, 'compose.yaml', 'Mount it'), /^`worker` reads/);
  });

  test('is offered first if only services that need the value load it', () => {
    for (const texts of [
      files(),
      files(reader('worker', 'worker.env'), reader('old', '../.env')),
      { 'ops/compose.yaml': `services:\n${shop}    env_file: .env\n` },
    ]) {
      assert.deepEqual(order(texts).slice(0, 2), [dotenv, own]);
      assert.equal(noteIn(texts), `I${inClone('SMTP_PASSWORD')}${andRotate}`);
    }
  });

  test('is the only place if another service has the same secret, which a file would leave there', () => {
    const texts = files(reader('mail', '.env').concat(`    environment:\n      SMTP_PASSWORD: ${value}\n`));
    assert.ok(order(texts).every((title) => title === dotenv));
    assert.equal(noteIn(texts), `I${inClone('SMTP_PASSWORD')}${andRotate}`);
  });
});

describe('a file that receives a value', () => {
  for (const [title, path] of [
    ['Move the value to `.env`', '.env'],
    ['Move the variable to `db.env`', 'db.env'],
    ['Move the value to a secret file', 'secrets/postgres_password.txt'],
  ] as const)
    test(`${path}, which may be committed already`, () => {
      const there = { 'ops/compose.yaml': compose, [`ops/${path}`]: 'A=1\n' };
      // Compose does not start without a file that `env_file` names.
      const clone =
        path === 'db.env'
          ? 'n a fresh clone `db` needs `db.env`: copy `db.env.example` to it, and fill in the value'
          : path === '.env'
            ? inClone('POSTGRES_PASSWORD')
            : `n a fresh clone, also in CI, write the value to \`${path}\` first`;
      const expected = `I${clone}${andRotate}`;
      assert.equal(noteOf(there, 'ops/compose.yaml', title), `${letGo(`ops/${path}`)}; i${clone}${andRotate}`);
      const line = path.includes('/') ? 'secrets/' : '*.env';
      assert.equal(noteOf({ ...there, '.gitignore': `${line}\n` }, 'ops/compose.yaml', title), expected);
      assert.equal(noteOf({ 'ops/compose.yaml': compose }, 'ops/compose.yaml', title), expected);
    });

  test('a default that moves to it', () => {
    const text = compose.replace(value, `\${DB_PASS:-${value}}`);
    const note = noteOf({ 'compose.yaml': text, '.env': 'A=1\n' }, 'compose.yaml', 'Move the default');
    assert.equal(note, `${letGo('.env')}; i${inClone('DB_PASS')}${andRotate}`);
  });

  test('an environment file below a folder', () => {
    const note = noteOf({ 'ops/.env': `DB_PASSWORD=${value}\n` }, 'ops/.env', 'Keep');
    assert.match(note, /`git rm --cached ops\/\.env`/);
  });
});
