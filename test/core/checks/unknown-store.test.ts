import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seemsStoreOfUnknownImage } from '../../../server/src/core/checks/unknown-store.ts';
import type { Container } from '../../../server/src/core/domain/container.ts';
import { first } from '../../support/kubernetes-pod.ts';

/** The container of a pod with the lines of `own`; its image comes from values that are not known. */
function container(name: string, own = '', image = '{{ .Values.image }}'): Container {
  const lines = [`name: ${name}`, `image: "${image}"`, ...own.split('\n').filter(Boolean)].map((line) => `    ${line}`);
  return first(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  -\n${lines.join('\n')}\n`)
    .container;
}

const STORES: Record<string, Container> = {
  'the name of the image': container('postgres'),
  'another name of it': container('postgresql'),
  'a name with a part': container('shop-mysql-primary-0'),
  'a name with a version': container('db-postgres16'),
  'an image built on it': container('postgis'),
  'the name of an image of a registry that is not known': container('main', '', 'registry.example.com/shop/mongodb:7'),
  'its port': container('db', 'ports: [{containerPort: 5432}]'),
  'the port of another': container('cache', 'ports: [{containerPort: 6379}]'),
  'a variable of its entrypoint': container('db', 'env: [{name: MARIADB_ROOT_PASSWORD, value: "{{ .Values.p }}"}]'),
  'a variable with HOST that a server reads': container(
    'db',
    'env: [{name: POSTGRES_HOST_AUTH_METHOD, value: md5}, {name: POSTGRES_DB, value: shop}]',
  ),
  'root by a setting': container('postgres', 'securityContext: {runAsUser: 0}'),
};

const NOT: Record<string, Container> = {
  'a program': container('shop', 'ports: [{containerPort: 8080}]'),
  'an exporter': container('postgres-exporter', 'ports: [{containerPort: 9187}]'),
  'a backup': container('mysql-backup'),
  'a word that only ends like it': container('nopostgres'),
  'a client with the same variables': container(
    'api',
    'env: [{name: POSTGRES_DB, value: shop}, {name: DB_HOST, value: db}]',
  ),
  'a client with a port of its own': container(
    'api',
    'ports: [{containerPort: 8080}]\nenv: [{name: POSTGRES_PASSWORD, value: "{{ .Values.p }}"}]',
  ),
  'a user other than root': container('postgres', 'securityContext: {runAsUser: 999}'),
  'a known image': container('postgres', '', 'postgres:17'),
};

for (const [name, one] of Object.entries(STORES))
  test(`seems a store: ${name}`, () => assert.equal(seemsStoreOfUnknownImage(one), true));
for (const [name, one] of Object.entries(NOT))
  test(`seems no store: ${name}`, () => assert.equal(seemsStoreOfUnknownImage(one), false));
