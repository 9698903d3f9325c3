/** Passwords with which people try a program: no fix takes them out of the file, since everybody who starts it would have to set one first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titlesIn } from '../../../support/secrets-fixed.ts';

const compose = (password: string, more = ''): string =>
  `services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_USER: stock\n      MYSQL_PASSWORD: ${password}\n${more}`;
const moves = (files: Record<string, string>, path = 'compose.yaml'): boolean =>
  titlesIn(files, path).some((title) => /^(?:Move|Ask|Fail)/.test(title));

test('a password that repeats a name, or is a word', () => {
  for (const password of ['stock', 'stock123', 'stock-secret', 'mydevpassword', 'lighthouse'])
    assert.ok(!moves({ 'compose.yaml': compose(password) }), password);
  assert.ok(moves({ 'compose.yaml': compose('qL7-vTx3pR') }));
  assert.ok(moves({ 'compose.yaml': compose('stock'), '.env.example': 'PORT=80\n' }));
  const url = 'x: {STOCK_URL: "postgresql://stock:stock@db:5432/stock"}';
  assert.ok(
    !moves({
      'compose.yaml': `services:\n  web:\n    image: shop/web:1\n    environment:\n      ${url.slice(4, -1)}\n`,
    }),
  );
});

test('any password of a file for developers, and of an example', () => {
  for (const path of ['compose.dev.yaml', 'dev/compose.yaml', 'compose.example.yaml'])
    assert.ok(
      !moves({ [path]: compose('qL7-vTx3pR'), '.env.example': 'A=1\n', 'dev/.env.example': 'A=1\n' }, path),
      path,
    );
  const mode = compose('qL7-vTx3pR', '  web:\n    image: shop/web:1\n    environment: {NODE_ENV: development}\n');
  assert.ok(!moves({ 'compose.yaml': mode }));
  assert.ok(!moves({ 'compose.yaml': `# Only for local development.\n${compose('qL7-vTx3pR')}` }));
});

const pod = (...env: readonly (readonly [string, string])[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a:1\n      env:\n${env
    .map(([name, value]) => `        - name: ${name}\n          value: ${value}\n`)
    .join('')}`;
const reads = (text: string): boolean =>
  titlesIn({ 'pod.yaml': text }, 'pod.yaml').some((t) => t.startsWith('Read it'));

test('a well-known password that another pod of the file may log in with', () => {
  const broker = pod(['RABBITMQ_DEFAULT_PASS', 'password']);
  assert.ok(reads(broker));
  const client = pod(['ORDER_QUEUE_PASSWORD', 'password']).replace('{name: a}', '{name: b}');
  assert.ok(!reads(`${broker}---\n${client}`));
  assert.ok(!reads(`${broker}---\n${client.replace('value: password', 'value: "password"')}`));
  assert.ok(reads(`${broker}---\n${client.replace('value: password', 'value: changeme')}`));
  assert.ok(reads(`${broker}---\n${client.replace('ORDER_QUEUE_PASSWORD', 'SMTP_PASSWORD')}`));
});

test('a URL of a ConfigMap whose password is a key beside it', () => {
  const map = (password: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  DB_URL: mysql://stock:qL7vTx3pR@db:3306/stock\n  DB_PASS: ${password}\n---\n${pod()}      envFrom: [{configMapRef: {name: a}}]\n`.replace(
      '      env:\n',
      '',
    );
  const moved = (password: string): boolean =>
    titlesIn({ 'a.yaml': map(password) }, 'a.yaml').some((title) => title.startsWith('Move `DB_URL`'));
  assert.ok(moved('zH4nWc8kQ'));
  assert.ok(!moved('qL7vTx3pR'));
});
