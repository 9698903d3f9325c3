/** The list of rules whose page can be opened. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ruleEntries } from '../../client/src/rule-picker.ts';
import { english } from './english.ts';

const titles = new Map([
  ['image/mutable-tag', 'Tag that changes'],
  ['user/root-user', 'Container runs as root'],
  ['user/sudo', 'sudo in an image'],
]);
const shown = (found: readonly string[]): string[] =>
  ruleEntries(english, titles, found).map(({ label, title }) => (title === undefined ? `-- ${label}` : label));

describe('the list of rules', () => {
  test('all with their titles, without headings, where the file has no findings', () => {
    assert.deepEqual(shown([]), ['image/mutable-tag', 'user/root-user', 'user/sudo']);
    assert.equal(ruleEntries(english, titles, [])[1]?.title, 'Container runs as root');
  });
  test('those found in the file first, each once, and not again below', () => {
    const found = ['user/sudo', 'image/mutable-tag', 'user/sudo'];
    assert.deepEqual(shown(found), [
      '-- Found in this file',
      'user/sudo',
      'image/mutable-tag',
      '-- All others',
      'user/root-user',
    ]);
  });
  test('a rule without a page is no entry', () => {
    assert.deepEqual(shown(['config/none']), ['image/mutable-tag', 'user/root-user', 'user/sudo']);
  });
});
