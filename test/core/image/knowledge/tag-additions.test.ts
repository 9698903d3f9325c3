/** What we add to the generated tables about tags: each with its evidence, and nothing that the tables have. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officialImage } from '../../../../server/src/core/image/knowledge/data/official.ts';
import { productById, productsOf } from '../../../../server/src/core/image/knowledge/data/products.ts';
import { hasEnded, supportOf } from '../../../../server/src/core/image/knowledge/support/support.ts';
import {
  ADDED_TAGS,
  NAMED_LINES,
  RELEASE_IMAGES,
  UPCOMING_RELEASES,
} from '../../../../server/src/core/image/knowledge/tag/additions.ts';
import { listedTags } from '../../../../server/src/core/image/knowledge/tag/listed-tags.ts';
import { suggestedTags } from '../../../../server/src/core/image/knowledge/tag/suggestions.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import { parseDay } from '../../../../server/src/core/text/day.ts';

test('every entry has a source and a day', () => {
  for (const { source, asOf } of [...ADDED_TAGS, ...NAMED_LINES, ...RELEASE_IMAGES, ...UPCOMING_RELEASES]) {
    assert.match(source, /^(?:github\.com\/[\w.-]+\/[\w.-]+ \S.* @[0-9a-f]{12}(?: \(.*\))?|https:\/\/\S+(?: \S+)?)$/);
    assert.ok(parseDay(asOf), `${source} ${asOf}`);
  }
});

test('an upcoming release is not in the data yet, and its images are', () => {
  for (const { distribution, codename, release } of UPCOMING_RELEASES) {
    assert.ok(!productById(distribution)!.cycles.some(({ name }) => name === release), release);
    assert.ok(officialImage(distribution)!.tags.has(codename), codename);
  }
});

test('named lines are names that the image has or had, or lines to come', () => {
  for (const { image, names } of NAMED_LINES) {
    const { tags, ended, newest } = officialImage(image)!;
    for (const [name, line] of names.split(' ').map((entry) => entry.split('=')))
      assert.ok(
        tags.has(name!) || ended.has(name!) || Number(line) === Number.parseInt(newest!, 10),
        `${image}:${name}`,
      );
  }
});

test('images of releases have no product of their own', () => {
  for (const { image, products } of RELEASE_IMAGES) {
    assert.deepEqual(productsOf(image), [], image);
    for (const id of products) assert.ok(productById(id), id);
  }
});

for (const { images } of ADDED_TAGS)
  test(`the added tags of ${images.join(', ')} are no official ones, and each suggestion is one of them and supported`, () => {
    for (const image of images) {
      assert.equal(officialImage(image), undefined);
      const { tags } = listedTags(image)!;
      const offered = ['2026-08-22', '2026-11-29', '2027-06-01', '2031-01-01'].flatMap((day) =>
        [...tags, 'v0.0.1', '0.1'].flatMap((tag) => {
          const found = suggestedTags(parseReference(`${image}:${tag}`)!, day);
          for (const next of found) {
            assert.ok(tags.has(next) && next !== tag, `${tag} ${next}`);
            const support = supportOf(parseReference(`${image}:${next}`)!);
            assert.deepEqual(
              support.filter(({ end }) => hasEnded(end, day)),
              [],
              `${image}:${next} ${day}`,
            );
          }
          return found;
        }),
      );
      assert.ok(offered.length > 0, image);
    }
  });
