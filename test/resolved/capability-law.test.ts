/**
 * The law of capabilities, for planted violations and for every fix of random containers. Each start below is written with what it needs,
 * from capabilities(7) and the manual page of the command.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenCapabilities, commandNames, granted } from '../../scripts/lib/capability-law.ts';
import { type ContainerState, containersOf } from '../../scripts/lib/resolved/containers.ts';
import { resolveFile } from '../../scripts/lib/resolved/file.ts';
import { everyFixByLaws, pick, some } from '../support/every-fix.ts';
import { random } from '../support/typing.ts';

const states = (path: string, text: string) => containersOf(path, resolveFile(path, text, () => undefined).resolved);
const brokenAlone = (state: ContainerState): string[] => brokenCapabilities(state, () => undefined);
const service = (fields: string): string[] =>
  states('compose.yaml', `services: {a: {${fields}}}\n`).flatMap(brokenAlone);
const pod = (fields: string, more = ''): string[] =>
  states(
    'pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {${more}containers: [{name: a, ${fields}}]}\n`,
  ).flatMap(brokenAlone);

const DROPPED = 'securityContext: {capabilities: {drop: [ALL]}}';

test('commands are found behind those that run them', () => {
  assert.deepEqual(commandNames(['sh', '-c', 'mkdir /a && exec /bin/chown -R 1:1 /a; echo chmod']), [
    'mkdir',
    'chown',
    'echo',
  ]);
  assert.deepEqual(commandNames(['/sbin/tini', '--', '/usr/local/bin/gosu', 'app', 'server']), ['gosu']);
});

test('a container without what it needs breaks the law', () => {
  for (const fields of [
    'image: x, cap_drop: [ALL], ports: ["8080:80"]',
    'image: x, cap_drop: [NET_BIND_SERVICE], expose: ["443/tcp"]',
    'image: "nginx:1.29", cap_drop: [ALL], cap_add: [CHOWN, DAC_OVERRIDE, FOWNER, SETGID, SETUID]',
    'image: x, cap_drop: [ALL], command: chown 1 /data',
    'image: x, user: "1000", command: chown 1 /data',
    'image: x, command: [mount, /dev/sda1, /mnt]',
    'image: x, cap_drop: [NET_RAW], healthcheck: {test: ping -c1 db}',
  ])
    assert.equal(service(fields).length, 1, fields);
  for (const [fields, more] of [
    [`image: x, ports: [{containerPort: 80}], ${DROPPED}`],
    [`image: x, command: [sh, -c], args: ["chgrp -R 0 /data"], ${DROPPED}`],
    [`image: x, lifecycle: {preStop: {exec: {command: [chroot, /host]}}}, ${DROPPED}`],
    ['image: x, ports: [{containerPort: 80}]', 'securityContext: {runAsUser: 1000}, '],
  ] as const)
    assert.equal(pod(fields, more).length, 1, fields);
  assert.ok(pod(`image: "postgres:17", ${DROPPED}`).length > 1);
});

test('a container with what it needs keeps the law', () => {
  for (const fields of [
    'image: x, cap_drop: [ALL], cap_add: [net_bind_service], ports: ["8080:80"]',
    'image: x, cap_drop: [ALL], ports: ["80:8080"]',
    'image: x, user: "1000", cap_drop: [ALL], ports: ["80:80"], cap_add: [NET_BIND_SERVICE]',
    'image: x, privileged: true, cap_drop: [ALL], command: mount /dev/sda1 /mnt',
    'image: x, cap_drop: [ALL], cap_add: [ALL], command: chown 1 /data',
    'image: x, cap_drop: [ALL], command: echo chown',
  ])
    assert.deepEqual(service(fields), [], fields);
  const open = 'securityContext: {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}]}, ';
  assert.deepEqual(pod(`image: x, ports: [{containerPort: 80}], ${DROPPED}`, open), []);
});

test('the ports of a Dockerfile count', () => {
  const dockerfile = 'FROM x AS base\nEXPOSE 80\nFROM base AS web\nEXPOSE 8080 443/tcp\nFROM base AS last\n';
  const broken = (target: string): string[] => {
    const [state] = states(
      'shop/compose.yaml',
      `services: {a: {build: {context: web, target: ${target}}, cap_drop: [ALL]}}\n`,
    );
    return brokenCapabilities(state!, (path) =>
      path === 'shop/web/Dockerfile' ? resolveFile(path, dockerfile, () => undefined).resolved : undefined,
    );
  };
  assert.deepEqual(
    ['base', 'web', 'last'].map((target) => broken(target).length),
    [1, 1, 0],
  );
});

type Next = () => number;

/** Shell text, and the capabilities of the defaults without which it fails; `port`: it listens on that port. */
const STARTS: readonly { readonly text: string; readonly needs: string; readonly port?: number }[] = [
  { text: 'server --config /etc/app.yaml', needs: '' },
  { text: 'chown -R 1000:1000 /data && exec server', needs: 'CHOWN' },
  { text: 'mkdir -p /data; chgrp 33 /data; server', needs: 'CHOWN' },
  { text: 'if [ -d /data ]; then chown app /data; fi; server', needs: 'CHOWN' },
  { text: 'su-exec app server', needs: 'SETUID SETGID' },
  { text: 'exec gosu app:app server', needs: 'SETUID SETGID' },
  { text: 'exec setpriv --reuid=app --regid=app --clear-groups server', needs: 'SETUID SETGID' },
  { text: 'su app -c "server --port 8080"', needs: 'SETUID SETGID' },
  { text: 'apt-get update && apt-get install -y curl && server', needs: 'SETUID SETGID' },
  { text: 'ping -c 1 db && server', needs: 'NET_RAW' },
  { text: 'tcpdump -i eth0 -w /data/a.pcap', needs: 'NET_RAW' },
  { text: 'chroot /host server', needs: 'SYS_CHROOT' },
  { text: 'mknod /dev/fuse c 10 229; server', needs: 'MKNOD' },
  { text: 'setcap cap_net_raw+ep /usr/bin/x; server', needs: 'SETFCAP' },
  { text: 'env A=1 nohup chown 1000 /data', needs: 'CHOWN' },
  { text: 'server --listen=0.0.0.0:443', needs: 'NET_BIND_SERVICE', port: 443 },
  { text: 'python3 -m http.server 80', needs: 'NET_BIND_SERVICE', port: 80 },
  { text: 'server --http-port 80', needs: 'NET_BIND_SERVICE', port: 80 },
];
const PORTS = [80, 443, 53, 1023, 1024, 8080];
const IMAGES = ['registry.example.com/app:1.2', 'alpine:3.22', 'nginx:1.29', 'postgres:17', 'httpd:2.4', 'traefik:3.5'];
/** Of the images above, those that listen below 1024. Source: EXPOSE of their Dockerfiles. */
const LOW = new Set(['nginx:1.29', 'httpd:2.4', 'traefik:3.5']);

interface Made {
  readonly path: string;
  readonly text: string;
  /** What the container `a` needs as long as it is root. */
  readonly needs: readonly string[];
  readonly dockerfile?: string;
}

function made(next: Next, form: 'compose' | 'kubernetes'): Made {
  const image = pick(next, IMAGES);
  const start = next() < 0.6 ? pick(next, STARTS) : undefined;
  const ports = next() < 0.6 ? [pick(next, PORTS), ...(next() < 0.3 ? [pick(next, PORTS)] : [])] : [];
  const low = ports.length > 0 ? ports.some((port) => port < 1024) : LOW.has(image);
  const needs = [...(start?.needs.split(' ') ?? []), ...(low ? ['NET_BIND_SERVICE'] : [])].filter((n) => n !== '');
  if (form === 'kubernetes') {
    const words =
      start &&
      pick(next, [`command: [sh, -c, '${start.text}']`, `command: [/bin/sh, -ec]\n      args: ['${start.text}']`]);
    const context = some(
      next,
      0.3,
      pick(next, [
        'capabilities: {drop: [NET_ADMIN]}',
        'capabilities: {add: [NET_ADMIN]}',
        'privileged: true',
        'runAsUser: 0',
      ]),
    );
    const role = start && next() < 0.2 ? 'initContainers' : 'containers';
    const main =
      role === 'containers' ? '' : '  containers:\n    - name: main\n      image: registry.example.com/app:1.2\n';
    const listed = ports.map((port) => `{containerPort: ${port}}`).join(', ');
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  ${role}:
    - name: a
      image: ${image}
${words ? `      ${words}\n` : ''}${ports.length > 0 ? `      ports: [${listed}]\n` : ''}${context ? `      securityContext: {${context}}\n` : ''}${main}`;
    return { path: 'pod.yaml', text, needs };
  }
  const expose = next() < 0.5;
  const words =
    start &&
    pick(next, [
      `command: sh -c '${start.text.replaceAll("'", '"')}'`,
      `entrypoint: [sh, -c]\n    command: ['${start.text}']`,
    ]);
  if (next() < 0.3) {
    const exposed = pick(next, PORTS);
    const own = exposed < 1024 ? ['NET_BIND_SERVICE'] : [];
    return {
      path: 'compose.yaml',
      text: `services:\n  a:\n    build: .\n${words ? `    ${words}\n` : ''}`,
      needs: [...(start?.needs.split(' ').filter((n) => n !== '') ?? []), ...own],
      dockerfile: `FROM scratch\nCOPY app /app\nEXPOSE ${exposed}/tcp\nENTRYPOINT ["/app"]\n`,
    };
  }
  const listed = ports.map((port, nth) => (expose ? `"${port}"` : `"${9000 + nth}:${port}"`)).join(', ');
  const more = some(
    next,
    0.3,
    pick(next, ['cap_add: [NET_ADMIN]', 'privileged: true', 'user: root', 'cap_drop: [NET_ADMIN]']),
  );
  return {
    path: 'compose.yaml',
    text: `services:
  a:
    image: ${image}
${words ? `    ${words}\n` : ''}${ports.length > 0 ? `    ${expose ? 'expose' : 'ports'}: [${listed}]\n` : ''}${more ? `    ${more}\n` : ''}`,
    needs,
  };
}

/** What a state of the container lacks of what it needs. A container that has another user than root has no capabilities. */
function lacking(state: ContainerState, needs: readonly string[]): string[] {
  const has = granted(state);
  return has === 'all' ? [] : needs.filter((name) => !has.has(name));
}

test('no fix takes a capability that the ports and the commands need', () => {
  const next = random(20261202);
  const seen = { fixes: 0, drops: 0, needs: new Set<string>() };
  for (let i = 0; i < 250; i++) {
    const { path, text, needs, dockerfile } = made(next, next() < 0.5 ? 'compose' : 'kubernetes');
    const files = new Map([[path, text], ...(dockerfile ? [['Dockerfile', dockerfile] as const] : [])]);
    for (const profile of ['strict', 'audit'] as const)
      for (const { fix, failures, after } of everyFixByLaws(files, profile)) {
        seen.fixes++;
        const about = `${fix.title}\n${after.get(path)}`;
        assert.deepEqual(failures, [], about);
        const old = states(path, text).find((c) => c.name.endsWith(' a'))!;
        const now = states(path, after.get(path)!).find((c) => c.name.endsWith(' a'))!;
        const lost = lacking(now, needs).filter((name) => !lacking(old, needs).includes(name));
        assert.deepEqual(
          lost.filter((name) => !fix.note?.includes(`\`${name}\``)),
          [],
          about,
        );
        if (/drop/.test(JSON.stringify([...(after.get(path) ?? '').matchAll(/drop.*/g)])) && granted(old) !== 'all')
          seen.drops++;
        for (const name of needs) seen.needs.add(name);
      }
  }
  assert.ok(
    seen.fixes > 1000 && seen.drops > 200 && seen.needs.size === 8,
    `${seen.fixes} ${seen.drops} ${[...seen.needs]}`,
  );
});
