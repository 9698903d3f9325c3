import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostsInSettings, namedHosts, serviceOf } from '../../../server/src/core/network/named-hosts.ts';
import { assertGrowth } from '../../support/growth.ts';

const shown = (text: string, name?: string): string[] => namedHosts(text, name).map((h) => `${h.host} ${h.port}`);

describe('hosts in a value', () => {
  for (const [text, name, ...hosts] of [
    ['https://api.example.com/v1', 'X', 'api.example.com 443'],
    ['http://web', 'X', 'web 80'],
    ['jdbc:postgresql://db.example.com/orders?ssl=true', 'X', 'db.example.com 5432'],
    ['postgres://app:p%40ss@db.shop.svc:6432/x', 'X', 'db.shop.svc 6432'],
    ['mongodb://a.example.com:1,b.example.com/x', 'X', 'a.example.com 1', 'b.example.com 27017'],
    ['curl -fsS https://a.example.com && wget http://b.example.com:81/x', '', 'a.example.com 443', 'b.example.com 81'],
    ['--db=db.example.com:5432', '', 'db.example.com 5432'],
    ['k1.example.com:9092,k2.example.com:9092', 'BROKERS', 'k1.example.com 9092', 'k2.example.com 9092'],
    ['Smtp.Example.com', 'SMTP_HOST', 'smtp.example.com undefined'],
    ['cache.shop.svc.cluster.local', 'CACHE', 'cache.shop.svc.cluster.local undefined'],
    ['redis:6379', 'REDIS_ADDR', 'redis 6379'],
    ['grpc://peer.example.com', 'X', 'peer.example.com undefined'],
    [
      'shop:pass@tcp(mysql.shop.svc.cluster.local:3306)/shop?parseTime=true',
      'DSN',
      'mysql.shop.svc.cluster.local 3306',
    ],
    ['shop:pass@tcp(mysql:3306)/shop', 'X', 'mysql 3306'],
    [
      'until nc -z db.shop.svc 3306 && nc -z -w 5 vault.shop.svc.cluster.local 8060; do sleep 2; done',
      '',
      'db.shop.svc 3306',
      'vault.shop.svc.cluster.local 8060',
    ],
    ['nc -zv redis 6379', '', 'redis 6379'],
    ['host=db.shop.svc port=5432', 'DSN', 'db.shop.svc undefined'],
    ['http://web.shop.svc/x', 'X', 'web.shop.svc 80'],
  ] as const)
    test(`${name} = ${text}`, () => assert.deepEqual(shown(text, name), hosts));
});

describe('no hosts in', () => {
  for (const [text, name] of [
    ['http://localhost:8080', 'URL'],
    ['http://127.0.0.1:1/x', 'URL'],
    ['tcp://0.0.0.0:4317', 'LISTEN'],
    ['http://$(HOST):80', 'URL'],
    ['http://${HOST}', 'URL'],
    ['http://{{ .Values.host }}', 'URL'],
    ['http://db_{{ x }}', 'URL'],
    ['file:///etc/passwd', 'X'],
    ['classpath:application.yaml', 'CONFIG'],
    ['s3://bucket.name/key', 'BUCKET_URI'],
    ['registry.example.com/team/app:1.2', 'IMAGE'],
    ['org.springframework.boot', 'LOGGER'],
    ['1.2.3', 'APP_HOST'],
    ['12:30', 'TIME'],
    ['someone@example.com', 'MAIL'],
    ['sync -z files 3306 times', ''],
    ['tcp(', 'X'],
    ['svc.example', 'X'],
    ['# see https://docs.example.com', ''],
  ] as const)
    test(`${name} = ${text}`, () => assert.deepEqual(shown(text, name), []));
});

test('in a file of settings only keys for hosts count', () => {
  const file = `# https://license.example.com
spring:
  datasource:
    url: jdbc:mysql://db.example.com/x
link: https://www.example.com
"endpoint": "https://api.example.com:8443/v1",
broker.url=amqp://mq.example.com
  proxy_pass http://up.example.com:81;
primary = "shop:pass@tcp(mysql.shop.svc.cluster.local:3306)/shop"
cache = queue.shop.svc:6379
`;
  assert.deepEqual(
    hostsInSettings(file).map((h) => `${h.host} ${h.port}`),
    [
      'db.example.com 3306',
      'api.example.com 8443',
      'mq.example.com 5672',
      'up.example.com 81',
      'mysql.shop.svc.cluster.local 3306',
      'queue.shop.svc 6379',
    ],
  );
});

test('the Service of a host', () => {
  const db = { name: 'db', namespace: 'shop' };
  for (const host of ['db.shop.svc', 'db.shop.svc.cluster.local', 'db-0.db.shop.svc.corp.example'])
    assert.deepEqual(serviceOf(host), db);
  for (const host of ['db', 'db.shop', 'db.example.com', 'db.svc']) assert.equal(serviceOf(host), undefined);
});

test('hostile texts cost no more than their length', () => {
  for (const piece of [
    'a.',
    'a://',
    'a://b@',
    'http://a,',
    'x=',
    ' "',
    'a-',
    'https://a.b:1,',
    'a@',
    'a.svc.',
    'nc -z ',
    'tcp(a:',
  ]) {
    const read = (length: number) => (): void => {
      const text = piece.repeat(length / piece.length);
      namedHosts(text, 'HOST');
      hostsInSettings(text);
    };
    assertGrowth(piece, 10, read(20_000), read(80_000));
  }
});
