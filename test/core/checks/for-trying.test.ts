/** What is for trying a program, for tests or for developers is reported in the strict profile only; what is for production is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import type { Profile, RuleId } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';

type Texts = Readonly<Record<string, string>>;

/** The rules that report something in the first of the files. */
const reported = (files: Texts, profile: Profile = 'default'): string[] => found(files, profile).map((f) => f.rule);

/** The severity of the last finding about a tag: an own image is a note. */
const severityOfTag = (files: Texts): string | undefined =>
  found(files, 'strict').findLast((f) => f.rule === 'image/mutable-tag')?.severity;

function found(files: Texts, profile: Profile): readonly Reported[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine.check(Object.keys(files)[0]!).findings;
}

/** In the strict profile, and not in the default one. */
function onlyStrict(rule: RuleId, files: Texts): void {
  assert.ok(reported(files, 'strict').includes(rule), 'strict');
  assert.ok(!reported(files).includes(rule), 'default');
}
const byDefault = (rule: RuleId, files: Texts): void => assert.ok(reported(files).includes(rule));
const never = (rule: RuleId, files: Texts): void => assert.ok(!reported(files, 'audit').includes(rule));

const compose = (...env: readonly string[]): string =>
  `services:\n  shop:\n    image: ghcr.io/acme/storefront:1.4.2\n    environment:\n${env.map((line) => `      ${line}\n`).join('')}`;
const pod = (...env: readonly (readonly [string, string])[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - name: shop\n      image: ghcr.io/acme/storefront:1.4.2\n      env:\n${env.map(([name, value]) => `        - name: ${name}\n          value: ${value}\n`).join('')}`;

describe('a password that repeats names of its file', () => {
  const HARDCODED = 'secret/hardcoded-secret';
  const texts: Readonly<Record<string, string>> = {
    'the user': compose('BROKER_USERNAME: merico', 'BROKER_PASSWORD: merico'),
    'the user, as a default': compose('BROKER_USERNAME: ${U:-merico}', 'BROKER_PASSWORD: ${P:-merico}'),
    'the user of a URL': compose('DATABASE_URL: postgres://merico:merico@db/merico'),
    'the service': compose('BROKER_PASSWORD: shop'),
    'the image': compose('BROKER_PASSWORD: storefront'),
    'the service, with words of examples': compose('BROKER_PASSWORD: shop-local-secret'),
    'names in one word, with digits': compose('BROKER_PASSWORD: shoppassword42'),
    'the id of a key': compose('S3_ACCESS_KEY_ID: azerty1234', 'S3_SECRET_ACCESS_KEY: azerty1234'),
  };
  for (const [what, text] of Object.entries(texts))
    test(what, () => {
      onlyStrict(HARDCODED, { 'compose.yaml': text });
      byDefault(HARDCODED, { 'compose.prod.yaml': text });
    });
  test('the user of a pod', () =>
    onlyStrict(HARDCODED, { 'shop.yaml': pod(['BROKER_USERNAME', 'merico'], ['BROKER_PASSWORD', 'merico']) }));
  test('the project', () => {
    const files = { 'shop.yaml': pod(['BROKER_PASSWORD', 'bankoftrees']) };
    byDefault(HARDCODED, files);
    onlyStrict(HARDCODED, { ...files, 'go.mod': 'module github.com/acme/bank-of-trees\n' });
  });
  test('other words, random ones and another machine', () => {
    byDefault(HARDCODED, { 'shop.yaml': pod(['BROKER_USERNAME', 'merico'], ['BROKER_PASSWORD', 'sunflowers']) });
    byDefault(HARDCODED, { 'compose.yaml': compose(`BROKER_PASSWORD: shop-${fake(24)}`) });
    byDefault(HARDCODED, { 'compose.yaml': compose('DATABASE_URL: postgres://merico:merico@db.shop.com/merico') });
  });
});

describe('what a Compose file has in place of a variable', () => {
  const HARDCODED = 'secret/hardcoded-secret';
  const WEAK = 'secret/weak-default';
  test('words of a person', () => {
    onlyStrict(HARDCODED, { 'compose.yaml': compose('SESSION_SECRET: correct-horse') });
    onlyStrict(WEAK, { 'compose.yaml': compose('SESSION_SECRET: changeme') });
  });
  test('in production, as the default of a variable, and random ones', () => {
    byDefault(HARDCODED, { 'compose.prod.yaml': compose('SESSION_SECRET: correct-horse') });
    byDefault(HARDCODED, { 'compose.yaml': compose('SESSION_SECRET: ${SESSION_SECRET:-correct-horse}') });
    byDefault(WEAK, { 'compose.yaml': compose('SESSION_SECRET: ${SESSION_SECRET:-changeme}') });
    byDefault(HARDCODED, { 'compose.yaml': compose(`SESSION_SECRET: ${fake(40)}`) });
    byDefault(HARDCODED, { 'compose.yaml': compose(`SESSION_TOKEN: ghp_${fake(36)}`) });
  });
  test('in a manifest', () => byDefault(HARDCODED, { 'shop.yaml': pod(['SESSION_SECRET', 'correct-horse']) }));
});

test('well-known defaults of environment files, and of Keycloak for developers', () => {
  const WEAK = 'secret/weak-default';
  onlyStrict(WEAK, { '.env': 'BROKER_PASSWORD=changeme\n' });
  byDefault(WEAK, { 'deploy/production/.env': 'BROKER_PASSWORD=changeme\n' });
  const keycloak = (command: string): string =>
    `services:\n  auth:\n    image: quay.io/keycloak/keycloak:26.7.2\n    command: ${command}\n    ports: ["8080:8080"]\n    environment:\n      KC_BOOTSTRAP_ADMIN_PASSWORD: changeme\n`;
  onlyStrict(WEAK, { 'compose.yaml': keycloak('start-dev --http-port=8080') });
  byDefault(WEAK, { 'compose.yaml': keycloak('start') });
});

test('root of an image of others in Compose', () => {
  const ROOT = 'user/root-user';
  const service = (...lines: readonly string[]): string =>
    `services:\n  queue:\n    image: nats:2.14\n${lines.map((line) => `    ${line}\n`).join('')}`;
  onlyStrict(ROOT, { 'compose.yaml': service() });
  onlyStrict(ROOT, { 'compose.yaml': service('user: root') });
  byDefault(ROOT, { 'compose.yaml': service('read_only: true') });
  byDefault(ROOT, { 'compose.prod.yaml': service() });
});

test('root of a container that ends or waits', () => {
  const ROOT = 'user/root-user';
  const text = (init: string, command: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  ${init}:\n    - name: first\n      image: busybox:1.38\n      command: ["sh", "-c", "${command}"]\n`;
  onlyStrict(ROOT, { 'shop.yaml': text('initContainers', 'until nc -z db 3306; do sleep 1; done') });
  onlyStrict(ROOT, { 'shop.yaml': text('containers', 'sleep 3600') });
  byDefault(ROOT, { 'shop.yaml': text('containers', 'httpd -f -p 8080') });
});

test('published pages with a login of their own', () => {
  const PORT = 'network/published-on-all-interfaces';
  const files = (image: string, port: number, name = 'compose.yaml'): Texts => ({
    [name]: `services:\n  shop:\n    build: .\n  other:\n    image: ${image}\n    ports: ["${port}:${port}"]\n    environment: {ADMIN_PASSWORD: changeme}\n`,
  });
  onlyStrict(PORT, files('grafana/grafana:12.2.0', 3000));
  onlyStrict(PORT, files('rabbitmq:4.3-management', 15672));
  byDefault(PORT, files('rabbitmq:4.3-management', 5672));
  byDefault(PORT, files('grafana/grafana:12.2.0', 3000, 'compose.prod.yaml'));
});

test('images that run tests', () => {
  const text = 'FROM node:24\nCOPY . /app\nCMD ["node", "/app/index.js"]\n';
  for (const path of [
    'Dockerfile.coverage',
    'test_branch.Dockerfile',
    'Dockerfile.demo-mesh',
    'Dockerfile.e2e',
    'e2e-ruby.dockerfile',
    'Dockerfile.test',
    'web.tests.Dockerfile',
  ])
    onlyStrict('user/root-user', { [path]: text });
  for (const path of ['Dockerfile', 'contest.Dockerfile', 'democracy.Dockerfile', 'Dockerfile.testimonials'])
    byDefault('user/root-user', { [path]: text });
});

test('an own image behind a variable beside others', () => {
  const file = (web: string): Texts => ({
    'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/shop-api:\${API:-latest}\n  web:\n    image: ghcr.io/acme/shop:${web}\n`,
    'go.mod': 'module github.com/acme/shop\n',
  });
  assert.equal(severityOfTag(file('${WEB:-latest}')), 'info');
  assert.equal(severityOfTag(file('1.4.2')), 'warning');
});

test('what holds nothing', () => {
  never('secret/secret-build-arg', { Dockerfile: 'FROM alpine:3.24\nENV DB_PASSWORD=${DB_PASSWORD}\n' });
  byDefault('secret/secret-build-arg', {
    Dockerfile: 'FROM alpine:3.24\nARG DB_PASSWORD\nENV DB_PASSWORD=${DB_PASSWORD}\n',
  });
  never('secret/secret-file-copied', { Dockerfile: 'FROM alpine:3.24\nCOPY .env.sh /\n' });
  byDefault('secret/secret-file-copied', { Dockerfile: 'FROM alpine:3.24\nCOPY .env.local /\n' });
  const custom = (image: string): string =>
    `apiVersion: tests.example.com/v1\nkind: TestRun\nmetadata: {name: a}\nspec:\n  container:\n    image: ${image}\n    securityContext: {runAsUser: 0, privileged: true}\n`;
  never('user/root-user', { 'schema.yaml': custom('""') });
  byDefault('privilege/privileged-container', { 'run.yaml': custom('ghcr.io/acme/run:1.2') });
});

test('port 7077 is Spark’s beside an image of Spark', () => {
  const file = (image: string): Texts => ({
    'compose.prod.yaml': `services:\n  engine:\n    image: ${image}\n    ports: ["7077:7077"]\n`,
  });
  byDefault('network/published-on-all-interfaces', file('apache/spark:4.0.1'));
  assert.ok(!reported(file('ghcr.io/acme/engine:1.2')).includes('network/published-on-all-interfaces'));
});

test('what prepares a node and then ends', () => {
  const pod = (rest: string): Texts => ({
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n${rest}`,
  });
  const pages = (command: string): Texts =>
    pod(
      `  volumes: [{name: switches, hostPath: {path: /sys}}]\n  containers: [{name: web, image: "ghcr.io/acme/web:1.2"}]\n  initContainers:\n    - name: pages\n      image: busybox:1.37\n      command: [sh, -c, "${command}"]\n      volumeMounts: [{name: switches, mountPath: /host-sys}]\n      securityContext: {privileged: true}\n`,
    );
  const sets = pages('echo never > /host-sys/kernel/mm/transparent_hugepage/enabled');
  for (const rule of ['privilege/privileged-container', 'filesystem/sensitive-host-path'] as const) {
    onlyStrict(rule, sets);
    byDefault(rule, pages('sleep 9'));
  }
});

test('a program that sends raw packets keeps its mode', () => {
  const mode = (path: string): Texts => ({ Dockerfile: `FROM alpine:3.24\nRUN chmod u+s ${path}\n` });
  onlyStrict('filesystem/setuid-program', mode('/bin/ping'));
  onlyStrict('filesystem/setuid-program', mode('/usr/sbin/arping'));
  byDefault('filesystem/setuid-program', mode('/bin/tool'));
});

test('a table of data that its publisher replaces has no checksum', () => {
  const add = (url: string): Texts => ({ Dockerfile: `FROM alpine:3.24\nADD ${url} /opt/\n` });
  onlyStrict('build/remote-add', add('https://maps.example.com/places/city-lite.mmdb'));
  byDefault('build/remote-add', add('https://maps.example.com/places/places-1.4.csv'));
  byDefault('build/remote-add', add('https://maps.example.com/agent.jar'));
});

test('what a build reads from a folder above the Dockerfile, and contexts of scripts', () => {
  const files = (token: string): Texts => ({
    'packages/api/Dockerfile': 'FROM alpine:3.24\nCOPY .yarnrc.yml /app/\n',
    '.yarnrc.yml': `nodeLinker: node-modules\n${token}`,
  });
  never('secret/secret-file-copied', files(''));
  byDefault('secret/secret-file-copied', files(`npmAuthToken: ${fake(36)}\n`));
  const stage = (command: string): Texts => ({
    'docker/Dockerfile': 'FROM alpine:3.24\nCOPY --from=files a /a\n',
    Makefile: `image:\n\tdocker buildx build ${command} docker\n`,
  });
  never('image/unknown-stage', stage('--build-context files=./files'));
  byDefault('image/unknown-stage', stage('--build-context other=./files'));
});

test('the publisher of an image with the name of the project', () => {
  const file = (server: string): Texts => ({
    'compose.yaml': `services:\n  server:\n    image: ${server}\n  worker:\n    image: shopstack/worker:latest\n`,
    'go.mod': 'module github.com/shoplabs/shop-server\n',
  });
  assert.equal(severityOfTag(file('shopstack/shop-server')), 'info');
  assert.equal(severityOfTag(file('otherstack/shop-server')), 'warning');
});

test('a policy elsewhere for the same namespace', () => {
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: web, image: "ghcr.io/acme/web:1.2"}]\n';
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: {podSelector: {matchLabels: {app: db}}}\n';
  onlyStrict('network/missing-network-policy', { 'web/web.yaml': deployment, 'docs/policy.yaml': policy });
  byDefault('network/missing-network-policy', { 'web/web.yaml': deployment, 'web/policy.yaml': policy });
});
