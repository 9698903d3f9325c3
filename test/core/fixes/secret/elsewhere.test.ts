/** Where the value of a secret stands at other places that a fix cannot change, there is none; places that no program reads are in its note. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFix } from '../../../support/every-fix.ts';
import { fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';

/** For each fix that moves a secret: how many lines its note names, and how many hold the value afterwards. */
function places(path: string, text: string): (readonly [named: number, left: number])[] {
  const out: (readonly [number, number])[] = [];
  const secretRules = ({ meta }: { meta: { id: string } }): boolean => meta.id.startsWith('secret/');
  for (const { fix, failures, after } of everyFix(new Map([[path, text]]), 'default', secretRules)) {
    assert.deepEqual(failures, [], fix.title);
    assert.ok(!fix.note?.includes(VALUE));
    const said = /(?:stays|stand) in (`[^;]*):/.exec(fix.note ?? '')?.[1] ?? '';
    const named = said.split(`${path}:`).length - 1 + Number(/and (\d+) more/.exec(said)?.[1] ?? 0);
    const lines = after.get(path)!.split('\n');
    out.push([named, lines.filter((line) => line.includes(VALUE)).length]);
  }
  return out;
}

const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec:\n  containers:\n${container}`;
const variable = (name: string, value = VALUE): string => `        - name: ${name}\n          value: ${value}\n`;
const container = (name: string, env: string, more = ''): string =>
  `    - name: ${name}\n      image: registry.example.com/${name}:1.2\n${more}      env:\n${env}`;

test('the environment of pods', () => {
  const cases = [
    [container('a', variable('DB_PASSWORD')), 0],
    [container('a', variable('DB_PASSWORD')) + container('b', variable('DB_PASSWORD')), 0],
    [container('a', variable('DB_PASSWORD') + variable('SPRING_DATASOURCE_PASSWORD')), 1],
    [`${container('a', variable('DB_PASSWORD'))}---\n${pod(container('c', variable('MAIL_PASSWORD')))}`, 1],
    [container('a', variable('DB_PASSWORD') + variable('DATABASE_URL', `postgres://shop:${VALUE}@db/shop`)), 1],
  ] as const;
  for (const [text, left] of cases) {
    const found = places('pod.yaml', pod(text));
    assert.ok(
      found.some(([named]) => named === left),
      `${JSON.stringify(found)}\n${text}`,
    );
    for (const [named, there] of found) assert.equal(named, there, text);
  }
  const probe = (command: string): string =>
    `      readinessProbe:\n        exec:\n          command: [sh, -c, "${command}"]\n`;
  for (const held of [
    `      args: ["--password=${VALUE}", "--again=${VALUE}"]\n`,
    `      args:\n        - --password=${VALUE}\n`,
    probe(`mysqladmin ping -p${VALUE}`),
    probe(`PGPASSWORD=${VALUE} psql -c 'select 1'`),
    probe(`psql postgres://shop:${VALUE}@localhost/shop`),
  ])
    assert.deepEqual(
      titlesIn({ 'pod.yaml': pod(container('a', variable('DB_PASSWORD'), held)) }, 'pod.yaml'),
      [],
      held,
    );
});

test('variables of a Dockerfile', () => {
  const file = (lines: string): (readonly [number, number])[] =>
    places('Dockerfile', `FROM registry.example.com/base:1.2\n${lines}RUN deploy --token "$API_TOKEN"\nUSER 1000\n`);
  assert.deepEqual(file(`ARG API_TOKEN=${VALUE}\n`), [[0, 0]]);
  assert.deepEqual(file(`ARG API_TOKEN=${VALUE}\nLABEL info=x-${VALUE}\n`), []);
  // Both definitions of one name are removed.
  const both = file(`ARG API_TOKEN=${VALUE}\nFROM registry.example.com/other:1\nARG API_TOKEN=${VALUE}\n`);
  assert.ok(both.length > 0 && both.every(([named, left]) => named === 0 && left === 0), JSON.stringify(both));
});

const compose = (password: string, url = ''): string =>
  `x-licence: \${LICENCE:?}\nservices:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${password}\n${url && `  web:\n    image: ghcr.io/acme/web:1\n    environment:\n      DATABASE_URL: ${url}\n`}`;

test('no fix where another file of the repository has the value, whatever it is for', () => {
  const readers: Texts = {
    '.env.test': `# tests\nDATABASE_URL=postgres://shop:${VALUE}@localhost/shop\n`,
    Dockerfile: `FROM registry.example.com/base:1.2\nUSER 1000\nENV PGPASSWORD=${VALUE}\n`,
    'k8s/load.yaml': pod(container('load', variable('DATA_SOURCE_NAME', `postgres://shop:${VALUE}@db/shop`))),
    'k8s/values.yaml': `auth:\n  existingSecret: ""\n  password: ${VALUE}\n`,
    'k8s/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n  password: ${Buffer.from(VALUE).toString('base64')}\n`,
    'compose.override.yaml': `services:\n  db:\n    environment:\n      PGPASSWORD: ${VALUE}\n`,
    'compose.jobs.yaml': `services:\n  job:\n    image: ghcr.io/acme/job:1\n    environment:\n      DB: postgres://shop:${VALUE}@db/shop\n`,
    'README.md': `Connect with:\n\n    psql postgres://shop:${VALUE}@localhost/shop\n`,
    'db/init.sql': `ALTER USER shop PASSWORD '${VALUE}';\n`,
    'scripts/wait.sh': `PGPASSWORD=${VALUE} pg_isready\n`,
  };
  for (const [path, text] of Object.entries(readers))
    assert.deepEqual(titlesIn({ 'compose.yaml': compose(VALUE), [path]: text }, 'compose.yaml'), [], path);
  const many = Object.fromEntries(
    Array.from({ length: 7 }, (_, i) => [`t${i}/.env.example`, `DB_PASSWORD=${VALUE}\n`]),
  );
  assert.match(
    noteOf({ 'compose.yaml': compose(VALUE), ...many }, 'compose.yaml', 'Move the value to `.env`'),
    /; the same value stays in .*`t4\/\.env\.example:1` and 2 more places: /,
  );
});

test('no fix where a command or a URL of the same file has the value', () => {
  const more = (lines: string): Texts => ({ 'compose.yaml': compose(VALUE) + lines });
  const check = (test: string): string => `    healthcheck:\n      test: ${test}\n`;
  assert.ok(titlesIn(more('    restart: always\n'), 'compose.yaml').length > 0);
  // A healthcheck that is known to hold a password changes along.
  const files = more(check(`PGPASSWORD=${VALUE} pg_isready`));
  assert.ok(!fixedBy(files, 'compose.yaml', 'Move the value to `.env`')['compose.yaml']!.includes(VALUE));
  for (const lines of [
    check(`["CMD", "app", "--check", "u:${VALUE}@"]`),
    `    labels:\n      info: "password ${VALUE}"\n`,
    `  web:\n    image: ghcr.io/acme/web:1\n    environment:\n      DATABASE_URL: \${DATABASE_URL:-postgres://shop:${VALUE}@db/shop}\n`,
  ])
    assert.ok(!titlesIn(more(lines), 'compose.yaml').some((title) => title.includes('POSTGRES_PASSWORD')), lines);
});

test('the default of a URL stays where its password is set at a service of the file, or in another file', () => {
  const web = (url: string): string =>
    `x-licence: \${LICENCE:?}\nservices:\n  web:\n    image: ghcr.io/acme/web:1\n    environment:\n      DATABASE_URL: \${DATABASE_URL:-${url}}\n`;
  const db = '  db:\n    image: postgres:17\n    env_file: db.env\n';
  const asks = (text: string, more: Texts = {}): boolean =>
    titlesIn({ 'compose.yaml': text, ...more }, 'compose.yaml').some((title) => title.includes('DATABASE_URL'));
  for (const password of ['postgres', VALUE]) {
    const url = (host: string): string => `postgres://shop:${password}@${host}:5432/shop`;
    assert.ok(asks(web(url('db.shop-hosting.net'))), password);
    assert.ok(!asks(web(url('db')) + db), password);
    assert.ok(!asks(web(url('db')), { 'db/init.sh': `PGPASSWORD=${password} psql -h db\n` }), password);
  }
});

test('a fix that asks for a new password is not offered where a program keeps the old one', () => {
  const asks = (more: Texts, url = ''): boolean =>
    titlesIn({ 'compose.yaml': compose('postgres', url), ...more }, 'compose.yaml').some((t) =>
      /^(?:Ask|Fail)/.test(t),
    );
  assert.ok(asks({}));
  // Programs on this machine reach the published port.
  assert.ok(!asks({ '.env.development': 'DATABASE_URL=postgres://shop:postgres@127.0.0.1:5432/shop\n' }));
  assert.ok(!asks({ 'server/.env.test': 'DB_PASSWORD=postgres\n' }));
  // The line that sets it, another program, another host, another folder.
  assert.ok(asks({ '.env.example': 'POSTGRES_PASSWORD=postgres\n' }));
  assert.ok(asks({ '.env.test': 'REDIS_PASSWORD=postgres\n' }));
  // Examples and comments are no programs.
  assert.ok(asks({ 'server/.env.example': 'PG_PASSWORD=postgres\n' }));
  assert.ok(asks({ '.env.test': '# PG_PASSWORD=postgres\n' }));
  assert.ok(asks({ '.env.test': 'DATABASE_URL=postgres://shop:postgres@db.example.org/shop\n' }));
  // The password of the database would stay: nothing says that this variable is its.
  const half = compose('postgres').replace(
    'POSTGRES_PASSWORD: postgres',
    'POSTGRES_PASSWORD: postgres\n  cube:\n    image: cubejs/cube:v1.3\n    environment:\n      CUBEJS_DB_PASS: ${CUBEJS_DB_PASS:-postgres}',
  );
  assert.ok(!titlesIn({ 'compose.yaml': half }, 'compose.yaml').some((t) => t.includes('CUBEJS')));
  // Another service may log in with it: nothing says where.
  const beside = `${compose('postgres')}  web:\n    image: ghcr.io/acme/web:1\n    environment: {PG_PASSWORD: postgres}\n`;
  assert.ok(!titlesIn({ 'compose.yaml': beside }, 'compose.yaml').some((title) => title.includes('POSTGRES_PASSWORD')));
  // A URL in the file changes along.
  assert.ok(asks({}, 'postgres://shop:postgres@db/shop'));
});

test('a default goes with every other default and literal that is the same password', () => {
  const text = compose('${POSTGRES_PASSWORD:-postgres}', 'postgres://shop:postgres@db/shop').replace(
    'web:1\n    environment:\n',
    'web:1\n    environment:\n      PGPASSWORD: ${POSTGRES_PASSWORD:-}\n      SHOP_DB_PASSWORD: ${SHOP_DB_PASSWORD:-postgres}\n      REDIS_PASSWORD: ${REDIS_PASSWORD:-postgres}\n',
  );
  const title = 'Fail where `POSTGRES_PASSWORD` and `SHOP_DB_PASSWORD` are not set in 4 places';
  const after = fixedBy({ 'compose.yaml': text }, 'compose.yaml', title)['compose.yaml']!;
  const required = '${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}';
  assert.ok(after.includes(`POSTGRES_PASSWORD: ${required}\n`));
  assert.ok(after.includes(`PGPASSWORD: ${required}\n`));
  assert.ok(after.includes(`postgres://shop:${required}@db/shop`));
  assert.ok(after.includes('SHOP_DB_PASSWORD: ${SHOP_DB_PASSWORD:?SHOP_DB_PASSWORD is not set}\n'));
  assert.ok(after.includes('REDIS_PASSWORD: ${REDIS_PASSWORD:-postgres}\n'));
  assert.match(
    noteOf({ 'compose.yaml': text }, 'compose.yaml', title),
    /; `POSTGRES_PASSWORD` and `SHOP_DB_PASSWORD` seem to hold one password/,
  );
});

test('a new .env beside an example: the example lists the variable, and the note asks for the others', () => {
  for (const example of ['.env.example', '.env.sample', '.env.dist', 'example.env']) {
    const files = { 'compose.yaml': compose(VALUE), [example]: 'MODE=dev\n' };
    const done = fixedBy(files, 'compose.yaml', 'Move the value to `.env`');
    assert.equal(done['.env'], `POSTGRES_PASSWORD=${VALUE}\n`);
    assert.equal(done[example], 'MODE=dev\nPOSTGRES_PASSWORD=\n');
    assert.ok(
      noteOf(files, 'compose.yaml', 'Move the value to `.env`').includes(
        `add the other variables of \`${example}\` to it`,
      ),
    );
    const there = { ...files, '.env': 'MODE=prod\n', [example]: 'POSTGRES_PASSWORD=\n' };
    const kept = fixedBy(there, 'compose.yaml', 'Move the value to `.env`');
    assert.equal(kept[example], undefined);
    assert.ok(!noteOf(there, 'compose.yaml', 'Move the value to `.env`').includes('add the other'));
  }
});

test('an empty line in .env leaves the default in use', () => {
  const files = { 'compose.yaml': compose('${POSTGRES_PASSWORD:-postgres}'), '.env': 'POSTGRES_PASSWORD=\n' };
  const after = fixedBy(files, 'compose.yaml', 'Fail where `POSTGRES_PASSWORD` is not set');
  assert.deepEqual(Object.keys(after), ['compose.yaml']);
  assert.ok(after['compose.yaml']!.includes('${POSTGRES_PASSWORD:?'));
});
