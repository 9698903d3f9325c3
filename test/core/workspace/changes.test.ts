import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topicChanges } from '../../../server/src/core/workspace/changes.ts';
import { workspaceStore } from '../../../server/src/core/workspace/index.ts';

test('the topics that changed since a version', () => {
  const changes = topicChanges();
  changes.note(['complete', 'file a']);
  const before = changes.version;
  assert.deepEqual(changes.since(before), new Set());
  changes.note(['file b']);
  changes.note(['file b', 'workload']);
  assert.deepEqual(changes.since(before), new Set(['file b', 'workload']));
  assert.deepEqual(changes.since(before + 1), new Set(['file b', 'workload']));
  assert.equal(changes.last(['file a']), before);
  assert.equal(changes.last(['file a', 'workload']), before + 2);
});

test('after many changes the topics are no longer listed, and their versions still are', () => {
  const changes = topicChanges();
  changes.note(['complete']);
  const before = changes.version;
  for (let i = 0; i < 1000; i++) changes.note([`file ${i}`]);
  assert.equal(changes.since(before), undefined);
  assert.equal(changes.last(['complete']), before);
  assert.deepEqual(changes.since(changes.version - 1), new Set(['file 999']));
});

test('a text changes its version of the texts and of no topic', () => {
  const store = workspaceStore();
  store.putText('compose.yaml', 'services: {}\n');
  const { version, textVersion } = store.index;
  store.putText('compose.yaml', '# one\nservices: {}\n');
  assert.equal(store.index.version, version);
  assert.equal(store.index.textVersion, textVersion + 1);
});
