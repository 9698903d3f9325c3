import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectInText } from '../../../../server/src/core/secrets/detect/detect.ts';
import { providers } from '../../../../server/src/core/secrets/detect/providers/all.ts';
import { write } from '../../../support/secrets-fake.ts';

test('the table has at least 150 formats, with unique ids', () => {
  assert.ok(providers.length >= 150, `${providers.length}`);
  assert.equal(new Set(providers.map((p) => p.id)).size, providers.length);
});

test('keywords are lower-case ASCII', () => {
  for (const p of providers) for (const k of p.keywords) assert.match(k, /^[!-~ ]{2,}$/, p.id);
  for (const p of providers) for (const k of p.keywords) assert.equal(k, k.toLowerCase(), p.id);
});

test('no pattern repeats without a bound, nor more than 300 times', () => {
  for (const p of providers) {
    const bare = p.pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, 'c');
    assert.doesNotMatch(bare, /[*+]|\{\d+,\}/, p.id);
    for (const [, most] of bare.matchAll(/\{(?:\d+,)?(\d+)\}/g)) assert.ok(Number(most) <= 300, `${p.id} ${most}`);
  }
});

test('no group that repeats holds a repetition of varying length next to its own characters', () => {
  for (const p of providers) assert.doesNotMatch(p.pattern, /\([^()]*\{\d+,\d+\}\)\{\d+,\d{2,}\}/, p.id);
});

for (const p of providers) {
  test(`${p.id} finds its samples and not its look-alikes`, () => {
    assert.ok(p.samples.length > 0);
    for (const template of p.samples) {
      const sample = write(template);
      for (const text of [sample, `x: ${sample}\n`, `key="${sample}" # tail`, `é\t${sample}\r\n`]) {
        const hits = detectInText(text);
        const hit = hits.find((h) => h.what === p.what);
        assert.ok(hit, `${template} gives ${JSON.stringify(hits.map((h) => h.what))}`);
        const value = text.slice(hit.span.start, hit.span.end);
        assert.ok(sample.includes(value) && value.length >= 10, `${template}: span of ${value.length} characters`);
      }
    }
    for (const template of p.not) {
      const found = detectInText(`a ${write(template)} b`).filter((h) => h.what === p.what);
      assert.deepEqual(found, [], template);
    }
  });
}
