import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAutomaton } from '../../server/src/core/secrets/automaton.ts';
import {
  base64Text,
  detectAssignment,
  detectInCommand,
  detectInText,
  isWeakDefault,
  notASecret,
  secretName,
} from '../../server/src/core/secrets/detect.ts';
import { providers } from '../../server/src/core/secrets/providers/all.ts';
import { fake, write } from './secrets-fake.ts';

let seed = 99;
const random = (below: number): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % below;
};

test('the automaton finds what indexOf finds', () => {
  for (let round = 0; round < 300; round++) {
    const letters = 'ab-';
    const word = (most: number): string => Array.from({ length: 1 + random(most) }, () => letters[random(3)]).join('');
    const keywords = [...new Set(Array.from({ length: 6 }, () => word(4)))];
    const text = word(60);
    const seen: string[] = [];
    buildAutomaton(keywords).scan(text.toUpperCase(), (k, start) => seen.push(`${k}@${start}`));
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
  test(`cost of long values: ${unit}`, (t) => {
    const start = performance.now();
    for (const size of [999, 1_000_000]) {
      const value = unit.repeat(Math.floor(size / unit.length));
      notASecret(value);
      notASecret(`${value}!`);
      isWeakDefault(value);
      detectAssignment('DB_PASSWORD', value);
      detectInCommand(['curl', '-u', `a:${value}`, '-H', `X-Token: ${value}`, '-d', value]);
      secretName(value);
    }
    t.diagnostic(`${(performance.now() - start).toFixed(1)} ms`);
    assert.equal(detectAssignment('DB_PASSWORD', fake(5000)), undefined);
  });
}
