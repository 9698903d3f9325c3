/** Pairs of texts that differ in meaning: the resolved model names exactly the parts that do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeText } from '../../scripts/lib/resolved/difference.ts';
import { changesIn, type Files, meaningOf } from './routes.ts';

type Cases = Readonly<Record<string, readonly [before: string, after: string, changes: readonly string[]]>>;

function differs(kind: string, path: string, cases: Cases): void {
  describe(`another ${kind}`, () => {
    for (const [name, [before, after, changes]] of Object.entries(cases))
      test(name, () =>
        assert.deepEqual(
          changesIn({ [path]: before }, { [path]: after }),
          changes.map((c) => `${path} / ${c}`),
        ),
      );
  });
}

differs('Dockerfile', 'Dockerfile', {
  'an inserted instruction is one addition': [
    'FROM a:1\nRUN x\nRUN y\nCMD ["z"]\n',
    'FROM a:1\nRUN x\nUSER app\nRUN y\nCMD ["z"]\n',
    [
      'stage 0 / user: "of the image (unknown)" → "app"',
      'stage 0 / instructions / USER 1: nothing → …',
      'stage 0 / instructions / RUN 2 / user: "of the image (unknown)" → "app"',
      'stage 0 / instructions / CMD 1 / user: "of the image (unknown)" → "app"',
    ],
  ],
  'a removed word': [
    'FROM a:1\nRUN x\nRUN curl -k https://a && y\n',
    'FROM a:1\nRUN x\nRUN curl https://a && y\n',
    ['stage 0 / instructions / RUN 2 / words / [1]: "-k" → nothing'],
  ],
  'an ARG that two stages read (T2)': [
    'ARG TAG=latest\nFROM alpine:${TAG} AS t\nFROM node:${TAG}\nCOPY --from=t /a /b\n',
    'ARG TAG=24\nFROM alpine:${TAG} AS t\nFROM node:${TAG}\nCOPY --from=t /a /b\n',
    [
      'arg TAG: **** → ****',
      'stage t / from: "alpine:latest" → "alpine:24"',
      'stage 1 / from: "node:latest" → "node:24"',
    ],
  ],
  'a digest that is lost (T11)': [
    `FROM python:3.13.6-slim-bullseye@sha256:${'a'.repeat(64)}\n`,
    'FROM python:3.13-slim\n',
    [`stage 0 / from: "python:3.13.6-slim-bullseye@sha256:${'a'.repeat(25)}…" → "python:3.13-slim"`],
  ],
  'another keyword with the same words': [
    'FROM a:1\nADD a b\nRUN x\n',
    'FROM a:1\nCOPY a b\nRUN x\n',
    ['stage 0 / instructions / ADD 1: … → nothing', 'stage 0 / instructions / COPY 1: nothing → …'],
  ],
  'a shell array and a command': [
    'FROM a:1\nCMD ["a", "b"]\n',
    'FROM a:1\nCMD a b\n',
    ['stage 0 / instructions / CMD 1 / words: … → …'],
  ],
  'words in quotes': [
    'FROM a:1\nRUN echo "a b"\n',
    'FROM a:1\nRUN echo a b\n',
    [
      'stage 0 / instructions / RUN 1 / words / [1]: "\\"a b\\"" → "a"',
      'stage 0 / instructions / RUN 1 / words / [2]: nothing → "b"',
    ],
  ],
  'a heredoc, a mount, a flag and a directive': [
    '# syntax=docker/dockerfile:1\nFROM a:1\nRUN --mount=type=cache,target=/c <<E\nx\nE\nCOPY --chown=1 a b\n',
    '# syntax=docker/dockerfile:1.7\nFROM a:1\nRUN --mount=type=cache,target=/d <<E\ny\nE\nCOPY --chown=2 a b\n',
    [
      'directive syntax: "docker/dockerfile:1" → "docker/dockerfile:1.7"',
      'stage 0 / instructions / RUN 1 / mounts / [0] / target: "/c" → "/d"',
      'stage 0 / instructions / RUN 1 / heredocs / [0]: "x\\n" → "y\\n"',
      'stage 0 / instructions / COPY 1 / flags / chown: "1" → "2"',
    ],
  ],
  'a variable that a later stage inherits': [
    'FROM a:1 AS b\nENV V=1\nFROM b\nRUN x\n',
    'FROM a:1 AS b\nENV V=2\nFROM b\nRUN x\n',
    [
      'stage b / env / V: **** → ****',
      'stage b / instructions / ENV 1 / words / V: **** → ****',
      'stage 1 / env / V: **** → ****',
    ],
  ],
});

differs('Compose file', 'compose.yaml', {
  'a dollar that is no longer escaped (T1)': [
    'services:\n  a:\n    image: x:1\n    labels: {caddy.auth: $$2a$$14$$abc}\n',
    'services:\n  a:\n    image: x:1\n    labels: {caddy.auth: "$${A_PASSWORD}"}\n',
    ['service a / labels / caddy.auth: **** → ****'],
  ],
  'an anchor that two services read (T2)': [
    'x-d: &d\n  resources: {limits: {cpus: "1"}}\nservices:\n  a:\n    image: x:1\n    deploy: *d\n  b:\n    image: y:1\n    deploy: *d\n',
    'x-d: &d\n  resources: {limits: {cpus: "1", memory: 512M}}\nservices:\n  a:\n    image: x:1\n    deploy: *d\n  b:\n    image: y:1\n    deploy: *d\n',
    [
      'service a / deploy / resources / limits / memory: nothing → "512M"',
      'service b / deploy / resources / limits / memory: nothing → "512M"',
    ],
  ],
  'a service that is lost': [
    'services:\n  a:\n    image: x:1\n  b:\n    image: y:1\n',
    'services:\n  a:\n    image: x:1\n',
    ['service b: … → nothing'],
  ],
  'an address and a port': [
    'services:\n  a:\n    image: x:1\n    ports: ["80:80", "81:81"]\n',
    'services:\n  a:\n    image: x:1\n    ports: ["127.0.0.1:80:80", "81:81", "82:82"]\n',
    ['service a / ports / 80/tcp / host_ip: "" → "127.0.0.1"', 'service a / ports / 82/tcp: nothing → …'],
  ],
  'a variable that must be set': [
    'services:\n  a:\n    image: x:1\n    command: [p, "${P}"]\n',
    'services:\n  a:\n    image: x:1\n    command: [p, "${P:?no}"]\n',
    ['service a / command / [1]: "⟨P⟩" → "⟨P!⟩"'],
  ],
  'a key that overrides a merged one': [
    'x-c: &c {user: root}\nservices:\n  a:\n    <<: *c\n    image: x:1\n',
    'x-c: &c {user: root}\nservices:\n  a:\n    <<: *c\n    image: x:1\n    user: "1"\n',
    ['service a / user: "root" → "1"'],
  ],
});

differs('manifest', 'a.yaml', {
  'a string that was a number': [
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80, targetPort: 80}]}\n',
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80, targetPort: "80"}]}\n',
    ['Service a / spec / ports / 80 / targetPort: "80" → "\\"80\\""'],
  ],
  'a setting of one container': [
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: n}\nspec: {template: {spec: {containers: [{name: c, image: "x:1"}, {name: d, image: "y:1"}]}}}\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: n}\nspec: {template: {spec: {containers: [{name: e, image: "z:1"}, {name: c, image: "x:1", securityContext: {privileged: false}}, {name: d, image: "y:1"}]}}}\n',
    [
      'Deployment n/a / pod / containers / e: nothing → ""',
      'Deployment n/a / container c / securityContext: nothing → …',
      'Deployment n/a / container e: nothing → …',
    ],
  ],
  'an empty map': [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {securityContext: {}}\n',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {securityContext: {runAsUser: 1}}\n',
    ['Pod a / pod / securityContext / runAsUser: nothing → "1"'],
  ],
  'an action of a template': [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  {{- toYaml .Values.s | nindent 2 }}\n  hostPID: true\n',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n',
    ['template: … → nothing'],
  ],
});

describe('several readers of one file (T8)', () => {
  const compose: Files = {
    'compose.yaml':
      'services:\n  a:\n    image: x:1\n    env_file: s.env\n  b:\n    image: y:1\n    environment: {P: "${P}"}\n',
    'other/compose.yaml': 'services:\n  c:\n    image: z:1\n    env_file: [../s.env]\n',
  };
  test('each of them gets another value', () =>
    assert.deepEqual(
      changesIn({ ...compose, 's.env': 'P=1\n', '.env': 'P=1\n' }, { ...compose, 's.env': 'P=2\n', '.env': 'P=3\n' }),
      [
        's.env / P: **** → ****',
        '.env / P: **** → ****',
        'compose.yaml / service a / environment / P: **** → ****',
        'compose.yaml / service b / environment / P: **** → ****',
        'other/compose.yaml / service c / environment / P: **** → ****',
      ],
    ));
  test('a file that is gone leaves them dangling', () => {
    const { dangling } = meaningOf({ ...compose, 's.env': 'P=1\n' }, compose);
    assert.deepEqual(dangling, [
      { from: 'compose.yaml', by: 'env_file of service a', path: 's.env' },
      { from: 'other/compose.yaml', by: 'env_file of service c', path: 's.env' },
    ]);
  });
  test('a reference to a file that the change makes is none', () => {
    const before = { 'compose.yaml': 'services:\n  a:\n    image: x:1\n' };
    const after = { 'compose.yaml': 'services:\n  a:\n    image: x:1\n    env_file: a.env\n' };
    assert.deepEqual(meaningOf(before, { ...after, 'a.env': 'A=1\n' }).dangling, []);
    assert.deepEqual(
      meaningOf(before, after).dangling.map((d) => d.path),
      ['a.env'],
    );
  });
  test('an optional file may be missing', () => {
    const after = {
      'compose.yaml': 'services:\n  a:\n    image: x:1\n    env_file: [{path: a.env, required: false}]\n',
    };
    assert.deepEqual(meaningOf({}, after).dangling, []);
  });
});

test('what Git ignores', () =>
  assert.deepEqual(changesIn({ 'a/.env': 'A=1\n' }, { 'a/.env': 'A=1\n', '.gitignore': '# c\n.env\n' }), [
    '.gitignore: nothing → …',
    'Git / a/.env: "tracked" → "ignored"',
  ]));

test('a secret is not shown', () => {
  const { changes } = meaningOf(
    { 'compose.yaml': 'services:\n  a:\n    image: x:1\n    command: login --password s3cr3t-1\n' },
    { 'compose.yaml': 'services:\n  a:\n    image: x:1\n    command: login --password none\n' },
  );
  assert.deepEqual(
    changes.map((c) => changeText(c, ['s3cr3t-1'])),
    ['compose.yaml / service a / command / [2]: "****" → "none"'],
  );
});
