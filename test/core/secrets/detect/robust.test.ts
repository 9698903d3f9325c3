import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  base64Text,
  detectAssignment,
  detectInCommand,
  detectInText,
  isWeakDefault,
  notASecret,
  secretName,
} from '../../../../server/src/core/secrets/detect/detect.ts';
import { findKeywords } from '../../../../server/src/core/secrets/detect/keywords.ts';
import { providers } from '../../../../server/src/core/secrets/detect/providers/all.ts';
import type { Provider } from '../../../../server/src/core/secrets/detect/providers/provider.ts';
import { assertGrowth } from '../../../support/growth.ts';
import { fake, write } from '../../../support/secrets-fake.ts';
import { counted } from '../../../support/secrets-steps.ts';

let seed = 99;
const random = (below: number): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % below;
};

test('keywords are found where indexOf finds them', () => {
  for (let round = 0; round < 300; round++) {
    const letters = 'ab-';
    const word = (most: number): string => Array.from({ length: 2 + random(most) }, () => letters[random(3)]).join('');
    const keywords = [...new Set(Array.from({ length: 6 }, () => word(4)))];
    const text = word(60);
    const seen: string[] = [];
    findKeywords(keywords).scan(text.toUpperCase(), (k, start) => seen.push(`${k}@${start}`));
    const expected: string[] = [];
    keywords.forEach((keyword, k) => {
      for (let at = text.indexOf(keyword); at !== -1; at = text.indexOf(keyword, at + 1)) expected.push(`${k}@${at}`);
    });
    assert.deepEqual(seen.sort(), expected.sort());
  }
});

const pieces = [
  ...providers.flatMap((p) => [...p.keywords, ...p.samples.map(write)]),
  '://',
  '@',
  ':',
  '=',
  '"',
  '\n',
  '\\n',
  ' ',
  '{',
  '}',
  '$',
  '${',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END ',
  '\ud800',
  '\u0000',
  'password=',
  '--password',
  '-p',
  '-H',
  'Authorization: ',
  'Basic ',
  'docker',
  'login',
  'echo',
  'root:',
  'hunter2pass',
  '💥',
  'ß',
];

test('any mixture is read without a crash, and spans lie inside', () => {
  for (let round = 0; round < 4000; round++) {
    const words = Array.from({ length: 1 + random(8) }, () => {
      const piece = pieces[random(pieces.length)] ?? '';
      return random(4) === 0 ? piece.slice(0, random(piece.length + 1)) : piece;
    });
    const text = words.join('');
    let end = 0;
    for (const { span } of detectInText(text)) {
      assert.ok(span.start >= end && span.end > span.start && span.end <= text.length);
      end = span.end;
    }
    const named = detectAssignment(words[0] ?? '', text);
    assert.ok(named === undefined || (named.span.start >= 0 && named.span.end <= text.length));
    for (const hit of detectInCommand(words)) {
      const word = words[hit.word];
      assert.ok(
        word !== undefined && hit.span.start >= 0 && hit.span.end > hit.span.start && hit.span.end <= word.length,
      );
    }
    secretName(text);
    notASecret(text);
    isWeakDefault(text);
    base64Text(text);
  }
});

for (const unit of [
  'x',
  'x-',
  '{{',
  '<',
  'your-',
  '/a',
  '. ',
  '$',
  'aA0',
  '[',
  '(',
  'ref:',
  ' ',
  '_',
  '%s',
  'replace-me-',
]) {
  test(`cost of long values: ${unit}`, () => {
    const detect = (size: number) => () => {
      const value = unit.repeat(Math.floor(size / unit.length));
      notASecret(value);
      notASecret(`${value}!`);
      isWeakDefault(value);
      detectAssignment('DB_PASSWORD', value);
      detectInCommand(['curl', '-u', `a:${value}`, '-H', `X-Token: ${value}`, '-d', value]);
      secretName(value);
    };
    detect(999)();
    assertGrowth(unit, 10, detect(20_000), detect(80_000));
    assert.equal(detectAssignment('DB_PASSWORD', fake(5000)), undefined);
  });
}

/** Hostile continuations of a keyword: near-tokens repeated, and long runs of token characters. */
const fillers = [
  'a',
  'A',
  '7',
  'aA7',
  '-',
  '_',
  '.',
  'a.',
  'a-',
  '+/',
  '=',
  ' ',
  '"',
  '\\',
  ':',
  'a7-_',
  '{',
  ',',
  'eyJ',
  'a:',
  '_7',
];

/** Texts that look like the row's tokens for as long as possible and do not match. */
function hostile(row: Provider): string[] {
  const out = row.keywords.flatMap((k) => fillers.map((filler) => k + filler.repeat(1500)));
  for (const sample of row.samples.map(write)) {
    out.push(`${sample.slice(0, -1)}~`, sample.slice(0, -1).repeat(4), `${sample.slice(0, -1)}${'7'.repeat(2000)}~`);
    for (let cut = 1; cut < 8; cut++) {
      const head = sample.slice(0, Math.ceil((sample.length * cut) / 8));
      for (const filler of fillers) out.push(head + filler.repeat(400), head + filler.repeat(400) + sample.slice(-3));
    }
  }
  return out;
}

test('the counting matcher agrees with the real one', () => {
  for (const row of providers) {
    const real = new RegExp(row.pattern, row.ignoreCase ? 'iy' : 'y');
    const count = counted(row.pattern, row.ignoreCase);
    for (const text of [...row.samples.map(write), ...row.not.map(write), ...hostile(row).slice(-40)]) {
      for (let at = 0; at < Math.min(text.length, 60); at += 7) {
        real.lastIndex = at;
        const found = real.exec(text);
        assert.equal(count(text, at).end, found === null ? undefined : at + found[0].length, row.id);
      }
    }
  }
});

test('the test detects a matcher that backtracks', () => {
  assert.ok(counted('(?:a{1,6}){1,6}b', false)('a'.repeat(18), 0).steps > 5000);
});

test('one try of a pattern reads a bounded number of characters', (t) => {
  let most = 0;
  let worst = '';
  for (const row of providers) {
    const count = counted(row.pattern, row.ignoreCase);
    for (const text of hostile(row)) {
      for (let at = 0; at < 3; at++) {
        const { steps } = count(text, at);
        if (steps > most) [most, worst] = [steps, row.id];
        assert.ok(steps < 1500, `${row.id} looks at ${steps} characters`);
      }
    }
  }
  t.diagnostic(`at most ${most} (${worst})`);
});

test('four times the text costs less than ten times as much, for every pattern', () => {
  for (const row of providers) {
    const nearly = row.samples.map((s) => write(s).slice(0, -1));
    for (const unit of [...row.keywords, ...nearly, ...nearly.map((s) => `${s} `)]) {
      const [short, long] = [4000, 16_000].map((size) => unit.repeat(Math.ceil(size / unit.length))) as [
        string,
        string,
      ];
      assertGrowth(
        row.id,
        10,
        () => detectInText(short),
        () => detectInText(long),
      );
    }
  }
});
