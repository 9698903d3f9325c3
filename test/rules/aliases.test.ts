import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

/** Two pods share a spec with everything in it that rules look up by themselves. */
const LIST = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata:
      name: first
      annotations: &annotations
        container.apparmor.security.beta.kubernetes.io/app: unconfined
    spec: &spec
      securityContext:
        appArmorProfile: {type: Unconfined}
        seccompProfile: {type: Unconfined}
        seLinuxOptions: {type: spc_t}
        sysctls:
          - {name: kernel.msgmax, value: '65536'}
      containers:
        - name: app
          image: ghcr.io/example/app:1.4.2
          env:
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: app, key: token}}}
          ports:
            - {containerPort: 8080, hostPort: 80}
          livenessProbe:
            httpGet: {host: 169.254.169.254, port: 80}
          securityContext: {procMount: Unmasked}
          volumeMounts:
            - {name: logs, mountPath: /logs}
            - {name: docker, mountPath: /docker}
      volumes:
        - {name: logs, hostPath: {path: /etc}}
        - {name: docker, hostPath: {path: /var/run/docker.sock}}
        - {name: data, hostPath: {path: /srv/data}}
        - {name: films, nfs: {server: nas.internal, path: /films}}
        - {name: model, image: {reference: 'ghcr.io/example/model:latest'}}
  - apiVersion: v1
    kind: Pod
    metadata:
      name: second
      annotations: *annotations
    spec: *spec
`;

/** The same for Windows, which has no settings of Linux. */
const WINDOWS = LIST.replace(/seLinuxOptions: .*/, 'windowsOptions: {hostProcess: true}');

const SHARED = [
  'filesystem/host-path-volume',
  'filesystem/restricted-volume-type',
  'filesystem/sensitive-host-path',
  'network/host-port',
  'privilege/probe-host',
  'privilege/runtime-socket',
  'privilege/selinux-options',
  'privilege/unconfined-apparmor',
  'privilege/unconfined-seccomp',
  'privilege/unmasked-proc',
  'privilege/unsafe-sysctl',
  'secret/secret-in-env',
];

/** Whether the findings of each rule in the first pod stand there, and those of the second at its aliases. */
function assertPlaces(list: string, shared: readonly string[]): void {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('list.yaml', list);
  engine.configure({ flags: { profile: 'audit' } });
  const { findings } = engine.check('list.yaml');
  const second = list.indexOf('name: second');
  for (const rule of shared) {
    // A joined finding names its other places.
    const own = findings
      .filter((f) => f.rule === rule)
      .flatMap((f) => [{ span: f.span }, ...(rule === 'filesystem/sensitive-host-path' ? f.related : [])]);
    const places = own.filter((f) => f.span.start > second).map((f) => list.slice(f.span.start, f.span.end));
    assert.ok(
      own.some((f) => f.span.start < second),
      `${rule} at the anchor`,
    );
    assert.ok(places.length > 0, `${rule} at the alias`);
    for (const place of places) assert.match(place, /^\*(?:spec|annotations)$/, rule);
    // As many here as there: none of the second pod's is placed in the first.
    assert.equal(places.length * 2, own.length, rule);
  }
}

test('what an alias brings is found at the alias, and what is written at its own place', () => {
  assertPlaces(LIST, SHARED);
  assertPlaces(WINDOWS, ['privilege/windows-host-process']);
});
