/** Passwords that guard nothing, as a switch or a mock beside them shows: in the strict profile only. Those that look like it stay. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';
import { titlesIn } from '../../support/secrets-fixed.ts';

const pw = `${fake(17)}-q7`;

/** How many findings about secrets a file has in the default profile, and in the strict one. */
function counts(path: string, text: string): { readonly here: number; readonly strict: number } {
  const count = (profile: 'default' | 'strict'): number => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile } });
    engine.setFile(path, text);
    engine.setComplete(true);
    return engine.check(path).findings.filter((f) => f.rule.startsWith('secret/')).length;
  };
  return { here: count('default'), strict: count('strict') };
}

const compose = (variables: readonly string[], more = '', services = ''): string =>
  `services:\n  a:\n    image: ghcr.io/acme/a:1\n${more}    environment:\n${variables.map((v) => `      - ${v}\n`).join('')}${services}`;
const pod = (variables: readonly string[], more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: ghcr.io/acme/a:1\n${more}      env:\n${variables
    .map((v) => v.split('='))
    .map(([name, value]) => `        - {name: "${name}", value: "${value}"}\n`)
    .join('')}`;

describe('a protection that is off', () => {
  const off: readonly (readonly [name: string, beside: string])[] = [
    ['OPENSEARCH_INITIAL_ADMIN_PASSWORD', 'plugins.security.disabled=true'],
    ['OPENSEARCH_INITIAL_ADMIN_PASSWORD', 'DISABLE_SECURITY_PLUGIN=true'],
    ['OPENSEARCH_INITIAL_ADMIN_PASSWORD', 'DISABLE_INSTALL_DEMO_CONFIG=true'],
    ['OPENSEARCH_PASSWORD', 'DISABLE_SECURITY_DASHBOARDS_PLUGIN=true'],
    ['ELASTIC_PASSWORD', 'xpack.security.enabled=false'],
    ['ELASTICSEARCH_PASSWORD', 'XPACK_SECURITY_ENABLED=false'],
    ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD=trust'],
    ['NEO4J_PASSWORD', 'NEO4J_dbms_security_auth__enabled=false'],
    ['NACOS_AUTH_TOKEN', 'NACOS_AUTH_ENABLE=false'],
    ['REGISTRY_AUTH_PASSWORD', 'REGISTRY_AUTH_ENABLED=false'],
  ];
  for (const [name, beside] of off)
    test(`${name} beside ${beside}`, () => {
      const variables = [`${name}=${pw}`, beside];
      assert.deepEqual(counts('compose.yaml', compose(variables)), { here: 0, strict: 1 });
      assert.deepEqual(counts('pod.yaml', pod(variables)), { here: 0, strict: 1 });
      for (const [path, text] of [
        ['compose.yaml', compose(variables)],
        ['pod.yaml', pod(variables)],
      ] as const)
        assert.deepEqual(titlesIn({ [path]: text }, path), []);
    });
  const on: readonly (readonly [name: string, beside: string])[] = [
    ['OPENSEARCH_INITIAL_ADMIN_PASSWORD', 'plugins.security.disabled=false'],
    ['OPENSEARCH_INITIAL_ADMIN_PASSWORD', 'OPENSEARCH_SECURITY_SSL_HTTP_ENABLED=false'],
    ['OPENSEARCH_PASSWORD', 'DISABLE_INSTALL_DEMO_CONFIG=true'],
    ['ELASTIC_PASSWORD', 'xpack.security.enabled=true'],
    ['ELASTIC_PASSWORD', 'xpack.security.http.ssl.enabled=false'],
    ['ELASTIC_PASSWORD', 'DISABLE_SECURITY_PLUGIN=true'],
    ['SMTP_PASSWORD', 'xpack.security.enabled=false'],
    ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD=scram-sha-256'],
    ['ADMIN_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD=trust'],
    // What only permits an empty password.
    ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD=yes'],
    ['REDIS_PASSWORD', 'ALLOW_EMPTY_PASSWORD=yes'],
    ['REGISTRY_AUTH_PASSWORD', 'REGISTRY_AUTH_ENABLED=true'],
    ['REGISTRY_PASSWORD', 'REGISTRY_AUTH_ENABLED=false'],
    ['SMTP_PASSWORD', 'SMTP_ENABLED=false'],
  ];
  for (const [name, beside] of on)
    test(`reported: ${name} beside ${beside}`, () => {
      assert.deepEqual(counts('compose.yaml', compose([`${name}=${pw}`, beside])), { here: 1, strict: 1 });
      assert.deepEqual(counts('pod.yaml', pod([`${name}=${pw}`, beside])), { here: 1, strict: 1 });
    });
  test('by an option of the command', () => {
    const variables = [`MYSQL_ROOT_PASSWORD=${pw}`];
    for (const command of ['--skip-grant-tables', 'mysqld --skip-grant-tables', '["mysqld", "--skip_grant_tables"]'])
      assert.equal(counts('compose.yaml', compose(variables, `    command: ${command}\n`)).here, 0, command);
    assert.equal(counts('pod.yaml', pod(variables, '      args: [--skip-grant-tables]\n')).here, 0);
    for (const command of ['--skip-name-resolve', 'mysqld --skip-grant-tables=0'])
      assert.equal(counts('compose.yaml', compose(variables, `    command: ${command}\n`)).here, 1, command);
  });
  test('of another service, or as a variable says', () => {
    const other = '  b:\n    image: ghcr.io/acme/b:1\n    environment: ["xpack.security.enabled=false"]\n';
    assert.equal(counts('compose.yaml', compose([`ELASTIC_PASSWORD=${pw}`], '', other)).here, 1);
    assert.equal(
      counts('compose.yaml', compose([`ELASTIC_PASSWORD=${pw}`, 'xpack.security.enabled=${ON:-false}'])).here,
      1,
    );
  });
  test('a token of a known format is reported all the same', () => {
    const token = `ghp_${fake(36)}`;
    assert.equal(
      counts('compose.yaml', compose([`ELASTIC_PASSWORD=${token}`, 'xpack.security.enabled=false'])).here,
      1,
    );
  });
});

describe('a mock', () => {
  const mock = '  mock-couchdb:\n    image: nginx:1.31\n';
  const real = '  couchdb:\n    image: couchdb:3.5\n';
  const here = (variables: readonly string[], services: string): number =>
    counts('compose.yaml', compose(variables, '', services)).here;
  test('that the variables of the same program name', () => {
    for (const target of [
      'COUCHDB_SERVERS=mock-couchdb',
      'COUCHDB_URL=http://mock-couchdb:5984/db',
      'COUCHDB_HOST=mock-couchdb:5984',
    ])
      assert.equal(here([`COUCHDB_PASSWORD=${pw}`, target], mock), 0, target);
    const stack = '  localstack:\n    image: localstack/localstack:4\n';
    assert.equal(here([`AWS_SECRET_ACCESS_KEY=${pw}`, 'AWS_ENDPOINT_URL=http://localstack:4566'], stack), 0);
  });
  test('beside a real one, for another program, or not named', () => {
    for (const target of [
      'COUCHDB_SERVERS=mock-couchdb,couchdb',
      'COUCHDB_HOST=couchdb',
      'COUCHDB_HOST=${HOST}',
      'REDIS_HOST=mock-couchdb',
      'A=mock-couchdb',
    ])
      assert.equal(here([`COUCHDB_PASSWORD=${pw}`, target], mock + real), 1, target);
  });
  test('itself', () => {
    const text = (name: string): string =>
      `services:\n  ${name}:\n    image: nginx:1.31\n    environment:\n      API_PASSWORD: ${pw}\n`;
    for (const name of ['mock-api', 'payment_mock', 'fake-smtp', 'api-stub'])
      assert.equal(counts('compose.yaml', text(name)).here, 0, name);
    for (const name of ['hammock', 'mockingbird', 'stubborn', 'api'])
      assert.equal(counts('compose.yaml', text(name)).here, 1, name);
  });
});
