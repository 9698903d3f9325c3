/** No fix guesses against what somebody has decided, tried, or made for a test. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import type { RuleId } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { titlesIn } from '../../support/secrets-fixed.ts';

/** The titles of the fixes of a rule's findings in a file, which must have one. */
function titles(rule: RuleId, path: string, text: string): string[] {
  const engine = engineOver(new Map([[path, text]]), rules, { flags: { profile: 'audit' } });
  engine.setComplete(true);
  const found = engine.check(path).findings.filter((f) => f.rule === rule);
  assert.ok(found.length > 0, `${rule} in ${path}`);
  return found.flatMap((f) => f.fixes.map((fix) => fix.title));
}

const UNKNOWN = 'registry.example.com/shop:1.2';
const pod = (image: string, security: string, podSecurity = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${podSecurity}  containers:\n    - name: web\n      image: ${image}\n      securityContext:\n${security}`;
const line = (text: string): string => `        ${text}\n`;

test('a root file system that somebody keeps writable, or has tried to make read-only', () => {
  const rule = 'filesystem/writable-root-filesystem';
  const other = line('allowPrivilegeEscalation: false');
  assert.deepEqual(titles(rule, 'a.yaml', pod(UNKNOWN, line('readOnlyRootFilesystem: false'))), []);
  assert.equal(titles(rule, 'a.yaml', pod('registry:3.0.0', line('readOnlyRootFilesystem: false'))).length, 1);
  assert.equal(titles(rule, 'a.yaml', pod(UNKNOWN, other)).length, 1);
  for (const comment of ['# readOnlyRootFilesystem: true', '#readOnlyRootFilesystem: true # TODO: breaks the browser'])
    for (const text of [line(comment) + other, other + line(comment)])
      for (const image of [UNKNOWN, 'registry:3.0.0'])
        assert.deepEqual(titles(rule, 'a.yaml', pod(image, text)), [], text);
  // A comment about another setting.
  assert.equal(titles(rule, 'a.yaml', pod(UNKNOWN, line('# Not read_only: see the readme') + other)).length, 1);
  // A reason why it is left out, also above the block.
  for (const comment of [
    '# readOnlyRootFilesystem is omitted: it caches below $HOME',
    '# no readOnlyRootFilesystem yet',
  ])
    for (const text of [
      pod(UNKNOWN, line(comment) + other),
      pod(UNKNOWN, other).replace('      securityContext:', `      ${comment}\n      securityContext:`),
    ])
      assert.deepEqual(titles(rule, 'a.yaml', text), [], text);
  const service = (more: string): string => `services:\n  web:\n    image: ${UNKNOWN}\n    cap_drop: [ALL]\n${more}`;
  assert.equal(titles(rule, 'compose.yaml', service('')).length, 1);
  assert.deepEqual(titles(rule, 'compose.yaml', service('    read_only: false\n')), []);
  assert.deepEqual(titles(rule, 'compose.yaml', service('    # read_only: true\n    init: true\n')), []);
});

test('root that somebody chose for an image that is not known', () => {
  const rule = 'user/root-user';
  const root = line('runAsUser: 0');
  assert.deepEqual(titles(rule, 'a.yaml', pod(UNKNOWN, root)), []);
  assert.deepEqual(titles(rule, 'a.yaml', pod('python:3.14-slim', root)), ['Run as user 10001']);
  assert.deepEqual(titles(rule, 'a.yaml', pod('grafana/grafana:12.0.2', root)), ["Use the image's own user, grafana"]);
  const service = (from: string): string => `services:\n  web:\n    ${from}\n    user: root\n`;
  assert.deepEqual(titles(rule, 'compose.yaml', service(`image: ${UNKNOWN}`)), []);
  assert.deepEqual(titles(rule, 'compose.yaml', service('image: ${IMAGE:-python:3.14-slim}')), []);
  assert.deepEqual(titles(rule, 'compose.yaml', service('build: .')), ['Run as `10001:10001`']);
  // The pod's user is for a container of an unknown image too.
  const two = `${pod('python:3.14-slim', line('allowPrivilegeEscalation: false'), '  securityContext: {runAsUser: 0}\n')}    - name: log\n      image: ${UNKNOWN}\n`;
  assert.deepEqual(titles(rule, 'a.yaml', two), ['Add `runAsNonRoot: true` and `runAsUser: 10001` to `web`']);
});

test('root that the pod states beside `runAsNonRoot: false`', () => {
  const rule = 'user/run-as-non-root-not-set';
  const user = (more: string): string =>
    pod(
      'registry.example.com/shop:1.2',
      line('runAsNonRoot: false') + line('runAsUser: 1000'),
      `  securityContext: {runAsNonRoot: false${more}}\n`,
    );
  const ofPod = (more: string): string[] =>
    titles(rule, 'a.yaml', user(more)).filter((title) => !title.includes('`web`'));
  for (const more of [', runAsUser: 0', ', runAsUser: {{ .Values.user }}', ', runAsUser: "0"'])
    assert.equal(ofPod(more).length, ofPod('').length - 1, more);
  assert.equal(ofPod(', runAsUser: 1000').length, ofPod('').length);
});

test('the input of tests, which compare it', () => {
  const rule = 'filesystem/writable-root-filesystem';
  const text = pod(UNKNOWN, line('allowPrivilegeEscalation: false'));
  for (const path of ['pkg/testdata/a.yaml', 'test/fixtures/a.yaml', 'a/__snapshots__/a.yaml', 'golden/a.yaml'])
    assert.deepEqual(titles(rule, path, text), [], path);
  for (const path of ['a.yaml', 'tests/a.yaml', 'fixture-service/a.yaml'])
    assert.equal(titles(rule, path, text).length, 1, path);
});

test('the only way into Grafana', () => {
  const rule = 'network/authentication-off';
  const service = (more: string): string =>
    `services:\n  grafana:\n    image: grafana/grafana:13.1.0\n    ports: ["3000:3000"]\n    environment:\n      GF_AUTH_ANONYMOUS_ENABLED: "true"\n      GF_AUTH_ANONYMOUS_ORG_ROLE: Admin\n${more}`;
  const form = (value: string): string => service(`      GF_AUTH_DISABLE_LOGIN_FORM: ${value}\n`);
  for (const value of ['"true"', '"1"', '${NO_FORM}'])
    assert.deepEqual(titles(rule, 'a/compose.yaml', form(value)), []);
  for (const text of [service(''), form('"false"')]) assert.equal(titles(rule, 'a/compose.yaml', text).length, 1);
});

test('policies among the files of a test', () => {
  const rule = 'network/missing-network-policy';
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n  containers: [{name: web, image: "nginx:1.31", ports: [{containerPort: 8080}]}]\n';
  for (const path of [
    'pkg/plan/testdata/app/web.yaml',
    'fixtures/web.yaml',
    'e2e/k8s/web.yaml',
    'api_testdata/web.yaml',
  ])
    assert.deepEqual(titles(rule, path, text), [], path);
  for (const path of ['deploy/web.yaml', 'latest/web.yaml', 'contest/web.yaml'])
    assert.equal(titles(rule, path, text).length, 1, path);
});

test('files that a comment says somebody writes, and those of a development container', () => {
  const rule = 'filesystem/world-writable';
  const file = (comment: string): string =>
    `FROM debian:13\n${comment}RUN mkdir /opt/cache \\\n  && chmod -R 777 /opt/cache\nCMD ["/opt/shop"]\n`;
  assert.deepEqual(titles(rule, 'Dockerfile', file('')), ['Use `775`']);
  assert.deepEqual(titles(rule, 'Dockerfile', file('# Downloads the models.\n')), ['Use `775`']);
  assert.deepEqual(titles(rule, '.devcontainer/Dockerfile', file('')), []);
  for (const comment of [
    '# Downloads the models.\n# World-writable so that tests run as another user can add theirs.\n',
    '# The cache has to be writable for any user.\n',
    '# OpenShift runs it as an arbitrary user, which must write here.\n',
  ])
    assert.deepEqual(titles(rule, 'Dockerfile', file(comment)), [], comment);
});

test('the default password of a Compose file that tests start', () => {
  const text =
    'services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_PASSWORD: ${DB_PASSWORD:-password}\n';
  const asks = (path: string): boolean =>
    titlesIn({ [path]: text, [path.replace(/[^/]+$/, '.env.example')]: 'PORT=80\n' }, path).some((t) =>
      t.startsWith('Fail where'),
    );
  for (const path of [
    'docker-compose.search-testing.yml',
    'compose.test.yaml',
    'tests/compose.yaml',
    'compose-e2e.yml',
  ])
    assert.ok(!asks(path), path);
  for (const path of ['compose.yaml', 'deploy/compose.yaml', 'compose.latest.yaml']) assert.ok(asks(path), path);
});

test('the group of root goes with the user, and alone only where the image has another one', () => {
  const run = (rule: RuleId, image: string, security: string, more = ''): string[] =>
    titles(rule, 'a.yaml', pod(image, line(security), more));
  const root = '{runAsUser: 0, runAsGroup: 0}';
  const at = (security: string): string => `  securityContext: ${security}\n`;
  const other = 'allowPrivilegeEscalation: false';
  assert.deepEqual(run('user/root-user', 'python:3.14-slim', other, at(root)), ['Run as user 10001 and group 10001']);
  assert.deepEqual(run('user/root-user', 'python:3.14-slim', 'runAsUser: 0', at('{runAsGroup: 0}')), [
    'Run as user 10001',
  ]);
  // A user that the image does not have gets this group anyway.
  assert.deepEqual(run('user/root-group', UNKNOWN, 'runAsGroup: 0'), []);
  assert.deepEqual(run('user/root-group', 'python:3.14-slim', 'runAsGroup: 0', at('{runAsUser: 10001}')), []);
  assert.deepEqual(run('user/root-group', 'haproxy:3.2', 'runAsGroup: 0'), ['Remove `runAsGroup`']);
  // Its volume belongs to root.
  const claim = `${at('{fsGroup: 0}')}  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\n`;
  assert.deepEqual(run('user/root-group', UNKNOWN, other, at('{fsGroup: 0}')), ['Remove `fsGroup`']);
  const mounts = `${other}\n      volumeMounts: [{name: data, mountPath: /data}]`;
  assert.deepEqual(run('user/root-group', UNKNOWN, mounts, claim), []);
});

test('a capability that the file of a program may need', () => {
  const add = (image: string, more: string): string[] =>
    titles('privilege/added-capability', 'a.yaml', pod(image, line('capabilities: {add: [NET_ADMIN]}') + line(more)));
  assert.deepEqual(add(UNKNOWN, 'runAsUser: 10001'), []);
  assert.deepEqual(
    add(UNKNOWN, '{runAsUser: 10001, allowPrivilegeEscalation: false}'.slice(1, -1).replace(', ', '\n        ')),
    ['Remove `NET_ADMIN`'],
  );
  assert.deepEqual(add('redis:8', 'runAsUser: 999'), ['Remove `NET_ADMIN`']);
});
