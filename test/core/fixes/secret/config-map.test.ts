/** A secret moves from a ConfigMap to a Secret if every reader can be changed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countIn, fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const config = `apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  DB_HOST: db
  DB_PASSWORD: mT9-kQv2z!7
`;
const moved = config.replace('  DB_PASSWORD: mT9-kQv2z!7\n', '');
const pod = (container: string, rest = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: a:1\n${container}${rest}`;
const keyRef = (kind: string, key = 'DB_PASSWORD'): string =>
  `      env:\n        - name: PW\n          valueFrom:\n            ${kind}KeyRef:\n              name: shop\n              key: ${key}\n`;
const from = (...refs: string[]): string =>
  `      envFrom:\n${refs.map((r) => `        - ${r}Ref:\n            name: shop\n`).join('')}`;
const title = 'Move `DB_PASSWORD` to';
const files = (reader: string, own = config): Texts => ({ 'config.yaml': own, 'pod.yaml': reader });

describe('it moves', () => {
  test('with a variable that reads its key, and not with one of another key', () => {
    const two = pod(keyRef('configMap'));
    assert.deepEqual(fixedBy(files(two), 'config.yaml', `${title} a Secret, made by`), {
      'config.yaml': moved,
      'pod.yaml': pod(keyRef('secret')),
    });
    const others = { ...files(two), 'b.yaml': pod(keyRef('configMap', 'DB_HOST')).replace('web', 'b') };
    assert.ok(!('b.yaml' in fixedBy(others, 'config.yaml', title)));
  });

  test('with readers of all its keys', () => {
    assert.equal(
      fixedBy(files(pod(from('configMap'))), 'config.yaml', title)['pod.yaml'],
      pod(from('configMap', 'secret')),
    );
    const prefixed = pod(from('configMap').replace('- configMapRef', '- prefix: A_\n          configMapRef'));
    assert.match(
      fixedBy(files(prefixed), 'config.yaml', title)['pod.yaml']!,
      /- prefix: A_\n {10}secretRef:\n {12}name: shop\n$/,
    );
  });

  test('into a manifest, without the value; its last key leaves no empty map', () => {
    const only = config.replace('  DB_HOST: db\n', '');
    const done = fixedBy(files(pod(keyRef('configMap')), only), 'config.yaml', `${title} a Secret, with a manifest`);
    assert.equal(
      done['config.yaml'],
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n---\n# The values are not in this file, and applying it again keeps them. Set each value with:\n# kubectl patch secret shop -p '{"stringData":{"DB_PASSWORD":"…"}}'\napiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ntype: Opaque\n`,
    );
  });

  test('with readers in the same file', () => {
    const one = `${config}---\n${pod(keyRef('configMap'))}`;
    assert.equal(fixedBy({ 'a.yaml': one }, 'a.yaml', title)['a.yaml'], `${moved}---\n${pod(keyRef('secret'))}`);
  });
});

describe('it stays', () => {
  const volume = '  volumes:\n    - name: c\n      configMap:\n        name: shop\n';
  for (const [why, reader, own] of [
    ['without a reader', pod('')],
    ['with one that mounts it', pod(keyRef('configMap'), volume)],
    [
      'with a projected one',
      pod(
        keyRef('configMap'),
        volume.replace('configMap:\n        name: shop', 'projected:\n        sources: [{configMap: {name: shop}}]'),
      ),
    ],
    [
      'with a kind that is not known',
      `${pod(keyRef('configMap'))}---\napiVersion: a/v1\nkind: A\nmetadata:\n  name: a\nspec:\n  valuesFrom:\n    - kind: ConfigMap\n      name: shop\n`,
    ],
    [
      'with a role that names it',
      `${pod(keyRef('configMap'))}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: a\nrules:\n  - resources: [configmaps]\n    resourceNames: [shop]\n    apiGroups: [""]\n    verbs: [get]\n`,
    ],
    [
      'in a namespace that is none',
      pod(keyRef('configMap')).replace('name: web', 'name: web\n  namespace: a;b'),
      config.replace('name: shop', 'name: shop\n  namespace: a;b'),
    ],
    ['with a second of that name', `${pod(keyRef('configMap'))}---\n${moved}`],
    [
      'with a reader whose namespace is chosen otherwise',
      pod(keyRef('configMap')).replace('name: web', 'name: web\n  namespace: prod'),
    ],
    [
      'in a template',
      pod(keyRef('configMap')),
      config.replace('DB_HOST: db', 'DB_HOST: "{{ .Values.db }}"\n  {{- if .Values.x }}\n  X: y\n  {{- end }}'),
    ],
    ['with a later source', pod(from('configMap').concat('        - secretRef:\n            name: other\n'))],
    [
      'with a shared source',
      pod(from('configMap').replace('envFrom:', 'envFrom: &e'), `    - name: b\n      image: a:1\n      envFrom: *e\n`),
    ],
  ] as const)
    test(why, () => {
      const all = files(reader, own);
      assert.deepEqual([countIn(all, 'config.yaml'), titlesIn(all, 'config.yaml')], [1, []]);
    });
});

test('a URL of the ConfigMap that keeps the password of the same program: no fix moves half of the pair', () => {
  const shop = (url: string): Texts =>
    files(
      pod(keyRef('configMap').replace('DB_', 'MYSQL_')),
      `${config.replace('DB_PASSWORD: mT9-kQv2z!7', 'MYSQL_PASSWORD: merico')}  URL: ${url}\n`,
    );
  const noteFor = (url: string): string => noteOf(shop(url), 'config.yaml', 'Move `MYSQL_PASSWORD` to');
  const all = titlesIn(shop('mysql://shop:merico@mysql:3306/shop'), 'config.yaml');
  assert.ok(!all.some((title) => title.includes('MYSQL_PASSWORD')), all.join('\n'));
  for (const url of [
    'redis://:merico@redis:6379',
    'mysql://shop:merico@ledger:3306/shop',
    'mysql://shop:other1@mysql/shop',
  ])
    assert.doesNotMatch(noteFor(url), /seems to stand/, url);
});
