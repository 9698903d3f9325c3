/** The texts of the status bar item. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileStatus } from '../../client/src/server-state.ts';
import { type Shown, statusTexts } from '../../client/src/status-text.ts';
import { english } from './english.ts';

const none = { error: 0, warning: 0, info: 0, hint: 0 };
const quiet: Shown = { state: 'running', server: { indexing: false, files: 9 }, counts: none, files: 0 };
const file: FileStatus = { uri: 'file:///w/a.yaml', profile: 'strict', today: '2026-11-01', knowledge: '2026-10-01' };
const texts = (rest: Partial<Shown>) => statusTexts(english, { ...quiet, ...rest });

describe('the item', () => {
  test('counts by severity, hints in the tooltip only', () => {
    const counts = { error: 1, warning: 5, info: 0, hint: 2 };
    const { text, label, tooltip } = texts({ counts, files: 3 });
    assert.equal(text, '$(shield) Seaworthy  $(error) 1 $(warning) 5');
    assert.equal(label, 'Seaworthy, 1 error, 5 warnings, 2 hints');
    assert.deepEqual(tooltip, ['This window: 1 error, 5 warnings, 2 hints in 3 files']);
  });
  test('hints in words, if there is nothing else', () => {
    const only = (hint: number) => texts({ counts: { ...none, hint }, files: 1 });
    assert.equal(only(1).text, '$(shield) Seaworthy  1 hint');
    assert.equal(only(3).text, '$(shield) Seaworthy  3 hints');
    assert.equal(only(3).label, 'Seaworthy, 3 hints');
  });
  test('no findings, in words', () => {
    assert.equal(texts({}).text, '$(shield) Seaworthy  no findings');
    assert.equal(texts({}).label, 'Seaworthy, no findings');
  });
  test('reading, with what is known of it', () => {
    const server = { indexing: true, files: 340 };
    assert.equal(texts({ server }).text, '$(sync~spin) Seaworthy  reading 340 files');
    assert.equal(
      texts({ server: { ...server, total: 900 } }).label,
      'Seaworthy, reading 340 of 900 files',
      'nothing is said of findings before they are known',
    );
    assert.equal(texts({ state: 'starting', server: undefined }).label, 'Seaworthy, starting');
  });
  test('files that were not fully read', () => {
    const server = { ...quiet.server!, partial: 3 };
    assert.match(texts({ server }).text, / {2}3 files not fully read$/);
    assert.match(texts({ server: { ...server, partial: 1 } }).text, / {2}1 file not fully read$/);
    assert.doesNotMatch(texts({ server: { ...server, partial: 0 } }).text, /read/);
  });
  test('the active file comes before the others; the tooltip has the whole reason', () => {
    const why = 'the alias at this place is expanded more than ten thousand times';
    const status = { ...file, unread: { line: 9, why } };
    const server = { ...quiet.server!, partial: 3 };
    const { text, tooltip } = texts({ server, active: { path: 'a.yaml', counts: none, status } });
    assert.match(text, / {2}read up to line 9: the alias at this place/);
    assert.ok(text.length < 95, text);
    assert.ok(tooltip.includes(`Read up to line 9: ${why}`));
    assert.ok(tooltip.includes('This window: 3 files not fully read'));
  });
  test('of the active file: findings, configuration, days, what another tool reports too', () => {
    const status = { ...file, config: 'app/.seaworthy.yaml', alsoReported: { count: 2, by: ['hadolint'] } };
    const { tooltip } = texts({ active: { path: 'a.yaml', counts: { ...none, warning: 1 }, status } });
    assert.deepEqual(tooltip.slice(1), [
      'a.yaml: 1 warning',
      'Shown as hints, because hadolint reports them too: 2',
      'Configuration: app/.seaworthy.yaml, strict profile',
      'As of 2026-11-01, facts about images of 2026-10-01',
    ]);
    const plain = texts({ active: { path: 'a.yaml', counts: none, status: file } }).tooltip;
    assert.ok(plain.includes('Configuration: defaults and settings, strict profile'));
    assert.deepEqual(texts({ active: { path: 'a.yaml', counts: none, status: undefined } }).tooltip.slice(1), [
      'a.yaml: no findings',
    ]);
  });
  test('open files only, and why', () => {
    const server = { ...quiet.server!, scope: 'openFiles' as const };
    assert.ok(texts({ server }).tooltip.includes('Only open files are checked'));
    assert.ok(texts({ server: { ...server, tooMany: true } }).tooltip.some((line) => line.includes('too many files')));
    assert.equal(texts({ server: { ...server, scope: 'workspace' } }).tooltip.length, 1);
  });
  test('a server that does not run is an error, and nothing else is said', () => {
    assert.deepEqual(texts({ state: 'stopped', counts: { ...none, error: 4 } }), {
      text: '$(error) Seaworthy is not running',
      label: 'Seaworthy is not running',
      tooltip: ['Seaworthy is not running'],
      isError: true,
    });
  });
});
