/** Each secret is reported once, at the most informative site, with its exact place. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { assertGrowth } from '../../support/growth.ts';
import { fake } from '../../support/secrets-fake.ts';

const only = rules.filter((r) => r.meta.id === 'secret/hardcoded-secret');

/** Message and marked text of each finding, in the audit profile. */
function found(path: string, text: string): [string, string][] {
  const engine = engineOver(new Map([[path, text]]), only, { flags: { profile: 'audit' } });
  const report = engine.check(path);
  assert.deepEqual(
    report.problems.filter((p) => p.kind === 'internal'),
    [],
  );
  return apart(report.findings).map((f) => [f.message, text.slice(f.span.start, f.span.end)]);
}

describe('one finding for one secret', () => {
  test('of a variable, and not also of its instruction', () => {
    const token = `ghp_${fake(36)}`;
    assert.deepEqual(found('Dockerfile', `FROM a\nENV X=1 GITHUB_TOKEN="${token}"\nCMD ["x"]\n`), [
      ['`GITHUB_TOKEN` holds a GitHub personal access token', token],
    ]);
  });

  test('of a word of a command; of an assignment, its name', () => {
    assert.deepEqual(
      found('Dockerfile', "FROM a\nRUN x && PGPASSWORD='mT9-kQv2z!7' psql && curl -u 'a:mT9-kQv2z7' b\n"),
      [
        ['`PGPASSWORD` holds a literal password', 'mT9-kQv2z!7'],
        ['A password is written into this RUN', 'mT9-kQv2z7'],
      ],
    );
  });

  test('of text piped to a program that reads a password', () => {
    assert.deepEqual(found('Dockerfile', 'FROM a\nRUN echo mT9-kQv2z7 | docker login -u x --password-stdin\n'), [
      ['A password is written into this RUN', 'mT9-kQv2z7'],
    ]);
  });

  test('of an anchor that several services share', () => {
    const text = `x-env: &env\n  DB_PASSWORD: mT9-kQv2z!7\nservices:\n  a: { image: a, environment: *env }\n  b: { image: b, environment: *env }\n`;
    assert.deepEqual(found('compose.yaml', text), [['`DB_PASSWORD` holds a literal password', 'mT9-kQv2z!7']]);
  });

  test('of a script in YAML, at the word itself', () => {
    const text = `services:\n  a:\n    image: a\n    command: ["sh", "-c", "sleep 1; mysql -pmT9-kQv2z7 -u x"]\n`;
    assert.deepEqual(found('compose.yaml', text), [['A password is written into a command of `a`', 'mT9-kQv2z7']]);
  });

  test('of scripts in a text, a hook and a folded block', () => {
    const service = (lines: string): string => `services:\n  a:\n    image: a\n${lines}`;
    for (const lines of [
      '    command: sh -c "exec app --password=mT9-kQv2z7"\n',
      '    entrypoint: bash -lc "app --password=mT9-kQv2z7"\n',
      '    command: >-\n      sh -c "\n        sleep 1;\n        app --password=mT9-kQv2z7"\n',
      '    post_start:\n      - command: [sh, -c, "app --password=mT9-kQv2z7"]\n',
      '    develop:\n      watch:\n        - action: sync\n          exec:\n            command: app --password=mT9-kQv2z7\n',
    ])
      assert.deepEqual(
        found('compose.yaml', service(lines)).map(([, marked]) => marked),
        ['mT9-kQv2z7'],
        lines,
      );
    const probe = `kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a\n      livenessProbe:\n        exec:\n          command:\n            - sh\n            - -c\n            - |\n              x=1\n              mysql -pmT9-kQv2z7\n`;
    assert.deepEqual(
      found('x.yaml', probe).map(([, marked]) => marked),
      ['mT9-kQv2z7'],
    );
  });
});

describe('files that a RUN or COPY writes', () => {
  const marked = (lines: string): string[] => found('Dockerfile', `FROM a\n${lines}\n`).map(([, at]) => at);
  for (const lines of [
    'RUN printf "DB_PASSWORD=mT9-kQv2z7\\nX=1\\n" > /app/.env',
    'RUN echo -e "[db]\\npassword = mT9-kQv2z7" | sudo tee -a /etc/app.ini',
    'RUN cat <<EOF > /root/.netrc\nmachine files.acme.test\n  login shop\n  password mT9-kQv2z7\nEOF',
    'RUN echo "machine files.acme.test login shop password mT9-kQv2z7" > ~/.netrc',
    'RUN echo "db:5432:shop:shop:mT9-kQv2z7" > /root/.pgpass',
    'RUN echo "requirepass mT9-kQv2z7" >> /etc/redis/redis.conf',
    'RUN printf "%s\\n" "user: shop" "password: mT9-kQv2z7" > /app/config.yaml',
    'COPY <<EOF /root/.netrc\nmachine files.acme.test login shop password mT9-kQv2z7\nEOF',
    'COPY <<EOF /app/config.json\n{"db": {"password": "mT9-kQv2z7"}}\nEOF',
    'CMD ["sh", "-c", "echo \\"DB_PASSWORD=mT9-kQv2z7\\" > .env && exec app"]',
  ])
    test(lines, () => assert.deepEqual(marked(lines), ['mT9-kQv2z7']));

  for (const lines of [
    'RUN printf "DB_PASSWORD=%s\\nX=1\\n" "$PW" > /app/.env',
    'RUN echo "machine files.acme.test login shop password $PW" > ~/.netrc',
    'RUN cat <<EOF > /app/.env\nDB_PASSWORD=shop-${PW}\nEOF',
    'RUN echo "the password is in the vault" > /app/README',
  ])
    test(`none: ${lines}`, () => assert.deepEqual(marked(lines), []));

  test('in a script of a Compose file', () => {
    const text = `services:\n  a:\n    image: a\n    command:\n      - sh\n      - -c\n      - |\n        cat <<EOF > .netrc\n        machine x.acme.test login shop password mT9-kQv2z7\n        EOF\n        exec app\n`;
    assert.deepEqual(
      found('compose.yaml', text).map(([, at]) => at),
      ['mT9-kQv2z7'],
    );
  });
});

describe('places', () => {
  test('in block scalars, also with CRLF', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a.ini: |\n    [x]\n\n      password = mT9-kQv2z7\n  b.ini: |-\n    api_token=mT9kQv2z7Lw4Xb8c';
    const message = (key: string, what: string): string => `\`${key}\` holds a literal ${what}`;
    const expected = [
      [message('a.ini', 'password'), 'mT9-kQv2z7'],
      [message('b.ini', 'token'), 'mT9kQv2z7Lw4Xb8c'],
    ];
    assert.deepEqual(found('x.yaml', text), expected);
    assert.deepEqual(found('x.yaml', text.replaceAll('\n', '\r\n')), expected);
  });

  test('a value with escapes is marked as a whole', () => {
    const text = 'services:\n  a:\n    image: a\n    environment:\n      DB_PASSWORD: "mT9-\\u006bQv2z!7"\n';
    assert.deepEqual(found('compose.yaml', text), [['`DB_PASSWORD` holds a literal password', 'mT9-\\u006bQv2z!7']]);
  });
});

describe('options in a variable', () => {
  const message = (name: string): string => `\`${name}\` holds a password`;
  for (const [name, options, secret] of [
    ['JAVA_OPTS', '-Xmx1g -Dapp.db.password=mT9-kQv2z7 -Dx=y', 'mT9-kQv2z7'],
    ['REDIS_ARGS', '--save 60 1 --requirepass mT9-kQv2z7', 'mT9-kQv2z7'],
    ['MYSQL_EXTRA', '-h db -uroot -pmT9-kQv2z7', 'mT9-kQv2z7'],
    ['APP_FLAGS', 'serve --admin-password="mT9-kQv2z7 x" -v', 'mT9-kQv2z7 x'],
    ['APP_FLAGS', '--admin-password "mT9-kQv2z7"', 'mT9-kQv2z7'],
  ] as const) {
    test(`${name}: ${options}`, () => {
      const compose = `services:\n  a:\n    image: a\n    environment:\n      - ${name}=${options}\n`;
      assert.deepEqual(found('compose.yaml', compose), [[message(name), secret]]);
      if (!options.includes('"')) {
        const file = `FROM a\nENV ${name}="${options}"\nCMD ["x"]\n`;
        assert.deepEqual(found('Dockerfile', file), [[message(name), secret]]);
      }
      const env = `X=1\n${name}=${options}\n`;
      if (!options.includes('"'))
        assert.deepEqual(
          found('.env', env).map(([, marked]) => marked),
          [secret],
        );
    });
  }

  test('are not words that only begin like an option, nor references', () => {
    for (const value of ['-', '--', 'a - b', '-1', '-Xmx1g', '--requirepass /run/x', '--token-file x', '--password -v'])
      assert.deepEqual(found('.env', `APP_ARGS=${value}\n`), [], value);
  });
});

describe('more than one value in a variable', () => {
  const compose = (variable: string): string => `services:\n  a:\n    image: a\n    environment:\n      ${variable}\n`;
  const marked = (text: string): string[] => found('compose.yaml', text).map(([, at]) => at);

  test('JSON', () => {
    const users = `USERS: '[{"name": "bob", "password": "mT9-kQv2z7"}, {"password": "\${PW}"}]'`;
    assert.deepEqual(marked(compose(users.replace('{"password": "${PW}"}', '{"x": "y"}'))), ['mT9-kQv2z7']);
    assert.deepEqual(marked(compose('USERS: "{x}: no JSON"')), []);
  });

  test('a file', () => {
    const file = 'SHOP_CONFIGURATION: |\n        db:\n          user: shop\n          password: mT9-kQv2z7';
    assert.deepEqual(found('compose.yaml', compose(file)), [
      ['`SHOP_CONFIGURATION` holds a literal password', 'mT9-kQv2z7'],
    ]);
  });

  test('defaults of several variables', () => {
    const url = 'DATABASE_URL: postgres://${DB_USER:-shop}:${DB_PASS:-mT9-kQv2z7}@db/${DB:-shop}';
    assert.deepEqual(found('compose.yaml', compose(url)), [
      ['`DB_PASS` falls back to a literal password', 'mT9-kQv2z7'],
    ]);
    const test = 'X: y\n    healthcheck:\n      test: "mysql --password=${DB_PASS:-mT9-kQv2z7} -e x"';
    assert.deepEqual(found('compose.yaml', compose(test)), [
      ['`DB_PASS` falls back to a literal password', 'mT9-kQv2z7'],
    ]);
    const command = 'X: y\n    command: ["x", "--auth=a:${DB_PASS-mT9-kQv2z7}"]';
    assert.deepEqual(found('compose.yaml', compose(command)), [
      ['`DB_PASS` falls back to a literal password', 'mT9-kQv2z7'],
    ]);
    assert.deepEqual(marked(compose('URL: x://${A:-b}:${DB_PASS:-${C:-mT9-kQv2z7}}@${DB_PASS:?set it}')), []);
  });

  test('a file in the values of a chart', () => {
    const values = 'image: a\nconfig:\n  app.yml: |\n    user: shop\n    db.password: "mT9-kQv2z7"\n';
    assert.deepEqual(found('values.yaml', values), [['`app.yml` holds a literal password', 'mT9-kQv2z7']]);
  });

  test('the statements of a database', () => {
    const sql = "CREATE DATABASE x;\n    CREATE USER bob PASSWORD 'mT9-kQv2z7';\n    GRANT ALL ON x TO bob;";
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  init.sql: |\n    ${sql}\n`;
    assert.deepEqual(found('x.yaml', map), [['`init.sql` holds a password', 'mT9-kQv2z7']]);
  });
});

test('a dummy value for one build command is reported only in the audit profile', () => {
  const engine = engineOver(new Map([['Dockerfile', 'FROM a\nRUN SECRET_KEY=example ./build\n']]), only);
  assert.deepEqual(engine.check('Dockerfile').findings, []);
});

test('large files take linear time', () => {
  const lines = (n: number): string =>
    Array.from({ length: n }, (_, i) => `    password_${i}=mT9-kQv2z${i}`).join('\n');
  const map = (n: number) => () =>
    found('x.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: |\n${lines(n)}\n`);
  const run = (n: number) => () => found('Dockerfile', `FROM a\nRUN ${'curl -u a:mT9-kQv2z7 b && '.repeat(n)} true\n`);
  assertGrowth('a ConfigMap', 10, map(500), map(2000));
  assertGrowth('a RUN', 10, run(250), run(1000));
});
