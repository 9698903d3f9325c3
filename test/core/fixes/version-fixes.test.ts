/** A fix of an image says what must change with the version, and offers first what the project and the build allow. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Files, imageFixes as fixes } from '../../support/image-fixes.ts';

/** What the first fix says, and the last. */
function ends(files: Files, profile?: 'strict'): readonly [string, string] {
  const all = fixes(files, profile);
  return [all[0] ?? '', all.at(-1) ?? ''];
}

test('the newest image is not offered where it no longer has a command', () => {
  for (const text of [
    'FROM node:20\nCOPY . /app\nRUN cd /app && yarn install\n',
    'FROM node:20\nRUN corepack enable\nRUN yarn\n',
    'FROM node:20 AS a\nFROM a\nCMD ["yarn", "start"]\n',
  ])
    for (const fix of ends({ Dockerfile: text })) {
      assert.match(fix, /^Use node:24, the nearest line/, text);
      assert.doesNotMatch(fix, /has no/, text);
    }
  assert.match(ends({ Dockerfile: 'FROM node:20\nRUN npm ci\n' })[1], /^Use node:26, the newest line/);
  for (const text of [
    'FROM node:20\nRUN npm install -g yarn@1.22.22 && yarn\n',
    'FROM node:20\nRUN npm install && echo yarn\n',
  ])
    assert.doesNotMatch(ends({ Dockerfile: text })[1], /has no/, text);
});

test('without a version, the newest line that has the command is offered', () => {
  const [first, ...more] = fixes({ Dockerfile: 'FROM node\nRUN yarn install\n' });
  assert.deepEqual([first, more], ['Use node:24, the newest line that fits | ', []]);
  assert.match(ends({ Dockerfile: 'FROM node\nRUN npm ci\n' })[0], /^Use node:26 \|/);
});

test('what the next release of the distribution no longer has', () => {
  const python = (run: string): string => ends({ Dockerfile: `FROM python:3.8-slim-buster\nRUN ${run}\n` })[0];
  assert.match(python('curl -s https://example.com/key | apt-key add -'), /has no apt-key \(line 2\)/);
  assert.match(
    python('apt-get update && apt-get install -y openjdk-11-jre-headless'),
    /has no openjdk-11-jre-headless/,
  );
  assert.match(python('apt-get install -y openjdk-17-jdk'), /has no openjdk-17-jdk/);
  assert.doesNotMatch(python('apt-get install -y openjdk-21-jre'), /has no/);
  assert.doesNotMatch(python('echo openjdk-11-jre'), /has no/);
  // The same tag has no word for the distribution: it is that of the newest one.
  assert.match(ends({ Dockerfile: 'FROM python:3.8\nRUN apt-key list\n' })[0], /has no apt-key/);
  assert.doesNotMatch(ends({ Dockerfile: 'FROM python:3.8-alpine\nRUN apt-key list\n' })[0], /has no/);
});

test('packages that the next release of the distribution no longer has', () => {
  const rows: readonly (readonly [from: string, run: string, says: RegExp])[] = [
    [
      'node:12-alpine3.13',
      'apk add --no-cache python2 make',
      /node:24-alpine3\.23 has no python2 \(line 2\): move to Python 3/,
    ],
    ['node:12-alpine', 'apk add python', /has no python \(line 2\)/],
    ['alpine:3.10', 'apk add php7-fpm', /alpine:3\.2\d has no php7-fpm/],
    ['node:16-buster', 'apt-get install -y python2.7-dev', /has no python2\.7-dev/],
    ['node:16-buster', 'apt-get install -y python-pip', /has no python-pip/],
    ['debian:11', 'apt-get install -y netcat', /debian:13 has no netcat \(line 2\): install netcat-openbsd/],
    ['debian:bullseye', 'apt-get install -y libssl1.1', /has no libssl1\.1/],
    [
      'debian:11-slim',
      'apt-get install -y software-properties-common',
      /^Use debian:12-slim, the newest line that fits/,
    ],
    ['ubuntu:18.04', 'apt-get install -y python3-distutils', /^Use ubuntu:22\.04, the newest line that fits/],
  ];
  const all = (from: string, run: string): string => fixes({ Dockerfile: `FROM ${from}\nRUN ${run}\n` }).join('\n');
  for (const [from, run, says] of rows) assert.match(all(from, run), says, `${from}: ${run}`);
  for (const [from, run] of [
    ['debian:11', 'apt-get install -y netcat-openbsd'],
    ['debian:11', 'apt-get install -y php7.4 && pip3 --version'],
    ['alpine:3.10', 'apk add python3 netcat-openbsd'],
  ] as const)
    assert.doesNotMatch(all(from, run), /has no/, `${from}: ${run}`);
});

test('pip into the Python of the distribution', () => {
  const all = (text: string): string => fixes({ Dockerfile: text }).join('\n');
  // More than a line has to change, so nothing is offered.
  for (const text of [
    'FROM debian:11\nRUN pip3 install -r requirements.txt\n',
    'FROM debian:11-slim AS build\nFROM build\nRUN python3 -m pip install shop\n',
    'FROM debian:11\nRUN uv pip install --system .\n',
    'FROM postgres:10-alpine\nRUN apk add py3-pip && pip3 install shop\n',
    'FROM node:16\nRUN pip --no-cache-dir install shop\n',
  ] as const)
    assert.equal(all(text), '', text);
  for (const text of [
    'FROM python:3.8-slim-buster\nRUN pip install shop\n',
    'FROM debian:11\nRUN pip3 install --break-system-packages shop\n',
    'FROM debian:11\nENV PIP_BREAK_SYSTEM_PACKAGES=1\nRUN pip3 install shop\n',
    'FROM debian:11\nRUN python3 -m venv /opt/shop\nENV PATH=/opt/shop/bin:$PATH\nRUN pip install shop\n',
    'FROM debian:11\nRUN /opt/shop/bin/pip install shop\n',
    'FROM debian:11\nRUN pip3 install --target /opt/shop shop\n',
    'FROM debian:11\nRUN uv pip install shop\n',
    'FROM debian:11\nRUN pip3 list && pip3 --version\n',
    'FROM debian:11 AS a\nFROM python:3.14\nRUN pip install shop\n',
  ])
    assert.notEqual(all(text), '', text);
});

test('dependencies of the project that do not work with the next version', () => {
  const all = (from: string, text: string, more = ''): string =>
    fixes({ 'web/Dockerfile': `FROM ${from}\nCOPY . .\n${more}`, 'web/package.json': text }).join('\n');
  const sass = '{"devDependencies": {"node-sass": "^4.14.1"}}';
  assert.match(all('node:12', sass), /node-sass 4 in web\/package\.json works with Node\.js up to 14: move to sass/);
  assert.doesNotMatch(all('node:18', sass), /works with/);
  assert.doesNotMatch(all('node:12', '{"devDependencies": {"sass": "^1.4", "node-sass-x": "^4"}}'), /works with/);
  const webpack = '{"dependencies": {"react-scripts": "4.0.3"}}';
  assert.match(
    all('node:14', webpack),
    /react-scripts 4 in web\/package\.json works with Node\.js up to 16: update it/,
  );
  assert.doesNotMatch(all('node:14', webpack.replace('4.0.3', '5.0.1')), /works with/);
  assert.doesNotMatch(all('node:14', webpack, 'ENV NODE_OPTIONS=--openssl-legacy-provider\n'), /works with/);
});

test('the title says that a nearer line ends too soon', () => {
  const first = (from: string): string => fixes({ Dockerfile: `FROM ${from}\n` })[0]!.split(' | ')[0]!;
  assert.equal(first('node:16'), 'Use node:24, the nearest line with updates for at least half a year');
  assert.equal(first('postgres:10'), 'Use postgres:15, the nearest line');
  assert.equal(first('python:3.8'), 'Use python:3.11, the nearest line');
});

test('commands of containers', () => {
  const db = (more: string): Files => ({ 'compose.yaml': `services:\n  db:\n    image: mariadb:10.5\n${more}` });
  const test10 = ends(db('    healthcheck:\n      test: ["CMD", "mysqladmin", "ping"]\n'));
  const string = ends(db('    healthcheck:\n      test: mysqladmin ping -h localhost\n'));
  const command = ends(db('    command: mysqld --skip-name-resolve\n'));
  for (const fix of [test10, string, command].flat()) {
    assert.match(fix, /^Use mariadb:10\.11, the nearest line/);
    assert.doesNotMatch(fix, /has no/);
  }
  assert.doesNotMatch(ends(db('    command: ["--user=mysql"]\n'))[1], /has no/);
  assert.doesNotMatch(ends(db('    healthcheck:\n      test: mariadb-admin ping\n'))[1], /has no/);
  const pod = {
    'pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: db}\nspec:\n  containers:\n    - name: db\n      image: mongo:4.4\n      livenessProbe:\n        exec:\n          command: [mongo, --eval, "db.stats()"]\n',
  };
  assert.match(ends(pod)[0], /has no mongo: use mongosh/);
});

test('variables that another distribution of the program does not read', () => {
  const auth = (name: string): string =>
    ends({
      'compose.yaml': `services:\n  auth:\n    image: jboss/keycloak:16.1.1\n    environment:\n      ${name}: admin\n`,
    })[0];
  assert.match(auth('KEYCLOAK_USER'), /does not read KEYCLOAK_USER: move to the Quarkus distribution/);
  assert.doesNotMatch(auth('KC_LOG_LEVEL'), /does not read/);
});

const STORED = /Look which version runs now \(postgres --version in the container\)/;

test('data of an image without a version', () => {
  const compose = (image: string, volume: string): string =>
    ends({ 'compose.yaml': `services:\n  db:\n    image: ${image}\n    volumes:\n      - ${volume}\n` }, 'strict')[0];
  assert.match(compose('postgres', 'data:/var/lib/postgresql'), STORED);
  assert.match(compose('postgres:latest', './data:/var/lib/postgresql'), STORED);
  assert.match(compose('postgres', '{type: volume, source: data, target: /var/lib/postgresql}'), STORED);
  assert.doesNotMatch(compose('postgres', './init.sql:/docker-entrypoint-initdb.d/init.sql'), STORED);
  assert.doesNotMatch(compose('postgres:13', 'data:/var/lib/postgresql/data'), STORED);
  assert.doesNotMatch(compose('caddy', 'data:/data'), /Look which/);
  assert.doesNotMatch(ends({ 'compose.yaml': 'services:\n  db:\n    image: postgres\n' })[0], STORED);
});

test('data of a pod', () => {
  const set = (volume: string): string =>
    ends({
      'db.yaml': `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  selector: {matchLabels: {app: db}}\n  template:\n    metadata: {labels: {app: db}}\n    spec:\n      containers:\n        - name: db\n          image: postgres\n          volumeMounts:\n            - {name: data, mountPath: /srv}\n${volume}`,
    })[0];
  assert.match(set('  volumeClaimTemplates:\n    - metadata: {name: data}\n'), STORED);
  assert.match(set('      volumes:\n        - {name: data, persistentVolumeClaim: {claimName: db}}\n'), STORED);
  assert.doesNotMatch(set('      volumes:\n        - {name: data, emptyDir: {}}\n'), STORED);
});

test('the version is written once more', () => {
  const text = (labels: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: q\n  labels: ${labels}\nspec:\n  containers:\n    - {name: q, image: "nats:2.1.2"}\n`;
  const pod = (labels: string): string => ends({ 'pod.yaml': text(labels) }, 'strict')[0];
  assert.match(pod('{app.kubernetes.io/version: "2.1.2"}'), /[Cc]hange app\.kubernetes\.io\/version: 2\.1\.2 too/);
  assert.match(pod('{version: v2.1.2}'), /[Cc]hange version: v2\.1\.2 too/);
  assert.doesNotMatch(pod('{version: "7.0.0"}'), /[Cc]hange/);
  assert.doesNotMatch(pod('{revision: "2.1.2"}'), /[Cc]hange/);
  const file = (Dockerfile: string): string => ends({ Dockerfile })[0];
  assert.match(file('FROM node:16.20.2\nLABEL node.version=16.20.2\n'), /[Cc]hange node\.version \(line 2\) too/);
  assert.match(file('FROM node:16.20.2-alpine\nENV NODE_VERSION=16.20.2\n'), /[Cc]hange NODE_VERSION \(line 2\) too/);
  assert.doesNotMatch(file('ARG NODE_VERSION=16.20.2\nFROM node:${NODE_VERSION}\nARG NODE_VERSION\n'), /[Cc]hange/);
});
