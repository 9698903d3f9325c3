/** Findings about one image in one file are one finding. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The findings about images in a file. */
function images(text: string, path = 'compose.yaml', config = ''): readonly Reported[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  if (config !== '') engine.setFile('.seaworthy.yaml', config);
  engine.setFile(path, text);
  engine.setComplete(true);
  assert.deepEqual(engine.configProblems(), []);
  return engine.check(path).findings.filter((f) => /^image\/(?:mutable-tag|end-of-life)$/.test(f.rule));
}

const lineOf = (text: string, { span }: { readonly span: { readonly start: number } }): number =>
  text.slice(0, span.start).split('\n').length;

const services = (...images: readonly string[]): string =>
  `services:\n${images.map((image, i) => `  s${i}:\n    image: ${image}\n`).join('')}`;
const pods = (...images: readonly string[]): string =>
  images
    .map(
      (image, i) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`,
    )
    .join('---\n');

describe('one finding a file', () => {
  for (const [kind, path, file] of [
    ['services', 'compose.yaml', services],
    ['documents', 'pods.yaml', pods],
  ] as const) {
    test(`${kind} that name one image`, () => {
      const text = file('redis', 'nginx:1.31', 'redis', 'mongo', 'redis');
      const [redis, mongo, ...others] = images(text, path);
      assert.deepEqual(others, []);
      assert.match(redis!.message, /`redis`/);
      assert.match(mongo!.message, /`mongo`/);
      assert.equal(mongo!.related.length, 0);
      const places = [redis!, ...redis!.related].map((place) => lineOf(text, place));
      const expected = text.split('\n').flatMap((line, i) => (line.endsWith(': redis') ? [i + 1] : []));
      assert.deepEqual(places, expected);
      assert.ok(redis!.related.every(({ affected }) => affected));
    });

    test(`the fingerprint stays when ${kind} are added, before too`, () => {
      const of = (text: string): string | undefined => images(text, path)[0]?.fingerprint;
      const alone = of(file('redis'));
      assert.ok(alone);
      assert.equal(of(file('redis', 'redis')), alone);
      assert.equal(of(file('nginx:1.31', 'redis', 'redis')), alone);
      assert.notEqual(of(file('mongo')), alone);
      const both = images(file('redis', 'mongo'), path).map(({ fingerprint }) => fingerprint);
      assert.equal(new Set(both).size, 2);
    });
  }

  test('an ignored place is left out, and the others stay', () => {
    const text = services('redis # seaworthy: ignore[image/mutable-tag] test', 'redis', 'redis');
    const [first, ...others] = images(text);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [first!, ...first!.related].map((place) => lineOf(text, place)),
      [5, 7],
    );
    assert.match(first!.fixes[0]!.title, / in 2 places$/);
  });

  test('a place that no edit reaches leaves no fix, because it would stay', () => {
    const text = `x-all: &all\n  redis\n${services('*all', 'redis')}    environment: {IMAGE: *all}\n`;
    const [first, ...others] = images(text);
    assert.deepEqual(others, []);
    assert.equal(first!.related.length, 1);
    assert.deepEqual(first!.fixes, []);
  });

  test('an edit of another document keeps the finding, one that adds a place renews it', () => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    const check = (text: string): Reported => {
      engine.setFile('pods.yaml', text);
      return engine.check('pods.yaml').findings.find((f) => f.rule === 'image/mutable-tag')!;
    };
    const before = check(pods('redis', 'redis', 'nginx:1.31'));
    assert.equal(check(pods('redis', 'redis', 'nginx:1.30')), before);
    assert.deepEqual(check(pods('redis', 'redis', 'redis')).related.length, 2);
    assert.deepEqual(check(pods('redis', 'nginx:1.31', 'nginx:1.31')).related.length, 0);
  });
});

describe('an image past its end of life', () => {
  const ids = (text: string, config = ''): string[] => images(text, 'compose.yaml', config).map(({ rule }) => rule);
  const ended = services('mongo-express:latest');

  test('is not reported as mutable too', () => assert.deepEqual(ids(ended), ['image/end-of-life']));

  test('is reported as mutable where the other rule is off or ignored', () => {
    assert.deepEqual(ids(ended, 'rules:\n  image/end-of-life: off\n'), ['image/mutable-tag']);
    assert.deepEqual(ids(services('mongo-express:latest # seaworthy: ignore[image/end-of-life] test')), [
      'image/mutable-tag',
    ]);
  });

  test('is reported as both where the end weighs less', () => {
    assert.deepEqual(ids(ended, 'rules:\n  image/end-of-life: info\n'), ['image/end-of-life', 'image/mutable-tag']);
  });

  test('says nothing about other images of the file', () =>
    assert.deepEqual(ids(services('mongo-express:latest', 'redis')), ['image/end-of-life', 'image/mutable-tag']));
});
