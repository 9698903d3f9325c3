/** Literals of a Compose file become variables: the name, the value, and the other places that change. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { write } from '../../../support/secrets-fake.ts';
import { fixedBy, titlesIn } from '../../../support/secrets-fixed.ts';

const password = 'mT9-kQv2z7';
const ask = (name: string): string => `\${${name}:?${name} is not set}`;
/** A file with these services, given by their lines. */
const compose = (services: Record<string, readonly string[]>): string =>
  `x-licence: \${LICENCE:?}\nservices:\n${Object.entries(services)
    .map(([name, lines]) => `  ${name}:\n    image: ghcr.io/acme/${name}:1\n${lines.map((l) => `    ${l}\n`).join('')}`)
    .join('')}`;
const only = (lines: readonly string[]): string => compose({ shop: lines });

describe('a part of a text', () => {
  for (const [what, line, name, by] of [
    ['a URL', `environment: { DB_URL: "postgres://u:${password}@db/x" }`, 'DB_PASSWORD'],
    ['a URL beside a variable', `environment: ["MONGO_URI=mongodb://u:${password}@$HOST/x"]`, 'MONGO_PASSWORD'],
    ['a URL with escapes', 'environment: ["DSN=amqp://u:mT9%2FkQv2z7@q/x"]', 'SHOP_PASSWORD', 'mT9%2FkQv2z7'],
    ['a word of a command', `command: ["redis-server", "--requirepass", "${password}"]`, 'SHOP_PASSWORD'],
    ['a script', `command: [sh, -c, mysqldump -uroot -p${password} x]`, 'SHOP_PASSWORD'],
    ['a health check', `healthcheck: { test: redis-cli -a ${password} ping }`, 'SHOP_PASSWORD'],
  ] as const)
    test(what, () => {
      const text = only([line]);
      const done = fixedBy({ 'compose.yaml': text }, 'compose.yaml', `Move the value to \`.env\` as \`${name}\``);
      const value = by ?? password;
      assert.equal(done['.env'], `${name}=${value}\n`);
      const now = done['compose.yaml']!.replaceAll('"', '').replaceAll("'", '');
      assert.equal(now, text.replaceAll('"', '').replaceAll("'", '').replace(value, ask(name)));
    });

  test('no fix if the text has escapes', () => {
    assert.deepEqual(
      titlesIn({ 'compose.yaml': only(['environment: ["DB_URL=x://u:mT9$$kQv2z7@h/x"]']) }, 'compose.yaml'),
      [],
    );
  });

  test('no fix in a block, or in the default of a variable', () => {
    assert.deepEqual(
      titlesIn({ 'compose.yaml': only(['command: |', `  redis-server --requirepass ${password}`]) }, 'compose.yaml'),
      [],
    );
    const nested = only([`environment: ["A=x://u:\${P:-${password}}@h"]`]);
    assert.deepEqual(titlesIn({ 'compose.yaml': nested }, 'compose.yaml'), []);
  });
});

describe('all places of one secret', () => {
  test('a variable with that value gives the name, in other services too', () => {
    const text = compose({
      cache: [`command: redis-server --requirepass ${password}`],
      shop: [`environment: { REDIS_AUTH_PASSWORD: ${password}, CACHE_URL: "redis://:${password}@cache" }`],
    });
    const done = fixedBy({ 'compose.yaml': text }, 'compose.yaml', 'Move the value to `.env` as `REDIS_AUTH_PASSWORD`');
    assert.equal(done['compose.yaml']!.split(ask('REDIS_AUTH_PASSWORD')).length, 4);
    assert.doesNotMatch(done['compose.yaml']!, /mT9/);
  });

  test('two accounts of one service stay apart', () => {
    const text = compose({
      db: ['environment:', `  MYSQL_ROOT_PASSWORD: ${password}`, `  MYSQL_PASSWORD: ${password}`],
      shop: ['environment:', `  MYSQL_PASSWORD: ${password}`, `  OTHER_PASSWORD: ${password}x`],
    });
    const done = fixedBy({ 'compose.yaml': text }, 'compose.yaml', 'Move the value to `.env` as `MYSQL_PASSWORD`');
    assert.equal(
      done['compose.yaml'],
      text.replaceAll(`MYSQL_PASSWORD: ${password}`, `MYSQL_PASSWORD: ${ask('MYSQL_PASSWORD')}`),
    );
  });

  test('a well-known password only where it belongs to the same service', () => {
    const text = compose({
      db: ['environment: { POSTGRES_PASSWORD: postgres }'],
      shop: ['environment: { DB_URL: "postgres://u:postgres@db/x", OLD_URL: "postgres://u:postgres@old/x" }'],
      other: ['environment: { ADMIN_PASSWORD: postgres }'],
    });
    const done = fixedBy({ 'compose.yaml': text }, 'compose.yaml', 'Ask for `POSTGRES_PASSWORD` in `.env`');
    assert.equal(done['.env'], 'POSTGRES_PASSWORD=\n');
    assert.equal(done['compose.yaml']!.split(ask('POSTGRES_PASSWORD')).length, 3);
    assert.match(done['compose.yaml']!, /u:postgres@old[\s\S]*ADMIN_PASSWORD: postgres/);
  });
});

describe('names and values', () => {
  test('a name from two parts does not repeat a word', () => {
    const url = `https://hooks.slack.com/services/${write('T<U10>/B<U10>/<w24>')}`;
    const hook = only([`environment: { SLACK_WEBHOOK: "curl ${url}" }`]);
    assert.match(titlesIn({ 'compose.yaml': hook }, 'compose.yaml')[0] ?? '', /as `SLACK_WEBHOOK`/);
    const own = compose({ db: [`environment: { DB__PASSWORD: ${password} }`] });
    const files = { 'compose.yaml': own, '.env': 'DB__PASSWORD=other\n', '.gitignore': '.env\n' };
    assert.match(titlesIn(files, 'compose.yaml')[0] ?? '', /as `DB__PASSWORD_2`/);
  });

  test('a name that the file already uses keeps its meaning', () => {
    const text = only([`environment: { SMTP_PASSWORD: ${password}, OTHER: "$SMTP_PASSWORD" }`]);
    assert.match(titlesIn({ 'compose.yaml': text }, 'compose.yaml')[0]!, /as `SHOP_SMTP_PASSWORD`/);
    const escaped = text.replace('$SMTP', '$$$SMTP').replace('$$S', '$$$$S');
    assert.match(titlesIn({ 'compose.yaml': escaped }, 'compose.yaml')[0]!, /as `SMTP_PASSWORD`/);
  });

  test('a well-known password is never written, and a value of .env stays', () => {
    const text = only(['environment: { ADMIN_PASSWORD: changeme }']);
    const files = { 'compose.yaml': text, '.env': 'ADMIN_PASSWORD=k7Qm2Zx9\n', '.gitignore': '.env\n' };
    const done = fixedBy(files, 'compose.yaml', 'Ask for `ADMIN_PASSWORD` in `.env`, and choose a password there');
    assert.deepEqual(Object.keys(done), ['compose.yaml']);
  });

  test('a default: its value moves, unless it is well known or .env has another', () => {
    const by = (value: string): string =>
      only([`environment: { A_SECRET: "\${A_SECRET-${value}}", B: "x-\${A_SECRET-${value}}" }`]);
    const fixed = only([`environment: { A_SECRET: "${ask('A_SECRET')}", B: "x-${ask('A_SECRET')}" }`]);
    assert.deepEqual(
      fixedBy({ 'compose.yaml': by(password) }, 'compose.yaml', 'Move the default to `.env` as `A_SECRET`'),
      {
        'compose.yaml': fixed,
        '.env': `A_SECRET=${password}\n`,
        '.gitignore': '.env\n',
      },
    );
    assert.deepEqual(fixedBy({ 'compose.yaml': by('changeme') }, 'compose.yaml', 'Fail where'), {
      'compose.yaml': fixed,
    });
    const set = { 'compose.yaml': by(password), '.env': 'A_SECRET=other\n', '.gitignore': '.env\n' };
    assert.deepEqual(fixedBy(set, 'compose.yaml', 'Fail where `A_SECRET` is not set'), { 'compose.yaml': fixed });
  });
});

describe('a separate file for a service', () => {
  const title = 'Move the variable to `shop.env`';

  test('is the last file of env_file', () => {
    const text = only(['env_file: base.env', `environment: ["A=1", "SMTP_PASSWORD=${password}"]`]);
    assert.deepEqual(fixedBy({ 'compose.yaml': text }, 'compose.yaml', title), {
      'compose.yaml': only(['env_file:', '  - base.env', '  - ./shop.env', 'environment: ["A=1"]']),
      'shop.env': `SMTP_PASSWORD=${password}\n`,
      'shop.env.example': 'SMTP_PASSWORD=\n',
      '.gitignore': 'shop.env\n',
    });
  });

  test('is listed once, and gets the next variable too', () => {
    const text = only(['env_file: [./shop.env]', 'environment:', `  SMTP_PASSWORD: ${password}`]);
    const files = { 'compose.yaml': text, 'shop.env': 'A=1\n', '.gitignore': '*.env\n' };
    const done = { 'compose.yaml': only(['env_file: [./shop.env]']), 'shop.env': `A=1\nSMTP_PASSWORD=${password}\n` };
    const example = (text: string) => ({ 'shop.env.example': text });
    assert.deepEqual(fixedBy(files, 'compose.yaml', title), { ...done, ...example('SMTP_PASSWORD=\n') });
    const there = { ...files, ...example('A=1\n') };
    assert.deepEqual(fixedBy(there, 'compose.yaml', title), { ...done, ...example('A=1\nSMTP_PASSWORD=\n') });
    const says = { ...files, ...example('SMTP_PASSWORD=?\n') };
    assert.deepEqual(fixedBy(says, 'compose.yaml', title), done);
    const unseen = { ...files, '.gitignore': '*.env*\n' };
    assert.deepEqual(fixedBy(unseen, 'compose.yaml', title), done);
  });

  test('is not offered if comments between the variables would be removed with the last one', () => {
    const text = only(['environment:', '  #- TZ=UTC', `  - SMTP_PASSWORD=${password}`, '  #- DEBUG=1']);
    assert.deepEqual(titlesIn({ 'compose.yaml': text }, 'compose.yaml').length, 1);
  });

  test('is not offered for variables that come from elsewhere', () => {
    const text = `x-env: &env\n  SMTP_PASSWORD: ${password}\n${only(['environment:', '  <<: *env'])}`;
    assert.deepEqual(titlesIn({ 'compose.yaml': text }, 'compose.yaml').length, 1);
  });
});
