import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsRoot } from '../../../server/src/core/checks/needs-root.ts';
import type { Container } from '../../../server/src/core/domain/container.ts';
import { first, sc } from '../../support/kubernetes-pod.ts';

function container(lines: string, image = 'example/app:1', spec = ''): Container {
  const own = [`name: app`, `image: ${image}`, ...lines.split('\n')].map((line) => `    ${line}`).join('\n');
  return first(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec}  containers:\n  -\n${own}\n`).container;
}

const run = (script: string): string => `command: [sh, -c, ${JSON.stringify(script)}]`;

const ROOTS: Record<string, Container> = {
  'a privileged container': container(sc('privileged: true')),
  'an added capability': container(sc('runAsUser: 0, capabilities: {add: [NET_ADMIN]}')),
  'an added capability of the defaults, without a step down': container(
    sc('capabilities: {drop: [ALL], add: [CHOWN]}'),
  ),
  'a pod whose containers see each other’s processes': container('', 'bash:5.3', '  shareProcessNamespace: true\n'),
  pip: container(run('pip3 install requests && python /app/run.py'), 'python:3.14'),
  'python -m pip': container(run('python -m pip install requests'), 'python:3.14'),
  'exec form': container('command: [pip, install, requests]', 'python:3.14'),
  'npm -g': container(run('npm install -g serve && serve'), 'node:24'),
  'yarn global': container(run('yarn global add serve'), 'node:24'),
  gem: container(run('gem install rack'), 'ruby:3.4'),
  certificates: container(run('update-ca-certificates && exec app')),
  'a redirection to /etc': container(run('echo "10.0.0.1 db" >> /etc/hosts; exec app')),
  'a copy to /usr': container(run('cp /config/app.conf /usr/local/etc/app.conf && exec app')),
  'sed -i': container(run("sed -i 's/a/b/' /etc/nginx/conf.d/default.conf; exec app")),
};

const NOT: Record<string, Container> = {
  'no command': container(''),
  'the port capability': container(sc('capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}')),
  'capabilities for a step down': container(sc('capabilities: {drop: [ALL], add: [SETUID, SETGID]}'), 'redis:8'),
  'a process namespace of its own': container('', 'bash:5.3', '  shareProcessNamespace: false\n'),
  'pip into the home': container(run('pip install --user requests'), 'python:3.14'),
  'pip into a folder': container(run('pip install --target=/tmp/lib requests'), 'python:3.14'),
  'pip that installs nothing': container(run('pip list'), 'python:3.14'),
  'npm of a project': container(run('npm ci && node .'), 'node:24'),
  'a read of /etc': container(run('cp /etc/hosts /tmp/hosts; cat /etc/passwd > /tmp/users')),
  'a write to a volume': container(
    `${run('cp /config/app.conf /etc/app/app.conf')}\nvolumeMounts:\n- {name: etc, mountPath: /etc/app/}`,
  ),
  'a write to /tmp': container(run('echo ready > /tmp/ready; mkdir -p /tmp/x')),
  'a name that only begins so': container(run('touch /etcetera/x /library')),
};

for (const [name, one] of Object.entries(ROOTS)) test(`needs root: ${name}`, () => assert.equal(needsRoot(one), true));
for (const [name, one] of Object.entries(NOT))
  test(`needs no root: ${name}`, () => assert.equal(needsRoot(one), false));
