/** The law of limits, for planted violations and for every fix of random files with requests in all spellings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenLimits, bytesOf, quantityOf } from '../../scripts/lib/limit-law.ts';
import { containersOf } from '../../scripts/lib/resolved/containers.ts';
import { resolveFile } from '../../scripts/lib/resolved/file.ts';
import { everyFix, pick, some } from '../support/every-fix.ts';
import { random } from '../support/typing.ts';

const broken = (path: string, text: string): string[] =>
  containersOf(path, resolveFile(path, text, () => undefined).resolved).flatMap(brokenLimits);
const service = (fields: string): string[] => broken('compose.yaml', `services: {a: {image: x, ${fields}}}\n`);
const pod = (resources: string, more = ''): string[] =>
  broken(
    'pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {${more}containers: [{name: a, image: x, resources: {${resources}}}]}\n`,
  );

test('amounts are read in every spelling', () => {
  const mega = ['1Mi', '1024Ki', '1048576', '1048576000m', '1.048576M', '1048.576k', '1048576e0', '1.048576E6'];
  for (const text of mega) assert.equal(quantityOf(text), 1_048_576, text);
  assert.deepEqual(['500m', '0.5', '.5', '500000u', '5e-1'].map(quantityOf), Array(5).fill(0.5));
  assert.deepEqual(['1P', '1Pi', '1Ei'].map(quantityOf), [1e15, 2 ** 50, 2 ** 60]);
  assert.deepEqual(['x', '1 Mi', '1MB', ''].map(quantityOf), Array(4).fill(undefined));
  for (const text of ['1m', '1M', '1mb', '1MiB', '1 MB', '1024k', '1048576', '1048576b'])
    assert.equal(bytesOf(text), 1_048_576, text);
  assert.deepEqual(['1x', 'x', ''].map(bytesOf), Array(3).fill(undefined));
});

test('a limit below a request breaks the law', () => {
  const lower = [
    pod('requests: {memory: 1Gi}, limits: {memory: 1G}'),
    pod('requests: {cpu: 1}, limits: {cpu: 999m}'),
    pod('requests: {ephemeral-storage: 2e9}, limits: {ephemeral-storage: 1Gi}'),
    pod('requests: {hugepages-2Mi: 4Mi}, limits: {hugepages-2Mi: 2Mi}'),
    pod('requests: {hugepages-2Mi: 2Mi}, limits: {hugepages-2Mi: 4Mi}'),
    pod('limits: {memory: 1Gi}', 'resources: {limits: {memory: 512Mi}}, '),
    service('mem_limit: 512m, mem_reservation: 1gb'),
    service('mem_limit: 512m, deploy: {resources: {reservations: {memory: 0.6G}}}'),
    service('mem_reservation: 1 GiB, deploy: {resources: {limits: {memory: 512M}}}'),
    service('deploy: {resources: {limits: {cpus: "0.5"}, reservations: {cpus: "1"}}}'),
    service('mem_limit: 1g, memswap_limit: 512m'),
  ];
  for (const [i, found] of lower.entries()) assert.equal(found.length, 1, `${i}: ${found}`);
  const fine = [
    pod('requests: {memory: 1G}, limits: {memory: 1Gi}'),
    pod('requests: {cpu: 1}, limits: {cpu: 1000m}'),
    pod('requests: {memory: "{{ .Values.x }}"}, limits: {memory: 1Gi}'),
    pod('requests: {memory: 1Gi}'),
    service('mem_limit: 0, mem_reservation: 1g'),
    service('mem_limit: $LIMIT, mem_reservation: 1g'),
    service('mem_limit: 1g, memswap_limit: -1'),
  ];
  for (const [i, found] of fine.entries()) assert.deepEqual(found, [], String(i));
});

type Next = () => number;
const MEMORY = ['64m', '512M', '600mb', '1g', '1.5 GiB', '1073741824', '700000k', '0', '${RESERVED}', '2GB'];
const CPUS = ['0.25', '"1"', '2', '0.75', '"${CPUS}"'];
const UNLIMITED = ['0', '-1', '"0"', '0m'];

function randomService(next: Next): string {
  const amount = (from: readonly string[]): string => pick(next, from);
  const side = (): string =>
    `{${some(next, 0.6, `memory: ${amount(MEMORY)}, `)}${some(next, 0.6, `cpus: ${amount(CPUS)}, `)}}`;
  const deploy = `deploy: {${some(next, 0.8, `resources: {${some(next, 0.7, `reservations: ${side()}, `)}${some(next, 0.2, 'limits: {memory: 3g}, ')}}`)}}, `;
  return `services:
  a:
    image: ${pick(next, ['registry.example.com/app:1.2', 'redis:8', 'nginx:1.29'])}
${some(next, 0.5, `    mem_reservation: ${amount(MEMORY)}\n`)}${some(next, 0.2, `    mem_limit: ${amount(UNLIMITED)}\n`)}${some(next, 0.2, `    cpus: ${pick(next, ['0', '0.0', '"0"'])}\n`)}${some(next, 0.2, `    memswap_limit: ${pick(next, ['-1', '256m', '1g', '4g'])}\n`)}${some(next, 0.6, `    ${deploy.replace(/, $/, '')}\n`)}${some(next, 0.2, `    pids_limit: ${pick(next, ['0', '-1'])}\n`)}`;
}

const QUANTITIES: Readonly<Record<string, readonly string[]>> = {
  memory: ['64Mi', '1Gi', '1e9', '1.5G', '900000k', '2000000000', '600000000000m', '0.001Ti', '512Mi', '536870913'],
  cpu: ['100m', '1', '0.75', '"2"', '501m', '500001u', '1e0', '.9'],
  'ephemeral-storage': ['1Gi', '5G'],
  'hugepages-2Mi': ['4Mi'],
};

function randomPod(next: Next): string {
  const list = (keys: readonly string[], likely: number): string =>
    keys.map((key) => some(next, likely, `${key}: ${pick(next, QUANTITIES[key]!)}, `)).join('');
  const requests = list(['memory', 'cpu', 'ephemeral-storage'], 0.6);
  const huge = some(next, 0.2, 'hugepages-2Mi: 4Mi, ');
  const ofPod = some(
    next,
    0.3,
    `resources: {${pick(next, ['limits', 'requests'])}: {${list(['memory', 'cpu'], 0.6)}}}, `,
  );
  const limits = huge || some(next, 0.1, 'ephemeral-storage: 9Gi, ');
  return `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  ${ofPod.replace(/, $/, '')}
  containers:
    - name: a
      image: registry.example.com/app:1.2
      resources: {requests: {${requests}${huge}}${some(next, 0.7, `, limits: {${limits}}`)}}
`;
}

test('no fix writes a limit below a request', () => {
  const next = random(20261130);
  let fixes = 0;
  for (let i = 0; i < 250; i++) {
    const compose = next() < 0.5;
    const files = new Map([compose ? ['compose.yaml', randomService(next)] : ['pod.yaml', randomPod(next)]]);
    const wanted = (rule: { meta: { id: string } }): boolean =>
      rule.meta.id.startsWith('resource/') || rule.meta.id === 'privilege/missing-hardening';
    for (const profile of ['strict', 'audit'] as const)
      for (const { fix, failures } of everyFix(files, profile, wanted)) {
        fixes++;
        assert.deepEqual(failures, [], `${fix.title}\n${[...files.values()].join('')}`);
      }
  }
  assert.ok(fixes > 250, String(fixes));
});
