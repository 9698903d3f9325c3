/** What a person is told to check when an image moves to another version. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upgradeNotes } from '../../../server/src/core/fixes/upgrade-notes.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

test('the release of a distribution is no version of what it holds', () => {
  const notes = (from: string, to: string): string[] =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, true, true);
  assert.deepEqual(notes('golang:bookworm', 'golang:1.27-bookworm'), []);
  assert.deepEqual(notes('node:bullseye', 'node:24-bullseye'), []);
  assert.match(notes('debian:stretch', 'debian:trixie')[0]!, /^Test what depends on it/);
  assert.match(notes('golang:1.12', 'golang:1.27')[0]!, /of the time of Go 1\.12/);
});

test('applications that go one version at a time, and those that cannot go back', () => {
  const note = (from: string, to: string, keepsData = true): string =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, keepsData, true).join('; ');
  const EACH = /^Upgrade one major version at a time, with a backup before each/;
  const BACKUP = /^Back up the database first/;
  assert.match(note('nextcloud:25-apache', 'nextcloud:34-apache'), EACH);
  assert.match(note('lscr.io/linuxserver/nextcloud:25.0.1', 'lscr.io/linuxserver/nextcloud:34'), EACH);
  assert.match(note('drupal:8.9', 'drupal:11'), EACH);
  assert.match(note('drupal:10', 'drupal:11'), BACKUP);
  assert.match(note('nextcloud:33', 'nextcloud:34'), BACKUP);
  assert.match(note('quay.io/keycloak/keycloak:22.0', 'quay.io/keycloak/keycloak:26.7'), BACKUP);
  assert.match(note('gitlab/gitlab-ce:16.2.1-ce.0', 'gitlab/gitlab-ce:19.3.0-ce.0'), /^Stop at each version/);
  assert.match(note('gitlab/gitlab-ee:19.0.1-ee.0', 'gitlab/gitlab-ee:19.3.0-ee.0'), /^Stop at each version/);
  // Within a version, and where nothing is kept.
  assert.equal(note('gitlab/gitlab-ce:19.3.0-ce.0', 'gitlab/gitlab-ce:19.3.2-ce.0'), '');
  assert.equal(note('nextcloud:34.0.1', 'nextcloud:34'), '');
  assert.match(note('drupal:8.9', 'drupal:11', false), /^Test what depends on it/);
  assert.match(note('registry.example.com/drupal:8.9', 'registry.example.com/drupal:11'), /^Test what depends on it/);
});

test('PostgreSQL 18 has its volume at another place, in every variant', () => {
  const notes = (from: string, to: string): string =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, true, true).join('; ');
  const MOVED =
    /Move what is mounted at `\/var\/lib\/postgresql\/data` to `\/var\/lib\/postgresql`: `\S+` has its volume there/;
  for (const [from, to] of [
    ['postgres:13', 'postgres:18'],
    ['postgres:13-alpine', 'postgres:18-alpine'],
    ['postgres:13-alpine3.16', 'postgres:18-alpine3.24'],
    ['postgres:9.6.24-alpine', 'postgres:18.6-alpine'],
    ['postgres:17-alpine3.24', 'postgres:18-alpine3.24'],
    ['public.ecr.aws/docker/library/postgres:12-alpine', 'public.ecr.aws/docker/library/postgres:18-alpine'],
    ['postgis/postgis:13-3.4', 'postgis/postgis:18-3.6'],
    ['postgis/postgis:13-3.4-alpine', 'postgis/postgis:18-3.6-alpine'],
  ] as const)
    assert.match(notes(from, to), MOVED, from);
  assert.doesNotMatch(notes('postgres:13-alpine', 'postgres:17-alpine'), /Move what is mounted/);
  assert.doesNotMatch(notes('postgis/postgis:13-3.4', 'postgis/postgis:17-3.5'), /Move what is mounted/);
});

test('clients of a service', () => {
  const notes = (from: string, to: string): string =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, true, true).join('; ');
  const RABBIT = /Test its clients: RabbitMQ 4\.3 refuses queues that are neither durable nor exclusive/;
  assert.match(notes('rabbitmq:3-management-alpine', 'rabbitmq:4.3-management-alpine'), RABBIT);
  assert.doesNotMatch(notes('rabbitmq:3.13', 'rabbitmq:4.2'), /clients/);
  assert.doesNotMatch(notes('mysql:5.7', 'mysql:8.4'), /clients/);
  assert.doesNotMatch(notes('rabbitmq:4.3.0', 'rabbitmq:4.3.1'), /clients/);
});

test('data stores whose upgrade has steps: each minor or major version, the last of a line, or listed ones', () => {
  const notes = (from: string, to: string): string[] =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, true, true);
  const MINOR = /^Upgrade one minor version at a time, with a backup before each/;
  const MAJOR = /^Upgrade one major version at a time/;
  const LAST = /^Upgrade to the last minor version of each major version before/;
  const BACKUP = /^Back up the database first/;
  assert.match(notes('rabbitmq:4.1.0-management', 'rabbitmq:4.3-management')[0]!, MINOR);
  assert.match(notes('rabbitmq:3.12', 'rabbitmq:4.3')[0]!, MINOR);
  assert.match(notes('rabbitmq:4.2', 'rabbitmq:4.3')[0]!, BACKUP);
  assert.match(notes('rabbitmq:4.2', 'rabbitmq:4.3')[1]!, /^Enable all feature flags before each upgrade/);
  assert.deepEqual(notes('rabbitmq:4.3.0', 'rabbitmq:4.3'), []);
  assert.deepEqual(notes('rabbitmq:4', 'rabbitmq:4.3'), []);
  assert.match(notes('quay.io/coreos/etcd:v3.4.13', 'quay.io/coreos/etcd:v3.6.5')[0]!, MINOR);
  assert.match(notes('mongo:4.4', 'mongo:8.0')[0]!, MAJOR);
  assert.match(notes('mongo:7.0', 'mongo:8.0')[0]!, BACKUP);
  assert.match(notes('mongo:7.0', 'mongo:8.0')[1]!, /^Set `featureCompatibilityVersion`/);
  assert.match(notes('elasticsearch:7.10.1', 'elasticsearch:9.2.0')[0]!, LAST);
  assert.deepEqual(notes('elasticsearch:8.1.0', 'elasticsearch:8.19.0'), []);
  assert.match(notes('mysql:5.7', 'mysql:9.7')[0]!, /^Upgrade to `8.0`, then to `8.4` first, with a backup/);
  // From an innovation release to the next line with long support, and from one such line to the next.
  assert.match(notes('mysql:9.0.1', 'mysql:9.7')[0]!, /^Back up and migrate the data/);
  assert.match(notes('mysql:8.0', 'mysql:8.4')[0]!, /^Back up and migrate the data/);
  assert.match(notes('percona:8.0', 'percona:9.7')[0]!, /^Upgrade to `8.4` first/);
});
