/** Passwords of pods that clients of their Services have too. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

describe('a well-known password that clients have in their addresses', () => {
  const database = (name: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n        - name: db\n          image: registry.example.com/store:1.4.0\n          env:\n            - name: APP_USER_PASSWORD\n              value: changeme\n`;
  const service = (name: string): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: svc-${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 1521}]}\n`;
  const client = (host: string, name = 'web'): string =>
    `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web:2.1.0\n          env:\n            - name: STORE_URI\n              value: "oracle://shop:changeme@${host}:1521?service_name=SHOP"\n`;
  const offered = (files: Texts): number =>
    titlesIn(files, 'a.yaml').filter((title) => title.includes('APP_USER_PASSWORD')).length;

  test('stays where a client of the same file has it', () => {
    for (const host of ['svc-db', 'svc-db.shop', 'svc-db.shop.svc', 'svc-db.shop.svc.cluster.local'])
      assert.equal(offered({ 'a.yaml': database('db') + service('db') + client(host) }), 0, host);
  });

  test('moves where the address is of another host, or the file has no client', () => {
    for (const host of ['svc-other', 'svc-db.example.com'])
      assert.ok(offered({ 'a.yaml': database('db') + service('db') + client(host) }) > 0, host);
    assert.ok(offered({ 'a.yaml': database('db') + service('db') }) > 0);
  });

  test('stays where a client in a file beside has it, unless that file has another variant of the database', () => {
    const files = { 'a.yaml': database('db') + service('db'), 'b.yaml': client('svc-db').slice(4) };
    assert.equal(offered(files), 0);
    assert.ok(offered({ ...files, 'b.yaml': `${database('db')}${client('svc-db')}` }) > 0);
  });

  const inFolders = (variant: string): Texts => ({
    [`k8s/${variant}/store/pods.yaml`]: database('db'),
    [`k8s/${variant}/store/service.yaml`]: service('db').slice(4),
    [`k8s/${variant}/web/pods.yaml`]: client('svc-db').slice(4).replaceAll('STORE_URI', 'Store__ConnectionString'),
  });

  test('stays where a client in another folder of the same deployment has it, not where one of another deployment does', () => {
    const path = 'k8s/a/store/pods.yaml';
    const count = (files: Texts): number => titlesIn(files, path).length;
    const { 'k8s/a/web/pods.yaml': web, ...alone } = inFolders('a');
    assert.ok(count({ ...alone, ...inFolders('b') }) > 0);
    assert.equal(count({ ...alone, 'k8s/a/web/pods.yaml': web! }), 0);
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  STORE: oracle://shop:changeme@svc-db.shop:1521\n';
    const compose =
      'services:\n  web:\n    image: registry.example.com/web:2.1.0\n    environment: {STORE: "oracle://shop:changeme@svc-db:1521"}\n';
    assert.equal(count({ ...alone, 'k8s/a/map/map.yaml': map }), 0);
    assert.equal(count({ ...alone, 'k8s/a/local/compose.yaml': compose }), 0);
    const own = `${compose}  svc-db: {image: "registry.example.com/store:1.4.0"}\n`;
    assert.ok(count({ ...alone, 'k8s/a/local/compose.yaml': own }) > 0);
  });

  test('the password of a client stays where the pods that it calls have it, in another folder', () => {
    const store = (text: string): string => text.replaceAll('APP_USER_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD');
    const both = { ...inFolders('a'), ...inFolders('b') };
    const files = Object.fromEntries(
      Object.entries(both).map(([path, text]) => [
        path,
        store(text).replace('oracle:', 'mongodb:').replaceAll('Store__', 'Mongo__'),
      ]),
    );
    assert.deepEqual(titlesIn(files, 'k8s/b/web/pods.yaml'), []);
  });
});
