/** Which files are deployed together. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { type Deployments, deploymentsOf } from '../../../server/src/core/workspace/deployments.ts';

/** `resources` by folder. */
function kustomized(resources: Readonly<Record<string, readonly string[]>>): Deployments {
  const files = Object.entries(resources).map(
    ([folder, list]) => [`${folder}/kustomization.yaml`, `resources: [${list.join(', ')}]\n`] as const,
  );
  return deploymentsOf(engineOver(new Map(files), []).index);
}

const together = (deployments: Deployments, ...pairs: readonly (readonly [string, string])[]): readonly boolean[] =>
  pairs.flatMap(([a, b]) => [deployments.together(a, b), deployments.together(b, a)]);

describe('without kustomizations', () => {
  const none = kustomized({});
  test('a folder is a deployment', () => {
    assert.deepEqual(together(none, ['a/x.yaml', 'a/y.yaml'], ['x.yaml', 'y.yaml']), [true, true, true, true]);
    assert.deepEqual(together(none, ['a/x.yaml', 'b/y.yaml'], ['a/x.yaml', 'a/b/y.yaml'], ['x.yaml', 'a/y.yaml']), [
      ...[false, false, false],
      ...[false, false, false],
    ]);
  });
  test('a chart is a deployment', () => {
    const chart = 'charts/shop/templates/web.yaml';
    assert.deepEqual(together(none, [chart, 'charts/shop/templates/db/db.yaml']), [true, true]);
    assert.deepEqual(together(none, [chart, 'charts/blog/templates/web.yaml']), [false, false]);
    assert.equal(none.nameOf(chart), none.nameOf('charts/shop/templates/db/db.yaml'));
    assert.equal(none.folderFor([chart]), 'charts/shop/templates');
  });
});

describe('a kustomization', () => {
  test('deploys the files that it lists, in any folder, and those of the kustomizations that it lists', () => {
    const nested = kustomized({ shop: ['web/web.yaml', '../common/log.yaml', 'db'], 'shop/db': ['db.yaml'] });
    const files = ['shop/web/web.yaml', 'common/log.yaml', 'shop/db/db.yaml', 'shop/new.yaml'];
    for (const a of files) for (const b of files) assert.equal(nested.together(a, b), true, `${a} ${b}`);
    for (const a of files) assert.equal(nested.nameOf(a), 'shop');
    assert.deepEqual(together(nested, ['shop/web/web.yaml', 'shop/web/other.yaml']), [true, true]);
    assert.deepEqual(together(nested, ['shop/db/db.yaml', 'common/other.yaml']), [false, false]);
  });
  test('has new files in the innermost folder that all are deployed from', () => {
    const nested = kustomized({ shop: ['web/web.yaml', 'db'], 'shop/db': ['db.yaml', 'cache.yaml'] });
    assert.equal(nested.folderFor(['shop/db/db.yaml', 'shop/db/cache.yaml']), 'shop/db');
    assert.equal(nested.folderFor(['shop/db/db.yaml', 'shop/web/web.yaml']), 'shop');
    assert.equal(nested.folderFor(['shop/web/web.yaml']), 'shop');
    assert.equal(nested.folderFor(['elsewhere/x.yaml']), 'elsewhere');
  });
  test('as an overlay is deployed with its base, and not with another overlay', () => {
    const overlays = kustomized({
      base: ['web.yaml'],
      'env/a': ['../../base', 'a.yaml'],
      'env/b': ['../../base', 'b.yaml'],
    });
    assert.deepEqual(together(overlays, ['base/web.yaml', 'env/a/a.yaml'], ['base/web.yaml', 'env/b/b.yaml']), [
      ...[true, true],
      ...[true, true],
    ]);
    assert.deepEqual(together(overlays, ['env/a/a.yaml', 'env/b/b.yaml']), [false, false]);
    assert.deepEqual(['base/web.yaml', 'env/a/a.yaml', 'env/b/b.yaml'].map(overlays.nameOf), [
      'base',
      'env/a',
      'env/b',
    ]);
  });
  test('may list itself in a circle', () => {
    const circle = kustomized({ a: ['../b'], b: ['../a', 'x.yaml'] });
    assert.equal(circle.together('a/y.yaml', 'b/x.yaml'), true);
    assert.equal(circle.nameOf('b/x.yaml'), circle.nameOf('b/x.yaml'));
    assert.ok(circle.foldersWith('b/x.yaml').has('a'));
  });
});
