/** A committed `.env` is taken out of Git; the example file holds no secret. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { write } from '../../../support/secrets-fake.ts';
import { fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const token = write('ghp_<w36>');

describe('a committed .env', () => {
  test('its copy has names, comments and harmless values', () => {
    const env = `# The shop
DB_HOST=db
DB_PASSWORD="mT9-kQv2z!7"
export GITHUB_TOKEN=${token} # of the robot
DATABASE_URL=postgres://shop:mT9-kQv2z!7@db/shop
PORT=8080

ADMIN_PASSWORD='changeme'
GREETING=changeme
SMTP_PASSWORD=lighthouse
SMTP_USER=lighthouse
# OLD_PASSWORD=k7Qm2Zx9RbT4
# was ${token} before
API_KEY=<your api key>
BACKUP_LINE=x-mT9-kQv2z!7-x
`;
    assert.deepEqual(fixedBy({ '.env': env }, '.env', 'Keep `.env` out of Git, with its names in `.env.example`'), {
      '.gitignore': '/.env\n',
      '.env.example': `# The shop
DB_HOST=db
DB_PASSWORD=""
export GITHUB_TOKEN="" # of the robot
DATABASE_URL=postgres://shop:@db/shop
PORT=8080

ADMIN_PASSWORD=''
GREETING=changeme
SMTP_PASSWORD=
SMTP_USER=lighthouse
# OLD_PASSWORD=
#
API_KEY=<your api key>
BACKUP_LINE=
`,
    });
  });

  test('an example that exists, or that Git would ignore, is not created', () => {
    const env = 'DB_PASSWORD=mT9-kQv2z!7\n';
    const there = { 'ops/prod.env': env, 'ops/prod.env.example': 'DB_PASSWORD=\n', '.gitignore': '*.log\n' };
    assert.deepEqual(fixedBy(there, 'ops/prod.env', 'Keep `prod.env` out of Git'), {
      '.gitignore': '*.log\n/ops/prod.env\n',
    });
    assert.deepEqual(titlesIn({ '.env': env, '.gitignore': '*.example' }, '.env'), ['Keep `.env` out of Git']);
  });

  test('the .gitignore in the same folder is preferred to the one above', () => {
    const files = { 'ops/.env': 'DB_PASSWORD=mT9-kQv2z!7', '.gitignore': 'x\n', 'ops/.gitignore': 'y\nz' };
    assert.equal(fixedBy(files, 'ops/.env', 'Keep')['ops/.gitignore'], 'y\nz\n/.env\n');
  });

  test('a well-known password is no reason to take away a file that clones need', () => {
    const env = 'DB_PASSWORD=changeme\n';
    assert.deepEqual(titlesIn({ '.env': env }, '.env'), []);
    assert.deepEqual(titlesIn({ '.env': env, '.env.example': 'DB_PASSWORD=\n' }, '.env'), ['Keep `.env` out of Git']);
    // Another secret of the file is one.
    assert.equal(titlesIn({ '.env': `${env}API_PASSWORD=mT9-kQv2z!7\n` }, '.env').length, 1);
  });

  test('an example with a token in it has no such fix', () => {
    assert.deepEqual(titlesIn({ '.env.example': `GITHUB_TOKEN=${token}\n` }, '.env.example'), []);
  });

  test('the notes of many findings do not each list many services', () => {
    const env = 'DB_PASSWORD=mT9-kQv2z!7\nAPI_PASSWORD=vB3-nWq8x!2\n';
    const files = (count: number): Texts => ({
      'db.env': env,
      'compose.yaml': `services:\n${Array.from({ length: count }, (_, i) => `  s${i}:\n    image: shop/s:1\n    env_file: db.env\n`).join('')}`,
    });
    assert.match(noteOf(files(7), 'db.env', 'Keep'), /clone `s0`, `s1`, `s2`, `s3`, `s4` and 2 more need the file/);
    assert.match(noteOf(files(5), 'db.env', 'Keep'), /`s3`, `s4` need the file/);
    // Nor does each have an edit of every service.
    assert.deepEqual(
      [files(50), files(51)].map((some) => titlesIn(some, 'db.env').length),
      [4, 2],
    );
  });
});
