/** What a person is told to check when an image moves to another version. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upgradeNotes } from '../../../server/src/core/fixes/upgrade-notes.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

test('the release of a distribution is no version of what it holds', () => {
  const notes = (from: string, to: string): string[] =>
    upgradeNotes(parseReference(from)!, parseReference(to)!, true, true);
  assert.deepEqual(notes('golang:bookworm', 'golang:1.27-bookworm'), []);
  assert.deepEqual(notes('node:bullseye', 'node:24-bullseye'), []);
  assert.match(notes('debian:stretch', 'debian:trixie')[0]!, /^Test what depends on it/);
  assert.match(notes('golang:1.12', 'golang:1.27')[0]!, /of the time of Go 1\.12/);
});
