/** What `npm run new-rule` writes for every kind of subject: rules that the compiler takes, pages that can be read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXAMPLES, type Example, kindText, objectExample, pageText, ruleText } from '../scripts/lib/new-rule-text.ts';
import { casesOf } from '../scripts/lib/page.ts';
import { classify } from '../server/src/core/files/classify.ts';
import { kinds } from '../server/src/core/kubernetes/kinds/kinds.generated.ts';

const all: readonly (readonly [subject: string, example: Example])[] = [
  ...Object.entries(EXAMPLES),
  ...kinds.map((k): [string, Example] => [
    `object:${k.name}`,
    objectExample({ name: k.name, kind: k.kinds[0], group: k.groups[0] }),
  ]),
];

for (const [subject, example] of all) {
  test(`a rule on ${subject}`, () => {
    const page = casesOf(pageText('image/smell', example));
    assert.equal(page.length, 2, 'one case fires, one does not');
    assert.deepEqual(
      page.map((one) => one.expects.map((e) => e.rule)),
      [['image/smell'], []],
    );
    const [path, text] = [...page[0]!.files][0]!;
    assert.notEqual(classify(path, text), 'other');
    const rule = ruleText('image/smell', subject, example);
    assert.match(rule, /^import \{ rule \} from/);
    assert.ok(rule.includes(example.at) && rule.includes("id: 'image/smell'"));
  });
}

test('a kind that has no file yet', () => {
  const text = kindText({ name: 'Gateway', kind: 'Gateway', group: 'gateway.networking.k8s.io' });
  assert.match(text, /groups: \['gateway\.networking\.k8s\.io'\]/);
});
