/** The note of a fix names the places where the value of a moved secret still stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFix } from '../../../support/every-fix.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';

/** For each fix that moves a secret: how many places its note names, and how many hold the value afterwards. */
function places(path: string, text: string): (readonly [named: number, left: number])[] {
  const out: (readonly [number, number])[] = [];
  const secretRules = ({ meta }: { meta: { id: string } }): boolean => meta.id.startsWith('secret/');
  for (const { fix, failures, after } of everyFix(new Map([[path, text]]), 'default', secretRules)) {
    assert.deepEqual(failures, [], fix.title);
    assert.ok(!fix.note?.includes(VALUE));
    const found = /stands in (one|\d+) other places? of this file/.exec(fix.note ?? '')?.[1];
    const named = found === undefined ? 0 : found === 'one' ? 1 : Number(found);
    out.push([named, after.get(path)!.split(VALUE).length - 1]);
  }
  return out;
}

const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec:\n  containers:\n${container}`;
const variable = (name: string, value = VALUE): string => `        - name: ${name}\n          value: ${value}\n`;
const container = (name: string, env: string, more = ''): string =>
  `    - name: ${name}\n      image: registry.example.com/${name}:1.2\n${more}      env:\n${env}`;

test('the environment of pods', () => {
  const cases = [
    [container('a', variable('DB_PASSWORD')), 0],
    [container('a', variable('DB_PASSWORD')) + container('b', variable('DB_PASSWORD')), 0],
    [container('a', variable('DB_PASSWORD') + variable('SPRING_DATASOURCE_PASSWORD')), 1],
    [`${container('a', variable('DB_PASSWORD'))}---\n${pod(container('c', variable('MAIL_PASSWORD')))}`, 1],
    [container('a', variable('DB_PASSWORD') + variable('DATABASE_URL', `postgres://shop:${VALUE}@db/shop`)), 1],
    [container('a', variable('DB_PASSWORD'), `      args: ["--password=${VALUE}", "--again=${VALUE}"]\n`), 2],
  ] as const;
  for (const [text, left] of cases) {
    const found = places('pod.yaml', pod(text));
    assert.ok(
      found.some(([named]) => named === left),
      `${JSON.stringify(found)}\n${text}`,
    );
    for (const [named, there] of found) assert.equal(named, there, text);
  }
});

test('variables of a Dockerfile', () => {
  const file = (lines: string): (readonly [number, number])[] =>
    places('Dockerfile', `FROM registry.example.com/base:1.2\n${lines}RUN deploy --token "$API_TOKEN"\nUSER 1000\n`);
  assert.deepEqual(file(`ARG API_TOKEN=${VALUE}\n`), [[0, 0]]);
  const two = file(`ARG API_TOKEN=${VALUE}\nLABEL info=x-${VALUE}\n`);
  assert.ok(two.length > 0 && two.every(([named, left]) => named === 1 && left === 1), JSON.stringify(two));
  // Both definitions of one name are removed.
  const both = file(`ARG API_TOKEN=${VALUE}\nFROM registry.example.com/other:1\nARG API_TOKEN=${VALUE}\n`);
  assert.ok(both.length > 0 && both.every(([named, left]) => named === 0 && left === 0), JSON.stringify(both));
});
