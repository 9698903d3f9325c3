/** A build argument becomes a build secret in the Dockerfile and in all Compose files that build it, or nowhere. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fake } from '../../../support/secrets-fake.ts';
import { fixedBy, titlesIn } from '../../../support/secrets-fixed.ts';

const dockerfile = 'FROM a AS b\nARG API_TOKEN\nRUN x $API_TOKEN\nFROM c\nCOPY --from=b /x /x\n';
const mounted =
  'FROM a AS b\nRUN --mount=type=secret,id=api_token,env=API_TOKEN x $API_TOKEN\nFROM c\nCOPY --from=b /x /x\n';
const service = (build: string): string => `services:\n  shop:\n    build:${build}`;
const long = service('\n      context: .\n      args:\n        API_TOKEN: $TOKEN\n');

describe('from the Dockerfile', () => {
  test('a long build loses its argument, and its empty list with it', () => {
    assert.deepEqual(fixedBy({ Dockerfile: dockerfile, 'compose.yaml': long }, 'Dockerfile', 'Mount it'), {
      Dockerfile: mounted,
      'compose.yaml':
        'services:\n  shop:\n    build:\n      context: .\n      secrets:\n        - api_token\nsecrets:\n  api_token:\n    environment: TOKEN\n',
    });
    assert.deepEqual(titlesIn({ Dockerfile: dockerfile, 'compose.yaml': long }, 'Dockerfile'), [
      'Mount it as a build secret, which `compose.yaml` takes from `TOKEN`',
    ]);
  });

  test('a short build is expanded, existing secrets stay', () => {
    const compose = `${service(' . # here\n')}secrets:\n  db:\n    file: ./db.txt\n`;
    assert.equal(
      fixedBy({ Dockerfile: dockerfile, 'compose.yaml': compose }, 'Dockerfile', 'Mount it')['compose.yaml'],
      `${service(' # here\n      context: .\n      secrets:\n        - api_token\n')}secrets:\n  db:\n    file: ./db.txt\n  api_token:\n    environment: API_TOKEN\n`,
    );
  });

  test('its own value goes to the .env of each Compose file', () => {
    const value = fake(30);
    const files = {
      Dockerfile: dockerfile.replace('ARG API_TOKEN', `ARG API_TOKEN=${value}`),
      'compose.yaml': service(' .\n'),
      'ops/compose.yaml': service(' ..\n'),
      '.gitignore': '.env\n',
    };
    const done = fixedBy(
      files,
      'Dockerfile',
      'Mount it as a build secret, which `compose.yaml` and `ops/compose.yaml`',
    );
    assert.equal(done.Dockerfile, mounted);
    assert.equal(done['.env'], `API_TOKEN=${value}\n`);
    assert.equal(done['ops/.env'], `API_TOKEN=${value}\n`);
    assert.match(done['ops/compose.yaml']!, /secrets:\n {2}api_token:\n {4}environment: API_TOKEN\n$/);
  });

  test('a well-known password is not moved', () => {
    const files = {
      Dockerfile: dockerfile
        .replaceAll('API_TOKEN', 'DB_PASSWORD')
        .replace('ARG DB_PASSWORD', 'ARG DB_PASSWORD=changeme'),
      'compose.yaml': service(' .\n'),
    };
    assert.equal(fixedBy(files, 'Dockerfile', 'Mount it')['.env'], 'DB_PASSWORD=\n');
  });

  test('an argument of several stages is removed from all of them', () => {
    const two = dockerfile.replace('FROM c', 'FROM d\nARG API_TOKEN\nRUN y $API_TOKEN\nFROM c');
    const done = fixedBy({ Dockerfile: two, 'compose.yaml': long }, 'Dockerfile', 'Mount it').Dockerfile!;
    assert.equal(done.split('--mount=type=secret').length, 3);
    assert.doesNotMatch(done, /ARG/);
  });

  test('no fix if the Compose file cannot be changed', () => {
    for (const [why, compose] of [
      ['an alias', `x-b: &b\n  context: .\n  args: { API_TOKEN: $TOKEN }\nservices:\n  shop:\n    build: *b\n`],
      ['a merge', `x-s: &s\n  build: .\nservices:\n  shop:\n    <<: *s\n`],
      ['shared arguments', long.replace('args:', 'args: &a').concat('  other:\n    environment: *a\n')],
      ['a value put together', long.replace('$TOKEN', 'a-$TOKEN')],
      ['a default', long.replace('$TOKEN', '$'.concat('{TOKEN:-x1}'))],
      ['the first format', 'shop:\n  build: .\n'],
      [
        'another secret of that name',
        `${service(' .\n')}  api:\n    build: .\nsecrets:\n  api_token: {file: ./a}\n  shop_api_token: {file: ./a}\n`,
      ],
    ] as const)
      assert.deepEqual(titlesIn({ Dockerfile: dockerfile, 'compose.yaml': compose }, 'Dockerfile'), [], why);
  });

  test('no fix if an argument of that name must stay for another stage', () => {
    const two = dockerfile.replace('FROM c', 'FROM d\nARG API_TOKEN\nRUN ./unknown\nFROM c');
    assert.deepEqual(titlesIn({ Dockerfile: two, 'compose.yaml': long }, 'Dockerfile'), []);
    assert.deepEqual(titlesIn({ Dockerfile: two }, 'Dockerfile'), []);
  });
});

describe('from the Compose file', () => {
  test('a literal in a list goes to .env, and another secret keeps the name', () => {
    const value = fake(30);
    const files = {
      'app/Dockerfile': dockerfile,
      'compose.yaml': `${service(`\n      context: app\n      args: [A=1, API_TOKEN=${value}]\n`)}secrets:\n  api_token:\n    file: ./t\n`,
    };
    assert.deepEqual(
      fixedBy(files, 'compose.yaml', 'Mount it as a build secret in `app/Dockerfile`, taken from `API_TOKEN`'),
      {
        'app/Dockerfile': mounted,
        'compose.yaml': `${service(
          '\n      context: app\n      args: [A=1]\n      secrets:\n        - source: shop_api_token\n          target: api_token\n',
        )}secrets:\n  api_token:\n    file: ./t\n  shop_api_token:\n    environment: API_TOKEN\n`,
        '.env': `API_TOKEN=${value}\n`,
        '.gitignore': '.env\n',
      },
    );
  });

  test('services with different values get different secrets', () => {
    const [one, two] = [fake(30), fake(31)];
    const compose = `services:\n  a:\n    build:\n      context: .\n      args:\n        API_TOKEN: ${one}\n  b-c:\n    build:\n      context: .\n      args:\n        API_TOKEN: ${two}\n`;
    const done = fixedBy({ Dockerfile: dockerfile, 'compose.yaml': compose }, 'compose.yaml', 'Mount it');
    assert.equal(done['.env'], `API_TOKEN=${one}\nB_C_API_TOKEN=${two}\n`);
    assert.match(done['compose.yaml']!, /source: b-c_api_token\n {10}target: api_token/);
  });

  test('no fix without a Dockerfile, or if it has no such argument', () => {
    assert.deepEqual(titlesIn({ 'compose.yaml': long }, 'compose.yaml'), []);
    assert.deepEqual(titlesIn({ 'compose.yaml': long, Dockerfile: 'FROM a\nRUN x\n' }, 'compose.yaml'), []);
  });

  test('an argument that nothing reads is only removed', () => {
    const files = { Dockerfile: 'FROM a\nRUN x\nARG API_TOKEN\n', 'compose.yaml': long };
    assert.deepEqual(fixedBy(files, 'compose.yaml', 'Remove `API_TOKEN`, which nothing in `Dockerfile` reads'), {
      Dockerfile: 'FROM a\nRUN x\n',
      'compose.yaml': service('\n      context: .\n'),
    });
  });
});

test('an argument of several stages: a mount in all of them, or no fix', () => {
  const stage = (name: string, run = 'deploy --token "$API_TOKEN"'): string =>
    `FROM registry.example.com/${name}:1.2 AS ${name}\nARG API_TOKEN\nRUN ${run}\nUSER 1000\n`;
  const titles = (Dockerfile: string): string[] => titlesIn({ Dockerfile }, 'Dockerfile');
  assert.ok(titles(stage('a') + stage('b')).length > 0);
  // One of them hands the value on, or it is declared before the first stage too.
  assert.deepEqual(titles(stage('a') + stage('b').replace('RUN', 'LABEL token=$API_TOKEN\nRUN')), []);
  assert.deepEqual(titles(`ARG API_TOKEN\n${stage('a')}${stage('b')}`), []);
});
