/** A port tells of a service by convention only: the image may say that it is another program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sensitiveService } from '../../../server/src/core/network/sensitive-ports.ts';

test('a port that other programs use, too, is not of Elasticsearch where the image is known to be none', () => {
  const named = (image?: string): boolean => sensitiveService('9300', image) === 'Elasticsearch';
  for (const image of [undefined, 'library/elasticsearch', 'acme/logs-es7', 'opensearchproject/opensearch', 'acme/elk'])
    assert.ok(named(image), image);
  for (const image of ['acme/updater', 'owncloud/ocis', 'acme/pages', 'acme/esbuild']) assert.ok(!named(image), image);
});

test('a database on its own port is one, also in an image of an unknown name', () => {
  assert.equal(sensitiveService('5432', 'acme/data'), 'PostgreSQL');
});
