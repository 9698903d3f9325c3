import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runsAs, stepDown } from '../../../server/src/core/image/knowledge/user/step-down.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

test('images that give up root: by what, to whom, and when', () => {
  const step = (raw: string): string => {
    const found = stepDown(ref(raw));
    if (!found) return 'no';
    const ids = [found.to ?? '', found.uid ?? '', found.gid ?? ''].join(':');
    return [found.by, ids, found.without, ...(found.when.length > 0 ? [`when ${found.when.join('+')}`] : [])].join(' ');
  };
  const cases: readonly [string, string][] = [
    ['postgres:17', 'gosu postgres:999:999 does not start'],
    ['postgres:17-alpine', 'gosu postgres:70:70 does not start'],
    ['redis', 'gosu redis:999:999 stays root'],
    ['redis:8-alpine', 'gosu redis:999:1000 stays root'],
    ['redis:7', 'gosu redis:999:999 stays root'],
    ['redis:7.4.8', 'gosu redis:999:999 does not start'],
    ['redis:7.4.9', 'gosu redis:999:999 stays root'],
    ['redis:7.0', 'gosu redis:999:999 does not start'],
    ['redis:6.2', 'gosu redis:999:999 stays root'],
    ['redis:5', 'gosu redis:999:999 does not start'],
    ['valkey/valkey:8', 'setpriv valkey:999:999 does not start'],
    ['mariadb', 'gosu mysql:: does not start'],
    ['minio/minio', 'chroot :: does not start when MINIO_USERNAME+MINIO_GROUPNAME'],
    ['quay.io/minio/minio', 'chroot :: does not start when MINIO_USERNAME+MINIO_GROUPNAME'],
    ['authelia/authelia', 'su-exec :: does not start when PUID'],
    ['nginx', 'program nginx:101:101 does not start'],
    ['php:8.4-fpm', 'program www-data:: does not start'],
    ['php:8.4-cli', 'no'],
    ['wordpress:6', 'program www-data:: does not start'],
    ['wordpress:cli', 'no'],
    ['lscr.io/linuxserver/plex', 's6-setuidgid abc:: does not start'],
    ['hashicorp/vault', 'su-exec vault:: does not start'],
    ['storm', 'gosu storm:1000:1000 does not start'],
    ['vault:1.13', 'su-exec vault:: does not start'],
    ['envoyproxy/envoy:v1.35.0', 'su-exec envoy:: does not start'],
    ['envoyproxy/envoy:distroless-v1.35.0', 'no'],
    ['varnish:6', 'program vcache:1001: does not start'],
    ['varnish', 'no'],
    ['rethinkdb', 'no'],
    ['elasticsearch:9.4.5', 'no'],
    ['flink:2.3', 'no'],
    ['solr', 'no'],
    ['gitea/gitea:1-rootless', 'no'],
    ['node', 'no'],
    ['acme/postgres', 'no'],
    ['constructor', 'no'],
  ];
  for (const [raw, expected] of cases) assert.equal(step(raw), expected, raw);
});

test('a user that also works from the start', () => {
  assert.deepEqual(runsAs(ref('redis:8-alpine')), { name: 'redis', uid: 999, gid: 1000 });
  assert.deepEqual(runsAs(ref('eclipse-mosquitto')), { name: 'mosquitto', uid: 1883, gid: 1883 });
  // The master process is root, the number is not fixed, a port needs root, a variable must be set.
  for (const raw of ['nginx', 'mariadb', 'pihole/pihole', 'minio/minio', 'constructor'])
    assert.equal(runsAs(ref(raw)), undefined, raw);
});
