/** What the fixes of pods say about the Secret: its name, the command that sets it, and what it holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../../scripts/lib/prove.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';

const secretRules = rules.filter(({ meta }) => meta.id.startsWith('secret/'));
const VALUE = 'qX7vR2mK9tLw4ZpBqX7vR2mK9tLw4ZpB';
const deployment = (env: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: registry.example.com/shop:1\n          env:\n${env}`;
const variable = (name: string, value: string): string =>
  `            - name: ${name}\n              value: ${value}\n`;
const comment = (...lines: string[]): string => lines.map((line) => `            # ${line}\n`).join('');

interface Told {
  readonly title: string;
  readonly note: string;
}

/** The fixes of the first finding of a file. */
function fixes(files: Readonly<Record<string, string>>, path: string): Told[] {
  const [finding] = engineOver(new Map(Object.entries(files)), secretRules).check(path).findings;
  return (finding?.fixes ?? []).map(({ title, note = '' }) => ({ title, note }));
}
const inFile = (env: string): Told[] => fixes({ 'shop.yaml': deployment(env) }, 'shop.yaml');

test('a comment that creates the Secret decides its name and key', () => {
  const create = 'kubectl create secret generic shop-login';
  const secret = variable('SHOP_SECRET', VALUE);
  const command = (env: string): (string | undefined)[] => inFile(env).map(({ title }) => /`(.*)`/.exec(title)?.[1]);
  const named = `${create} --from-literal=secret-key=\u2026`;
  assert.deepEqual(command(comment('Set a Secret with:', `${create} --from-literal=secret-key=...`) + secret), [named]);
  assert.deepEqual(command(comment(`${create} \\`, '  --from-literal=secret-key=...', 'before') + secret), [named]);
  assert.deepEqual(command(comment(`${create} --from-literal=a=b --from-literal=SHOP_SECRET=c`) + secret), [
    `${create} --from-literal=SHOP_SECRET=\u2026`,
  ]);
  // Which key, the command does not say.
  assert.deepEqual(command(comment(`${create} --from-literal=a=b --from-literal=c=d`) + secret), []);
  assert.deepEqual(command(comment('kubectl create secret generic NAME') + secret)[0]?.includes('shop-secrets'), true);
});

test('a Secret that another file with a part of the object reads exists', () => {
  const base = deployment(
    '            - name: DB_URL\n              valueFrom: {secretKeyRef: {name: shop-secrets, key: DB_URL}}\n',
  );
  const files = (name: string): Record<string, string> => ({
    'base/shop.yaml': base.replaceAll('shop-secrets', name),
    'base/kustomization.yaml': 'resources: [shop.yaml]\n',
    'auth/patch.yaml': deployment(variable('SHOP_SECRET', VALUE)),
    'auth/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  });
  assert.match(
    fixes(files('shop-secrets'), 'auth/patch.yaml')[0]!.note,
    /^Set `SHOP_SECRET`.*kubectl patch secret shop/,
  );
  assert.match(fixes(files('shop-secrets-2'), 'auth/patch.yaml')[0]!.note, /^Create the Secret/);
});

test('a value of several lines is set from a file', () => {
  const line = 'MIIEvQ7vR2mK9tLw4ZpBqX7vR2mK9tLw4ZpBqX7vR2mK9tLw4ZpBqX7vR2mK9tLw';
  const key = `-----BEGIN PRIVATE KEY-----\\n${line}\\n${line}\\n-----END PRIVATE KEY-----\\n`;
  const [alone, made] = inFile(variable('SIGNING_KEY', `"${key}"`));
  assert.match(alone!.note, /--from-file=SIGNING_KEY=\u2026`/);
  assert.ok(
    made!.note.includes(
      'patch secret shop-secrets -p "$(kubectl create secret generic shop-secrets --from-file=SIGNING_KEY=\u2026 --dry-run=client -o json)"',
    ),
  );
});

test('a URL is moved as a whole', () => {
  const url = variable('DATABASE_URL', `postgres://shop:${VALUE}@db.example.com/shop`);
  for (const { note } of inFile(url)) assert.match(note, /`DATABASE_URL` is the whole URL of `DATABASE_URL`/);
  for (const { note } of inFile(variable('SHOP_SECRET', VALUE))) assert.doesNotMatch(note, /whole URL/);
});

test('no fix where the settings of a program that calls the Service of the pods have the password', () => {
  const database = deployment(variable('POSTGRES_PASSWORD', 'postgres')).replace(
    'spec:\n      c',
    'metadata: {labels: {app: db}}\n    spec:\n      c',
  );
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {selector: {app: db}, ports: [{port: 5432}]}\n';
  const values = (host: string): Record<string, string> => ({
    'k8s/db.yaml': `${database}---\n${service}`,
    'k8s/test-values.yaml': `replicas: 1\ndatabase:\n  postgres:\n    host: ${host}\n    user: postgres\n    password: "postgres"\n    pool:\n      size: 5\n`,
  });
  assert.deepEqual(fixes(values('"db"'), 'k8s/db.yaml'), []);
  assert.ok(fixes(values('other'), 'k8s/db.yaml').length > 0);
});
