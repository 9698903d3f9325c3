import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imagesWithUsers, imageUsers } from '../../../server/src/core/image/knowledge/data/image-users.ts';
import { packDay, unpackDay } from '../../../server/src/core/image/knowledge/data/packed-day.ts';
import { ADDED_FILE_VARIABLES } from '../../../server/src/core/image/knowledge/variable/additions.ts';
import { fileVariable } from '../../../server/src/core/image/knowledge/variable/file-variables.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

test('variables for files', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['postgres:17', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['postgres:17', 'PGPASSWORD', undefined],
    ['postgres:17', 'POSTGRES_PASSWORD_FILE', undefined],
    ['mysql', 'MYSQL_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD_FILE'],
    ['mysql', 'MARIADB_ROOT_PASSWORD', undefined],
    ['mariadb', 'MARIADB_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD_FILE'],
    ['mongo', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD_FILE'],
    ['grafana/grafana', 'GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_ADMIN_PASSWORD__FILE'],
    ['gitea/gitea', 'GITEA__database__PASSWD', 'GITEA__database__PASSWD__FILE'],
    ['lscr.io/linuxserver/mariadb', 'MYSQL_ROOT_PASSWORD', 'FILE__MYSQL_ROOT_PASSWORD'],
    ['bitnami/postgresql', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['bitnami/postgresql', 'POSTGRESQL_DATABASE', undefined],
    ['clickhouse', 'CLICKHOUSE_PASSWORD', 'CLICKHOUSE_PASSWORD_FILE'],
    ['clickhouse/clickhouse-server', 'CLICKHOUSE_PASSWORD', 'CLICKHOUSE_PASSWORD_FILE'],
    ['clickhouse', 'CLICKHOUSE_USER', undefined],
    ['joomla', 'JOOMLA_DB_PASSWORD', 'JOOMLA_DB_PASSWORD_FILE'],
    ['joomla', 'JOOMLA_DB_USER', undefined],
    ['nextcloud:34-fpm', 'REDIS_HOST_PASSWORD', 'REDIS_HOST_PASSWORD_FILE'],
    ['nextcloud', 'SMTP_PASSWORD', 'SMTP_PASSWORD_FILE'],
    ['zabbix/zabbix-server-pgsql', 'MYSQL_PASSWORD', undefined],
    ['zabbix/zabbix-server-mysql', 'MYSQL_ROOT_USER', 'MYSQL_ROOT_USER_FILE'],
    ['percona:8', 'MYSQL_PASSWORD', 'MYSQL_PASSWORD_FILE'],
    ['percona:psmdb-8.0', 'MYSQL_PASSWORD', undefined],
    ['percona:psmdb-8.0', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD_FILE'],
    ['influxdb:1.12', 'DOCKER_INFLUXDB_INIT_PASSWORD', undefined],
    ['wordpress:cli', 'WORDPRESS_DB_PASSWORD', undefined],
    ['mongo-express', 'ME_CONFIG_BASICAUTH_PASSWORD', undefined],
    ['bitnami/node', 'DB_PASSWORD', undefined],
    ['rabbitmq', 'RABBITMQ_DEFAULT_PASS', undefined],
    ['quay.io/keycloak/keycloak', 'KC_DB_PASSWORD', undefined],
    ['zabbix/zabbix-server-pgsql', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['acme/postgres', 'POSTGRES_PASSWORD', undefined],
    ['n8nio/n8n', 'N8N_ENCRYPTION_KEY', 'N8N_ENCRYPTION_KEY_FILE'],
    ['influxdb:2', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE'],
    ['qmcgaw/gluetun', 'WIREGUARD_PRIVATE_KEY', 'WIREGUARD_PRIVATE_KEY_SECRETFILE'],
    ['ghcr.io/goauthentik/server', 'AUTHENTIK_SECRET_KEY', 'AUTHENTIK_SECRET_KEY'],
    ['ghcr.io/goauthentik/server', 'AUTHENTIK_BOOTSTRAP_PASSWORD', undefined],
    ['redis', 'REDIS_PASSWORD', undefined],
  ];
  for (const [raw, name, expected] of cases) assert.equal(fileVariable(ref(raw), name), expected, `${raw} ${name}`);
});

test('every variable of every row of the table is known for its tags, and no other row lends its own', () => {
  for (const name of imagesWithUsers()) {
    const all = new Set(imageUsers(name)!.rows.flatMap((row) => row.fileVariables));
    for (const row of imageUsers(name)!.rows)
      for (const tag of row.tags ?? [])
        for (const variable of all) {
          const expected = row.fileVariables.includes(variable) ? `${variable}_FILE` : undefined;
          assert.equal(fileVariable(ref(`${name}:${tag}`), variable), expected, `${name}:${tag} ${variable}`);
        }
  }
});

test('every hand-kept row has evidence, a real day, and names that the table does not have', () => {
  for (const { images, names, source, asOf } of ADDED_FILE_VARIABLES) {
    assert.match(source, /^github\.com\/[\w.-]+\/[\w.-]+ \S+ @[0-9a-f]{7,12}$/, images);
    assert.equal(unpackDay(packDay(asOf)), asOf, images);
    for (const image of images.split(' ')) {
      const name = image.replace('*', 'x');
      assert.equal(parseReference(name)?.familiar, name, image);
      const listed = imageUsers(image)?.rows.flatMap((row) => row.fileVariables) ?? [];
      const again = typeof names === 'string' ? names.split(' ').filter((n) => listed.includes(n)) : [];
      assert.deepEqual(again, [], image);
    }
  }
});
