/** Fingerprints of findings in files with several documents: those of one document do not change with the findings of another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { numbered, type Routes } from '../../../server/src/core/engine/routes.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** `rule route` with the fingerprint of each finding in the text from `from` on. */
function prints(
  text: string,
  from: string,
  profile: 'default' | 'strict' | 'audit' = 'audit',
  path = 'shop.yaml',
): Map<string, string> {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  engine.setFile(path, text);
  engine.setComplete(true);
  const start = text.indexOf(from);
  assert.ok(start >= 0);
  const { findings } = engine.check(path);
  return new Map(findings.filter((f) => f.span.start >= start).map((f) => [`${f.rule} ${f.route}`, f.fingerprint]));
}

const pod = (name: string, ...settings: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1.2.3\n${settings.map((s) => `      ${s}\n`).join('')}`;
const SECOND = `${pod('web', 'securityContext: {privileged: true}')}      # second\n`;

test('the second object of a name keeps its number whatever is found in the first', () => {
  const after = (first: string): Map<string, string> => {
    const text = `${first}---\n# the second\n${SECOND}`;
    return prints(text, '# the second');
  };
  const bad = after(pod('web', 'securityContext: {privileged: true}'));
  assert.ok(
    [...bad.keys()].every((key) => key.endsWith('~2') || key.includes('network/')),
    [...bad.keys()].join('\n'),
  );
  const fine = after(
    pod(
      'web',
      'securityContext: {privileged: false, runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}',
    ),
  );
  for (const [key, print] of bad) assert.equal(fine.get(key) ?? print, print, key);
  assert.ok([...bad].filter(([key]) => fine.has(key)).length > 3);
});

test('objects of other names have no number', () => {
  const alone = prints(SECOND, 'apiVersion');
  const below = prints(
    `${pod('first', 'securityContext: {privileged: true}')}---\n# the second\n${SECOND}`,
    '# the second',
  );
  assert.ok(![...below.keys()].some((key) => key.includes('~')));
  for (const [key, print] of below) if (alone.has(key)) assert.equal(alone.get(key), print, key);
});

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n' +
  '  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "registry.example.com/web:1.2.3"}]}}\n';

test('a finding of another rule with the same route changes no name', () => {
  const file = (labels: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n${labels}---\n${DEPLOYMENT}`;
  const [without, enforced] = ['', '  labels: {pod-security.kubernetes.io/enforce: restricted}\n'].map((labels) =>
    prints(file(labels), 'kind: Deployment', 'strict'),
  );
  const key = 'network/missing-network-policy Namespace//shop';
  assert.ok(without!.get(key), [...without!.keys()].join('\n'));
  assert.equal(enforced!.get(key), without!.get(key));
});

test('stages of Dockerfiles inside a Compose file are numbered by the Dockerfile', () => {
  const file = (first: string): string =>
    `services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM debian:13\n        ${first}\n  b:\n    build:\n      dockerfile_inline: |\n        FROM debian:13\n        RUN curl -k https://example.com/x\n`;
  const [first, second] = ['RUN curl -k https://example.com/y', 'USER 1000'].map((line) =>
    prints(file(line), '  b:', 'default', 'compose.yaml'),
  );
  const key = [...first!.keys()].find((one) => one.startsWith('network/tls-verification-off'));
  assert.ok(key?.endsWith('~2'), [...first!.keys()].join('\n'));
  assert.equal(first!.get(key!), second!.get(key!));
});

test('names of a rule are unique, also where a name looks like another with a number', () => {
  const routes = (parts: readonly string[], ...keys: readonly string[]): Routes => ({ parts, keys });
  const names = numbered([
    routes(['Pod//a'], 'rule Pod//a/b', 'rule other'),
    routes(['Pod//a/b'], 'rule Pod//a/b', 'rule other'),
    routes(['Pod//a'], 'rule Pod//a/b', 'rule Pod//a'),
    routes(['Pod//a~2'], 'rule Pod//a~2', 'more other'),
  ]).map((own) => Object.fromEntries(own ?? []));
  assert.deepEqual(names, [
    {},
    { 'rule Pod//a/b': 'Pod//a/b~2', 'rule other': 'other~2' },
    { 'rule Pod//a/b': 'Pod//a/b~3', 'rule Pod//a': 'Pod//a~2' },
    { 'rule Pod//a~2': 'Pod//a~2~2' },
  ]);
});
