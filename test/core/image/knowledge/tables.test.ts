/** The generated tables of image facts, and how they are packed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officialTable } from '../../../../scripts/lib/knowledge-official.ts';
import { productTable } from '../../../../scripts/lib/knowledge-products.ts';
import { userTable } from '../../../../scripts/lib/knowledge-users.ts';
import {
  imagesWithUsers,
  imageUsers,
  usersSource,
} from '../../../../server/src/core/image/knowledge/data/image-users.ts';
import {
  isOfficialName,
  officialImage,
  officialNames,
  withdrawnImage,
  withdrawnNames,
} from '../../../../server/src/core/image/knowledge/data/official.ts';
import { packDay, unpackDay } from '../../../../server/src/core/image/knowledge/data/packed-day.ts';
import { allProducts, imagesOf, productsOf } from '../../../../server/src/core/image/knowledge/data/products.ts';
import { OFFICIAL_SOURCE, PRODUCT_SOURCE } from '../../../../server/src/core/image/knowledge/data/sources.generated.ts';
import { fullNames, shortNames, steppedName } from '../../../../server/src/core/image/knowledge/data/stepped-name.ts';
import { lineTags, packTags, unpackTags } from '../../../../server/src/core/image/knowledge/data/tag-sets.ts';

const sorted = (tags: Iterable<string>): string[] => [...tags].sort();
const source = { repository: 'https://example.test/r', commit: 'c', date: '2026-08-22', licence: 'MIT' };

test('days survive packing, and what is no day is refused', () => {
  for (const day of ['1990-01-01', '2000-02-29', '2026-08-22', '2051-12-31'])
    assert.equal(unpackDay(packDay(day)), day);
  for (const bad of ['2026-02-30', '2026-13-01', '1989-12-31', '2052-01-01', '', 'soon', '2026-8-1'])
    assert.throws(() => packDay(bad), RangeError, bad);
});

test('sets of tags survive packing', () => {
  const sets = [
    [],
    ['latest'],
    ['1', '1.2', '1-alpine', '1.2-alpine', 'alpine'],
    ['a-b-c', 'a-b', 'a', 'b', 'a-c', 'c-b-a'],
    ['v1', 'v1-a', 'v2-a', 'v2', 'v2-a-b', 'v1-a-b'],
  ];
  for (const tags of sets) assert.deepEqual(sorted(unpackTags(packTags(tags))), sorted(tags));
});

test('a full version goes where a shorter tag of the same variant covers it', () => {
  const tags = [
    '1.31.4',
    '1.31',
    '1.31.4-perl',
    '2.0.1',
    '17.0.9_9-jdk',
    '17-jdk',
    '8u502-b07-jre',
    '8-jre',
    'v3.5.1',
    'v3.5',
  ];
  assert.deepEqual(lineTags(tags), ['1.31', '1.31.4-perl', '2.0.1', '17-jdk', '8-jre', 'v3.5']);
});

test('names that follow from the one before are left out', () => {
  const down = ['3.12', '3.11', '3.10', '3.9', '2', '1', '0', 'x', '2026.07', '2026.06', '20', '19-lts'];
  assert.deepEqual(shortNames(down, -1), ['3.12', '', '', '', '2', '', '', 'x', '2026.07', '2026.06', '20', '19-lts']);
  assert.deepEqual(fullNames(shortNames(down, -1), -1), down);
  const up = ['1.9', '1.10', '1.12', '9', '10', '', 'v1', 'v2'].filter(Boolean);
  assert.deepEqual(fullNames(shortNames(up, 1), 1), up);
  assert.equal(steppedName('1.0', -1), undefined);
  assert.equal(steppedName('v09', 1), undefined);
});

test('every product has a label, images and cycles with real days', () => {
  const products = allProducts();
  assert.ok(products.length > 150);
  for (const product of products) {
    assert.ok(product.label && product.cycles.length > 0 && imagesOf(product).length > 0, product.id);
    for (const image of imagesOf(product).filter((name) => !name.endsWith('*')))
      assert.ok(productsOf(image).includes(product), image);
    for (const { name, end, securityEnd, longTerm } of product.cycles)
      for (const day of [end, securityEnd, longTerm])
        assert.ok(
          typeof day !== 'string' || day === 'ended' || unpackDay(packDay(day)) === day,
          `${product.id} ${name}`,
        );
  }
});

test('every official image can be read, and no line of it is both listed and ended', () => {
  assert.ok(officialNames().length > 120 && withdrawnNames().length > 30);
  for (const name of officialNames()) {
    const image = officialImage(name)!;
    assert.ok(image.tags.size > 0, name);
    assert.deepEqual(
      [...image.ended.keys()].filter((line) => image.tags.has(line)),
      [],
      name,
    );
    for (const [line, day] of image.ended) assert.ok(day <= OFFICIAL_SOURCE.date, `${name}:${line} ${day}`);
    for (const tag of image.versions.keys()) assert.ok(image.tags.has(tag), `${name}:${tag}`);
    assert.equal(withdrawnImage(name), undefined, name);
  }
  for (const name of withdrawnNames())
    assert.ok(isOfficialName(name) && withdrawnImage(name)!.since <= OFFICIAL_SOURCE.date);
});

test('every row of users can be read, and the general one comes last', () => {
  assert.ok(imagesWithUsers().length > 250);
  for (const name of imagesWithUsers()) {
    const { rows } = imageUsers(name)!;
    const { repo, asOf } = usersSource(name)!;
    assert.match(repo, /^[\w.-]+(?:\/[\w.+-]+)+$/, name);
    const general = rows.map((row) => row.tags === undefined && row.word === undefined);
    assert.ok(rows.length > 0 && general.slice(0, -1).every((is) => !is), name);
    assert.ok(asOf === undefined || unpackDay(packDay(asOf)) === asOf, name);
    for (const row of rows) {
      assert.match(row.user, /^(?:\d+|[a-z_][\w.-]*)$/, name);
      for (const port of row.ports) assert.match(port, /^\d+(?:-\d+)?(?:\/(?:udp|sctp))?$/, name);
      for (const { name: user, uid } of row.has) assert.ok(user && (uid === undefined || Number.isInteger(uid)), name);
    }
  }
});

test('the sources have a commit and a day', () => {
  for (const { commit, date } of [PRODUCT_SOURCE, OFFICIAL_SOURCE]) {
    assert.match(commit, /^[0-9a-f]{40}$/);
    assert.equal(unpackDay(packDay(date)), date);
  }
});

test('a table of products says what the data says', () => {
  const text = productTable({
    source,
    products: {
      debian: {
        label: 'Debian',
        os: true,
        images: ['debian'],
        mapped: ['bitnami/minideb'],
        cycles: [{ cycle: '12', codename: 'Bookworm', eol: '2026-06-10', eoes: '2028-06-30', latest: '12.15' }],
      },
      node: {
        label: 'Node.js',
        mapped: ['node'],
        cycles: [
          { cycle: '24', eol: '2028-04-30', eoes: true, lts: '2025-10-28', latest: '24.1.0' },
          { cycle: '3', eol: true, latest: '3.3.1' },
          { cycle: '25', eol: false, latest: '25' },
        ],
      },
    },
  });
  assert.ok(
    text.includes(
      `'debian|Debian|os|bitnami/minideb debian|12~bookworm:${packDay('2028-06-30')},e${packDay('2026-06-10')},v.15'`,
    ),
  );
  assert.ok(text.includes(`'node|Node.js||node|24:${packDay('2028-04-30')},l${packDay('2025-10-28')},v.1.0 3:+ 25'`));
});

test('a table of official images leaves out the second number where the first is the line', () => {
  const text = officialTable(
    {
      source: [source],
      images: {
        node: {
          groups: [
            { tags: '24 24.1 24.1.0 latest', version: '24.1.0' },
            { tags: '22 22.2 22.2.0 lts', version: '22.2.0' },
          ],
          ended: { '22.1': '2026-01-01', '20': '2026-04-30', '0.12': '2017-01-01' },
        },
      },
      withdrawn: { java: { removed: '2017-06-08', deprecated: '2016-12-31' } },
    },
    {
      source,
      products: {
        nodejs: {
          label: 'Node.js',
          mapped: ['node'],
          cycles: [
            { cycle: '22', eol: false },
            { cycle: '0.12', eol: true },
          ],
        },
      },
    },
  );
  assert.ok(
    text.includes(
      `'node|22 22.2 24 24.1 latest lts|24.1.0;22.2.0:lts|${packDay('2017-01-01')}:0.12,${packDay('2026-04-30')}:20|'`,
    ),
    text,
  );
  assert.ok(text.includes(`'java:${packDay('2016-12-31')}'`));
});

test('a table of users has the rows with a condition first', () => {
  const text = userTable({
    source: { officialImages: source },
    official: {
      redis: {
        repo: 'r/redis',
        asOf: '2026-01-02',
        rows: [
          {
            user: 'root',
            drops: { by: 'gosu', to: 'redis', uid: 999, gid: 999 },
            ports: ['6379/tcp'],
            volumes: ['/data'],
          },
          { tags: '8.1.2-alpine 8.1-alpine', user: 'redis', uid: 999 },
        ],
      },
    },
    others: { 'a/b': [{ repo: 'a/b', user: '1000', has: [{ name: 'x', uid: 1 }], fileVariables: ['A', 'B'] }] },
  });
  assert.ok(
    text.includes(`'redis|r/redis|${packDay('2026-01-02')}|t8.1(alpine);uredis;i999|dgosu:redis:999:999;p6379;v/data'`),
    text,
  );
  assert.ok(text.includes(`'a/b|a/b||u1000;hx:1;fA B'`), text);
});
