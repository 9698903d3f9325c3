/** Owner and name in the URLs of repositories. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownerAndName } from '../../../server/src/core/workspace/project-names.ts';

const shop = { owner: 'acme', name: 'shop' };
const CASES: readonly (readonly [url: string, expected: { owner: string; name: string } | undefined])[] = [
  ['https://github.com/acme/shop.git', shop],
  ['https://user:password@git.example.com:8443/acme/Shop', shop],
  ['git@github.com:Acme/shop.git', shop],
  ['ssh://git@git.example.com:22/acme/shop.git', shop],
  ['git+https://github.com/acme/shop.git#readme', shop],
  ['github:acme/shop', shop],
  ['acme/shop', shop],
  ['github.com/acme/shop/v2', shop],
  ['file:///srv/acme/shop', undefined],
  ['/srv/acme/shop', undefined],
  ['../acme/shop', undefined],
  ['C:\\acme\\shop', undefined],
  ['https://example.com/shop', undefined],
  ['shop', undefined],
];

describe('owner and name of a repository', () => {
  for (const [url, expected] of CASES) test(url, () => assert.deepEqual(ownerAndName(url), expected));
});
