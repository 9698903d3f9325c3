/** What is said of the support of every tag of every official image, and that the tables and additions agree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  officialImage,
  officialNames,
  withdrawnImage,
  withdrawnNames,
} from '../../../../server/src/core/image/knowledge/data/official.ts';
import { allProducts, imagesOf, productById } from '../../../../server/src/core/image/knowledge/data/products.ts';
import { OFFICIAL_SOURCE, PRODUCT_SOURCE } from '../../../../server/src/core/image/knowledge/data/sources.generated.ts';
import { KNOWLEDGE_DAY } from '../../../../server/src/core/image/knowledge/date.ts';
import { RETIRED } from '../../../../server/src/core/image/knowledge/end-of-life/additions.ts';
import { endOfLife } from '../../../../server/src/core/image/knowledge/end-of-life/end-of-life.ts';
import { ENDED_VARIANTS, RENAMED } from '../../../../server/src/core/image/knowledge/end-of-life/renamed.ts';
import { replacements } from '../../../../server/src/core/image/knowledge/end-of-life/replacements.ts';
import { UNSOURCED_RETIREMENTS } from '../../../../server/src/core/image/knowledge/end-of-life/unsourced.ts';
import { hasEnded, supportOf } from '../../../../server/src/core/image/knowledge/support/support.ts';
import { READINGS } from '../../../../server/src/core/image/knowledge/support/tag-version.ts';
import { tagKind } from '../../../../server/src/core/image/knowledge/tag/floating-tags.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import { addDays, parseDay } from '../../../../server/src/core/text/day.ts';

const ref = (raw: string) => {
  const parsed = parseReference(raw);
  assert.ok(parsed, raw);
  return parsed;
};

const images = officialNames().map((name) => officialImage(name)!);

test('a listed tag of an official image is rebuilt', () => {
  let count = 0;
  for (const { name, tags } of images)
    for (const tag of tags) {
      count++;
      const rebuilt = supportOf(ref(`${name}:${tag}`)).find(({ kind }) => kind === 'rebuilt' || kind === 'withdrawn');
      assert.equal(rebuilt, undefined, `${name}:${tag}`);
    }
  assert.ok(count > 4000, String(count));
});

test('of a listed tag an end is said only where its product or distribution has one, or its image moved', () => {
  const ends = new Map<string, number>();
  for (const { name, tags } of images)
    for (const tag of tags) {
      const end = endOfLife(ref(`${name}:${tag}`), KNOWLEDGE_DAY);
      if (end) ends.set(`${name}: ${end.line}`, (ends.get(`${name}: ${end.line}`) ?? 0) + 1);
    }
  // Their projects ended these lines, the images are still rebuilt: the base gets updates, the program does not.
  const expected =
    'amazoncorretto: Amazon Linux 2|amazonlinux: Amazon Linux 2|clearlinux: clearlinux|couchbase: Couchbase Server 7.2|emqx: emqx|' +
    'erlang: Erlang 24|erlang: Erlang 25|erlang: Erlang 26|gradle: Gradle 6|gradle: Gradle 7|influxdb: InfluxDB 3.9|' +
    'jruby: JRuby 9.3|julia: Julia 1.11|liquibase: liquibase|mariadb: MariaDB 10.6|neo4j: Neo4j 4.4|oraclelinux: Oracle Linux 7|' +
    'photon: VMware Photon 3.0|rabbitmq: RabbitMQ 4.0|rabbitmq: RabbitMQ 4.1|rabbitmq: RabbitMQ 4.2|rocket.chat: Rocket.Chat 7.10|' +
    'rocket.chat: Rocket.Chat 7.13|rocket.chat: Rocket.Chat 8.0|rockylinux: rockylinux|sonarqube: SonarQube Server 2025.1|' +
    'swift: Amazon Linux 2|telegraf: Telegraf 1.37|traefik: Traefik 2.11';
  assert.deepEqual([...ends.keys()].sort(), expected.split('|'));
});

test('every ended line that has a version is said to be ended, by its product or as not rebuilt', () => {
  let count = 0;
  for (const { name, ended } of images.filter(({ notice }) => notice === undefined))
    for (const [tag, day] of ended) {
      if (!/^v?\d{1,4}(?:\.\d+)?$/.test(tag)) continue;
      count++;
      const end = endOfLife(ref(`${name}:${tag}`), OFFICIAL_SOURCE.date);
      assert.ok(end, `${name}:${tag}`);
      assert.ok(end.since === undefined || end.since <= OFFICIAL_SOURCE.date, `${name}:${tag} ${end.since}`);
      assert.ok(day <= OFFICIAL_SOURCE.date, `${name}:${tag}`);
    }
  assert.ok(count > 1000, String(count));
});

test('the product and the rebuilds of an ended line tell of one line', () => {
  // The rebuilds ended while the project goes on.
  const early: string[] = [];
  for (const { name, ended } of images)
    for (const tag of ended.keys()) {
      const facts = supportOf(ref(`${name}:${tag}`));
      const product = facts.find(({ kind }) => kind === 'product');
      const alive = product && !hasEnded(product.end, OFFICIAL_SOURCE.date);
      if (alive && facts.some(({ kind }) => kind === 'rebuilt')) early.push(`${name}:${tag}`);
    }
  assert.equal(early.join(' '), 'arangodb:3.11 backdrop:1.33 docker:25 docker:25.0 groovy:5.0 openjdk:26 redis:8.0');
});

test('no replacement of an ended tag has ended, is missing or is less exact, now and later', () => {
  let count = 0;
  for (const today of [KNOWLEDGE_DAY, addDays(KNOWLEDGE_DAY, 200), addDays(KNOWLEDGE_DAY, 600)])
    for (const { name, ended } of images)
      for (const tag of ended.keys()) {
        const old = ref(`${name}:${tag}`);
        const end = endOfLife(old, today);
        for (const to of end ? replacements(old, today) : []) {
          count++;
          const next = ref(to);
          assert.equal(endOfLife(next, today)?.kind ?? 'replaced', 'replaced', `${name}:${tag} → ${to}`);
          assert.ok(
            next.tag === undefined || tagKind(next) === 'version' || tagKind(old) !== 'version',
            `${name}:${tag} → ${to}`,
          );
          if (next.familiar === name) assert.ok(officialImage(name)!.tags.has(next.tag!), `${name}:${tag} → ${to}`);
        }
      }
  assert.ok(count > 1000, String(count));
});

test('a word that listed tags begin with has not ended as a name', () => {
  let count = 0;
  for (const { name, tags, ended } of images)
    for (const word of ended.keys()) {
      if (/\d|-/.test(word) || ![...tags].some((tag) => tag.startsWith(`${word}-`))) continue;
      count++;
      assert.deepEqual(supportOf(ref(`${name}:${word}-other`)), [], `${name}:${word}-other`);
    }
  assert.ok(count >= 2, 'traefik:nanoserver, open-liberty:kernel');
  assert.equal(supportOf(ref('node:erbium-other'))[0]?.kind, 'rebuilt');
});

test('every withdrawn image is said to be, with its day', () => {
  for (const name of withdrawnNames()) {
    assert.equal(endOfLife(ref(name), KNOWLEDGE_DAY)?.since, withdrawnImage(name)!.since, name);
    assert.equal(endOfLife(ref(`${name}:1.0`), addDays(KNOWLEDGE_DAY, 1))?.line, name);
  }
});

test('every addition has a source and a day of its own, and no fact that the tables have', () => {
  const sourced = [...RETIRED, ...ENDED_VARIANTS, ...RENAMED, ...READINGS.values()];
  for (const { source, asOf } of sourced) {
    assert.match(source, /^(?:https:\/\/|github\.com\/)\S+/);
    assert.ok(parseDay(asOf) !== undefined && asOf <= PRODUCT_SOURCE.date, `${source} ${asOf}`);
  }
  for (const { image, since, successor } of RETIRED) {
    const official = withdrawnImage(image) !== undefined || officialImage(image)?.notice !== undefined;
    assert.equal(since === undefined, official, `${image}: the day of official images comes from the tables`);
    assert.ok(since === undefined || (parseDay(since) !== undefined && since <= KNOWLEDGE_DAY), `${image} ${since}`);
    if (successor && !image.endsWith('/*'))
      assert.equal(endOfLife(ref(successor.image), KNOWLEDGE_DAY), undefined, `${image} → ${successor.image}`);
  }
  assert.equal(new Set(RETIRED.map(({ image }) => image)).size, RETIRED.length);
  for (const { image } of UNSOURCED_RETIREMENTS) assert.ok(!RETIRED.some((row) => row.image === image), image);
  for (const { image, words } of ENDED_VARIANTS)
    for (const tag of officialImage(image)!.tags)
      assert.ok(!tag.split('-').some((word) => words.includes(word)), `${image}:${tag} is listed`);
  for (const id of READINGS.keys()) assert.ok(productById(id), id);
});

test('the day of the knowledge is that of its oldest part', () => {
  assert.equal(KNOWLEDGE_DAY, [PRODUCT_SOURCE.date, OFFICIAL_SOURCE.date].sort()[0]);
});

test('an end is said of every product that has an image and a line that ended', () => {
  const silent = allProducts().filter((product) => {
    const cycle = product.cycles.find(({ end }) => end !== undefined && (end === 'ended' || end < KNOWLEDGE_DAY));
    if (!cycle) return false;
    return !imagesOf(product).some((image) => {
      const name = image.replace(/\*$/, 'x');
      return endOfLife(ref(`${name}:${cycle.name}`), KNOWLEDGE_DAY) !== undefined;
    });
  });
  // Their tags do not begin with the cycle, or a name with `x` is none of theirs; Canonical looks after `ubuntu/squid` by its own calendar.
  assert.equal(
    silent.map(({ id }) => id).join(' '),
    'artifactory flux jenkins mssqlserver red-hat-build-of-openjdk rhel sles sonarqube-server squid',
  );
});
