/** Scripts, jobs and build files that load a file by its name: the note names them, and a fix that would break them is not offered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';
const compose = `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${VALUE}\n`;
const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - name: a\n      image: registry.example.com/a:1.2\n      env:\n        - name: API_TOKEN\n          value: ${VALUE}\n`;

describe('what starts a Compose file', () => {
  const noteWith = (more: Texts, path = 'compose.yaml'): string =>
    noteOf({ [path]: compose, ...more }, path, 'Move the value to `.env`');
  const starts = (path: string, line: number): RegExp =>
    new RegExp(
      `\`${path.replaceAll('.', '\\.')}:${line}\` starts this file, and stops where \`POSTGRES_PASSWORD\` is not set`,
    );
  const cases: readonly [own: string, caller: string, text: string, line: number][] = [
    ['compose.yaml', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - run: docker compose up -d\n', 4],
    ['compose.yaml', 'Makefile', 'up:\n\tdocker compose up -d\n', 2],
    ['compose.yaml', 'package.json', '{ "scripts": {\n "up": "docker compose up" } }\n', 2],
    ['stack/compose.yaml', 'Makefile', 'up:\n\tdocker-compose -f stack/compose.yaml up -d\n', 2],
    ['stack/compose.yaml', 'scripts/up.sh', 'cd ../stack\ndocker compose up -d\n', 2],
    ['stack/compose.yaml', '.github/workflows/ci.yml', 'working-directory: stack\nrun: docker compose build\n', 2],
    ['stack/compose.yaml', 'up.sh', 'docker compose \\\n  --file "$ROOT/stack/compose.yaml" \\\n  up\n', 1],
    ['stack/docker-compose.db.yml', 'up.sh', 'FILE=docker-compose.db.yml\ndocker compose -f $DIR/$FILE up\n', 1],
  ];
  for (const [own, caller, text, line] of cases)
    test(`${caller} starts ${own}: ${text.split('\n')[line - 1]!.trim()}`, () => {
      assert.match(noteWith({ [caller]: text }, own), starts(caller, line));
    });
  const others: readonly [own: string, caller: string, text: string][] = [
    ['compose.yaml', 'Makefile', '# docker compose up\n'],
    ['compose.yaml', 'Makefile', 'install:\n\tapt-get install docker-compose-plugin\n'],
    ['compose.yaml', 'Makefile', 'up:\n\tdocker compose -f stack/compose.yaml up\n'],
    ['stack/compose.yaml', 'Makefile', 'up:\n\tdocker compose up\n'],
    ['stack/compose.yaml', 'up.sh', 'docker compose -f test/compose.yaml up\n'],
  ];
  for (const [own, caller, text] of others)
    test(`${own} is not started by ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(noteWith({ [caller]: text }, own), /starts? this file/);
    });
});

describe('a Compose file that is loaded after one of another folder gets no file beside it', () => {
  const titles = (path: string, more: Texts): string[] => titlesIn({ [path]: compose, ...more }, path);
  const base = 'services:\n  web:\n    image: ghcr.io/acme/web:1\n';
  const add = 'add/compose/compose-org3.yaml';
  test('by two -f', () => {
    const more = { 'compose/base.yaml': base };
    assert.deepEqual(titles(add, { ...more, 'net.sh': `docker compose -f compose/base.yaml -f ${add} down\n` }), []);
    assert.ok(titles(add, { ...more, 'net.sh': `docker compose -f ${add} -f compose/base.yaml down\n` }).length > 0);
    assert.ok(titles(add, { ...more, 'net.sh': `docker compose -f add/compose/base.yaml -f ${add} up\n` }).length > 0);
  });
  test('by variables', () => {
    const script = 'A="-f compose/$BASE -f add/compose/$ORG"\nORG=compose-org3.yaml\ndocker compose $A down\n';
    assert.deepEqual(titles(add, { 'net.sh': script }), []);
  });
  test('an override alone in its folder', () => {
    const own = 'stack/db/docker-compose.override.yaml';
    // Passwords in files for developers have no fix: what counts here is the folder.
    const whole = { '.seaworthy.yaml': 'lowerSeverity: []\n' };
    assert.deepEqual(titles(own, { ...whole, 'docker-compose.yaml': base }), []);
    assert.ok(titles(own, { ...whole, 'stack/db/docker-compose.yaml': base }).length > 0);
  });
});

test('a file that changes services which no file of its folder defines belongs to one of another folder', () => {
  const own = 'podman/shop.compose.yaml';
  const more = `${compose}  web:\n    environment:\n      MODE: test\n`;
  const titles = (beside: Texts, text = more): string[] => titlesIn({ [own]: text, ...beside }, own);
  const base = 'services:\n  web:\n    image: registry.example.com/web:1\n';
  assert.deepEqual(titles({}), []);
  assert.deepEqual(titles({ 'compose.yaml': base }), []);
  assert.ok(titles({ 'podman/compose.yaml': base }).length > 0);
  assert.ok(titles({}, `${compose}  web:\n    extends: db\n`).length > 0);
  assert.ok(titles({}, `${compose}  web:\n    build: .\n`).length > 0);
});

test('a file that three jobs start without more files is meant to start so', () => {
  const job = '      - run: docker compose up -d\n';
  const titles = (jobs: string): string[] =>
    titlesIn(
      { 'compose.yaml': compose, '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n${jobs}` },
      'compose.yaml',
    );
  assert.equal(titles(job.repeat(2)).length, 3);
  assert.deepEqual(titles(job.repeat(3)), []);
  const scripts = { 'compose.yaml': compose, Makefile: 'up:\n\tdocker compose up\n'.repeat(3) };
  assert.equal(titlesIn(scripts, 'compose.yaml').length, 3);
});

test('every fix that adds a file names what starts the Compose file without it', () => {
  const files = { 'compose.yaml': compose, Makefile: 'up:\n\tdocker compose up -d\n' };
  for (const [title, file] of [
    ['Move the value to a secret file', 'secrets/postgres_password.txt'],
    ['Move the variable to `db.env`', 'db.env'],
  ] as const)
    assert.match(
      noteOf(files, 'compose.yaml', title),
      new RegExp(`in a fresh clone.*; \`Makefile:2\` starts this file, and stops without \`${file}\``, 'i'),
    );
});

describe('what applies a manifest', () => {
  const files = (more: Texts): Texts => ({ 'k8s/shop.yaml': pod, ...more });
  const both = (more: Texts): string[] => titlesIn(files(more), 'k8s/shop.yaml');
  const cases: readonly [caller: string, text: string][] = [
    ['up.sh', 'kubectl apply -f k8s/shop.yaml\n'],
    ['k8s/up.sh', 'kubectl create -f shop.yaml\n'],
    ['up.sh', 'kubectl apply -n $NS -f "$ROOT/k8s/shop.yaml"\n'],
    ['up.sh', 'envsubst < k8s/shop.yaml | kubectl apply -f -\n'],
    ['up.sh', 'cat k8s/shop.yaml | sed "s/a/b/" | kubectl -n $NS apply -f -\n'],
    ['Makefile', 'up:\n\tkubectl apply -f k8s/\n'],
    ['.github/workflows/ci.yml', 'run: |\n  kubectl apply -f k8s\n'],
  ];
  for (const [caller, text] of cases)
    test(`${caller}: ${text.trim()}`, () => {
      const line = text.split('\n').findIndex((l) => l.includes('kubectl')) + 1;
      const applies = new RegExp(`\`${caller}:${line}\` applies this file: `);
      assert.match(noteOf(files({ [caller]: text }), 'k8s/shop.yaml', 'Read it from a Secret, made by'), applies);
      assert.match(noteOf(files({ [caller]: text }), 'k8s/shop.yaml', 'Read it from a Secret, with'), applies);
      // Where the script waits for the pods, a Secret without the value stops it.
      const waits = `${text}kubectl rollout status deploy/shop\n`;
      assert.deepEqual(
        both({ [caller]: waits }).map((title) => title.slice(0, 26)),
        ['Read it from a Secret, mad'],
      );
    });
  test('another file, a deletion and a comment apply nothing', () => {
    for (const text of ['kubectl apply -f k8s/web.yaml', 'kubectl delete -f k8s/shop.yaml', '# kubectl apply -f k8s'])
      assert.doesNotMatch(noteOf(files({ 'up.sh': `${text}\n` }), 'k8s/shop.yaml', 'Read it'), /this file: /, text);
  });
});

describe('what needs an environment file', () => {
  const env = 'app/src/.env.development';
  const text = `MODE=dev\nSESSION_SECRET=${VALUE}\n`;
  const titles = (more: Texts): string[] => titlesIn({ [env]: text, ...more }, env);
  test('an image or a build that copies it: it stays', () => {
    assert.equal(titles({}).length, 1);
    const from = 'FROM registry.example.com/node:1\nUSER 1000\n';
    assert.deepEqual(titles({ 'app/Dockerfile': `${from}RUN cp src/.env.development dist/\n` }), []);
    assert.deepEqual(titles({ 'app/Dockerfile': `${from}COPY src/.env.development /app/.env\n` }), []);
    assert.deepEqual(titles({ 'app/nest-cli.json': '{ "assets": [{ "include": "src/.env.development" }] }\n' }), []);
    const release = 'jobs:\n  r:\n    steps:\n      - run: gh release upload v1 app/src/.env.development\n';
    assert.deepEqual(titles({ '.github/workflows/release.yml': release }), []);
    assert.equal(titles({ 'app/Dockerfile': `${from}# RUN cp src/.env.development dist/\n` }).length, 1);
    assert.equal(titles({ 'web/Dockerfile': `${from}COPY src/.env.production /app/.env\n` }).length, 1);
  });
  test('scripts that read it are named; with three it is meant to be there', () => {
    const scripts = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [`app/${name}.sh`, 'set -e\n. src/.env.development\n']),
    );
    const one = { 'app/a.sh': scripts['app/a.sh']! };
    assert.match(noteOf({ [env]: text, ...one }, env, 'Keep'), /`app\/a\.sh:2` needs the file too/);
    assert.deepEqual(titles(scripts), []);
    const makes = 'cp src/.env.development.example src/.env.development\n[ -f src/.env.development ] || exit 1\n';
    assert.doesNotMatch(noteOf({ [env]: text, 'app/a.sh': makes }, env, 'Keep'), /needs the file too/);
  });
  test('what starts the Compose file that loads it is named too', () => {
    const files = {
      'app.env': text,
      'compose.yaml': 'services:\n  a:\n    image: registry.example.com/a:1\n    env_file: app.env\n',
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: docker compose up -d\n',
    };
    assert.match(noteOf(files, 'app.env', 'Keep'), /`\.github\/workflows\/ci\.yml:4` needs the file too/);
  });
  test('no service starts without it where Compose fills in its variables: what needs them would get nothing', () => {
    const load = 'services:\n  a:\n    image: registry.example.com/a:1\n    env_file: .env\n';
    const optional = (file: string): boolean =>
      titlesIn({ '.env': text, 'compose.yaml': file }, '.env').some((title) => title.includes('required: false'));
    assert.ok(optional(load));
    assert.ok(
      !optional(`${load}  b:\n    image: registry.example.com/b:1\n    environment:\n      S: \${SESSION_SECRET}\n`),
    );
  });
});

test('a file that a program writes gets no fix: its source has to change', () => {
  for (const line of [
    '# This file is generated in CI, do not commit changes',
    '# Code generated by shopgen. DO NOT EDIT.',
  ])
    assert.deepEqual(titlesIn({ 'compose.yaml': `${line}\n${compose}` }, 'compose.yaml'), []);
  assert.ok(titlesIn({ 'compose.yaml': `# Keys are generated once\n${compose}` }, 'compose.yaml').length > 0);
});
