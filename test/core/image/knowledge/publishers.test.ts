/** The tables of publishers: from the data, from hand-kept additions with a source, and without one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OfficialData } from '../../../../scripts/lib/knowledge-official.ts';
import type { ProductData } from '../../../../scripts/lib/knowledge-products.ts';
import { publisherTable } from '../../../../scripts/lib/knowledge-publishers.ts';
import type { UserData } from '../../../../scripts/lib/knowledge-users.ts';
import { packDay } from '../../../../server/src/core/image/knowledge/data/packed-day.ts';
import { sourcedNamespaces } from '../../../../server/src/core/image/knowledge/data/publishers.ts';
import { OFFICIAL_SOURCE, PRODUCT_SOURCE } from '../../../../server/src/core/image/knowledge/data/sources.generated.ts';
import { PUBLISHER_ADDITIONS } from '../../../../server/src/core/image/knowledge/publisher/additions.ts';
import {
  isKnownPublisher,
  sourcedPublishers,
} from '../../../../server/src/core/image/knowledge/publisher/publishers.ts';
import { COMMUNITY_REGISTRIES, namespaceOf } from '../../../../server/src/core/image/knowledge/publisher/registries.ts';
import { UNSOURCED_PUBLISHERS } from '../../../../server/src/core/image/knowledge/publisher/unsourced.ts';

test('a publisher from the data has a source, and says which', () => {
  const hub = sourcedNamespaces('docker.io');
  assert.deepEqual(hub.get('apache'), ['product', 'dockerfile']);
  assert.deepEqual(hub.get('liquibase'), ['notice']);
  assert.deepEqual(sourcedNamespaces('ghcr.io').get('opentofu'), ['product']);
  assert.ok(hub.size > 90);
  for (const registry of COMMUNITY_REGISTRIES)
    for (const [namespace, sources] of sourcedNamespaces(registry))
      assert.ok(sources.length > 0 && sources.every(Boolean), `${registry}/${namespace}`);
});

test('every addition has a file at a commit, a day that exists, and is no double', () => {
  const newest = [OFFICIAL_SOURCE.date, PRODUCT_SOURCE.date].sort().at(-1)!;
  const seen = new Set<string>();
  for (const { registry, namespace, source, asOf } of PUBLISHER_ADDITIONS) {
    const name = `${registry}/${namespace}`;
    assert.match(source, /^github\.com\/[\w.-]+\/[\w.-]+ \S+ @[0-9a-f]{12}$/, name);
    assert.ok(packDay(asOf) && asOf <= newest, `${name} ${asOf}`);
    assert.ok(!seen.has(name) && !sourcedNamespaces(registry).has(namespace), `${name} is there already`);
    assert.ok(sourcedPublishers(registry).has(namespace), `${name}: run \`npm run generate\``);
    seen.add(name);
  }
  assert.ok(seen.size > 150);
});

test('what has a source does not stand among the unsourced', () => {
  for (const registry of COMMUNITY_REGISTRIES) {
    const names = UNSOURCED_PUBLISHERS[registry];
    assert.deepEqual(
      names.filter((name, i) => sourcedPublishers(registry).has(name) || names.indexOf(name) !== i),
      [],
      registry,
    );
    for (const name of names) assert.ok(isKnownPublisher(registry, name), name);
  }
});

test('a repackaged image of a product does not make its namespace a publisher', () => {
  for (const [registry, namespace] of [
    ['docker.io', 'bbriggs'],
    ['docker.io', 'rapidfort'],
    ['ghcr.io', 'cdalvaro'],
    // We say that its image is that of a product, the source does not.
    ['docker.io', 'openwrt'],
  ] as const)
    assert.ok(!isKnownPublisher(registry, namespace), namespace);
});

test('the namespace of an image on a registry on which anyone can publish', () => {
  assert.deepEqual(namespaceOf('grafana/loki'), ['docker.io', 'grafana']);
  assert.deepEqual(namespaceOf('quay.io/ceph/ceph'), ['quay.io', 'ceph']);
  assert.deepEqual(namespaceOf('ghcr.io/a/b/c'), ['ghcr.io', 'a']);
  for (const name of ['nginx', 'mcr.microsoft.com/dotnet/sdk', 'localhost/x', 'registry.corp:5000/x'])
    assert.equal(namespaceOf(name), undefined, name);
});

const day = '2026-08-22';
const source = { repository: 'https://example.test/r', commit: 'c', date: day, licence: 'MIT' };

test('a table of publishers takes products’ own images, Dockerfiles and notices, sorted', () => {
  const products: ProductData = {
    source,
    products: {
      b: { label: 'B', images: ['zed/b', 'ghcr.io/b/b', 'b', 'mcr.microsoft.com/b'], mapped: ['ours/b'], cycles: [] },
      unrealircd: { label: 'U', images: ['bbriggs/unrealircd'], cycles: [] },
    },
  };
  const official: OfficialData = {
    source: [source],
    images: { x: { groups: [], notice: { since: day, kind: 'moved', to: ['acme/x', 'y'] } } },
    withdrawn: {},
  };
  const users: UserData = {
    source: { officialImages: source },
    official: {},
    others: { 'zed/c': [{ repo: 'zed/c', user: 'root' }] },
  };
  const text = publisherTable(products, official, users);
  assert.ok(
    text.includes("'docker.io': [\n    'acme:n',\n    'zed:pd',\n  ],\n  'ghcr.io': [\n    'b:p',\n  ],"),
    text,
  );
  assert.ok(!/bbriggs|ours|microsoft/.test(text), text);
});
