/** No other user for a container whose script, in the repository, does root's work, or whose folder on the host belongs to root. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

interface Given {
  /** The folders of which Git has files; nothing if it is not known. */
  readonly folders?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The titles of the fixes of `user/root-user` in a file. */
function titles(path: string, text: string, { folders, files = {} }: Given = {}): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  for (const [file, content] of Object.entries({ [path]: text, ...files })) engine.setFile(file, content);
  if (folders)
    engine.setRepository({ prefix: '', outer: [], remotes: [], tracked: new Set(), folders: new Set(folders) });
  engine.setComplete(true);
  const found = engine.check(path).findings.filter((f) => f.rule === 'user/root-user');
  assert.equal(found.length, 1);
  return found[0]!.fixes.map((f) => f.title);
}

const service = (...lines: string[]): string =>
  `services:\n  job:\n    image: python:3.14-slim\n    user: root\n${lines.map((l) => `    ${l}\n`).join('')}`;
const RUN = ['Run as `10001:10001`'];

describe('a script of the repository that the command names', () => {
  const mounted = (command: string): string =>
    service(`command: ${command}`, "volumes: ['./setup.sh:/usr/local/bin/setup.sh:ro']");
  const exec = mounted("['/usr/local/bin/setup.sh']");
  for (const work of [
    'chown 1000 /data',
    'apt-get install -y curl',
    'useradd app',
    'echo a > /etc/app.conf',
    'exec gosu app run',
  ])
    test(`does root's work: ${work}`, () => {
      assert.deepEqual(titles('a/compose.yaml', exec, { files: { 'a/setup.sh': `#!/bin/sh\nset -e\n${work}\n` } }), []);
    });
  test('in a pipe, as a word of a script, and below a mounted folder', () => {
    const files = { 'a/setup.sh': 'chown 1000 /data\n' };
    const pipe = mounted(`['/bin/bash', '-c', 'cat /usr/local/bin/setup.sh | tr -d "\\r" | bash -s a']`);
    assert.deepEqual(titles('a/compose.yaml', pipe, { files }), []);
    assert.deepEqual(
      titles('a/compose.yaml', service('command: sh /run/setup.sh', 'volumes: [.:/run/]'), { files }),
      [],
    );
  });
  test('does nothing of it', () => {
    const files = { 'a/setup.sh': '#!/bin/sh\ncurl -fsS http://db/ && echo a > /tmp/a\n' };
    assert.deepEqual(titles('a/compose.yaml', exec, { files }), RUN);
  });
  test('asks who it is', () => {
    const files = { 'a/setup.sh': 'if [ "$(id -u)" = 0 ]; then\n  chown 1 /data\nfi\nrun\n' };
    assert.deepEqual(titles('a/compose.yaml', exec, { files }), RUN);
  });
  test('lies in the build context', () => {
    const compose = 'services:\n  job:\n    build: .\n    user: root\n    command: /opt/setup.sh\n';
    const files = { Dockerfile: 'FROM alpine:3.22\nCOPY bin /opt/\nUSER 1000\n', 'bin/setup.sh': 'chown 1 /data\n' };
    assert.deepEqual(titles('compose.yaml', compose, { files }), []);
  });
});

describe('a folder of the host', () => {
  const bound = (volume: string): string => service(`volumes: ['${volume}']`);
  test('that Docker creates has no user but root', () => {
    assert.deepEqual(titles('a/compose.yaml', bound('./data:/data'), { folders: ['a', 'b'] }), []);
    assert.deepEqual(titles('a/compose.yaml', bound('../b/data:/data'), { folders: ['a', 'b'] }), []);
    const own = 'services:\n  job:\n    image: bitnamilegacy/etcd:3.4.9\n    user: root\n    volumes: [./data:/data]\n';
    assert.deepEqual(titles('a/compose.yaml', own, { folders: ['a'] }), []);
    assert.deepEqual(titles('a/compose.yaml', own), ["Use the image's own user, 1001"]);
  });
  test('that is only read, or written by a user without rights on it', () => {
    for (const [volume, folders, expected] of [
      ['./data:/data:ro', ['a'], RUN],
      ['./data:/data', ['a', 'a/data'], []],
      ['$DATA:/data', ['a'], []],
      ['./data:/data', undefined, []],
    ] as const)
      assert.deepEqual(titles('a/compose.yaml', bound(volume), folders ? { folders } : {}), expected, volume);
  });
  const pod = (volume: string, command: string, readOnly = ''): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: job}\nspec:\n  containers:\n    - name: job\n      image: busybox:1.37\n      command: ${command}\n      securityContext: {runAsUser: 0}\n      volumeMounts: [{name: v, mountPath: /var/lib/job${readOnly}}]\n  volumes: [{name: v, ${volume}}]\n`;
  test('to which a pod may write, or that it reads as a user 0 that somebody chose', () => {
    const make = "[sh, -c, 'mkdir -p /var/lib/job/a']";
    assert.deepEqual(titles('pod.yaml', pod('hostPath: {path: /var/lib}', make)), []);
    assert.deepEqual(titles('pod.yaml', pod('hostPath: {path: /var/lib}', '[run]')), []);
    const reads = pod('hostPath: {path: /var/log/pods}', '[run]', ', readOnly: true');
    assert.deepEqual(titles('pod.yaml', reads), []);
    assert.equal(titles('pod.yaml', reads.replace('      securityContext: {runAsUser: 0}\n', '')).length, 1);
    assert.equal(titles('pod.yaml', pod('hostPath: {path: /etc/localtime}', '[run]')).length, 1);
    assert.equal(titles('pod.yaml', pod('emptyDir: {}', make)).length, 1);
  });
  test('to which a command writes', () => {
    const writes = (source: string): string => service('command: [touch, /data/a]', `volumes: ['${source}:/data']`);
    assert.deepEqual(titles('compose.yaml', writes('/srv/shop')), []);
    assert.deepEqual(titles('compose.yaml', writes('/home/me/shop')), []);
  });
});

test('an image of the repository that ends with its own user gets that back', () => {
  const compose = 'services:\n  job:\n    build: .\n    user: "0:0"\n';
  const files = { Dockerfile: 'FROM apache/airflow:3.0.0\nUSER root\nRUN apt-get update\nUSER airflow\n' };
  assert.deepEqual(titles('compose.yaml', compose, { files }), ["Use the image's own user, airflow"]);
  assert.deepEqual(titles('compose.yaml', compose, { files: { Dockerfile: 'FROM alpine:3.22\n' } }), RUN);
});

test('runAsNonRoot is not offered for an unknown image, whether it writes to the node or not', () => {
  const hardening = (readOnly: string): string[] => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile(
      'ds.yaml',
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {a: a}}\n  template:\n    metadata: {labels: {a: a}}\n    spec:\n      containers:\n        - name: a\n          image: example.com/plugin:1\n          volumeMounts: [{name: v, mountPath: /plugins${readOnly}}]\n      volumes: [{name: v, hostPath: {path: /var/lib/kubelet/device-plugins}}]\n`,
    );
    engine.setComplete(true);
    return engine.check('ds.yaml').findings.flatMap((f) => f.fixes.map(({ title }) => title));
  };
  assert.ok(!hardening('').some((title) => title.includes('runAsNonRoot')));
  assert.ok(!hardening(', readOnly: true').some((title) => title.includes('runAsNonRoot')));
});
