/** Comments in which an author says why a setting is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statesReason } from '../../../server/src/core/checks/stated-reason.ts';

const reason = (text: string): boolean => statesReason(text, text.indexOf('X'));

test('behind the setting, above it, and at the key of its list', () => {
  for (const text of [
    'a:\n  privileged: X # mounts need it\n',
    'a:\n  # Required by the driver\n  privileged: X\n',
    'a:\n  options: # see https://example.com/1\n    - X\n',
    'a:\n  options: # see https://example.com/1\n    - one\n    # two\n    - two\n    - X\n',
    'a:\n  # io_uring fails otherwise.\n  options:\n  - X\n',
    'a:\n  # Because of the old kernel\n  seccompProfile:\n    type: X',
  ])
    assert.equal(reason(text), true, text);
});

test('not of another setting, and not in comments that give none', () => {
  for (const text of [
    'a:\n  privileged: X\n',
    'a:\n  privileged: X # for now\n',
    'a:\n  # needs a token\n  token: b\n  privileged: X\n',
    'a:\n  options:\n    - one # needs it\n    - X\n',
    'a:\n  options:\n    # needs it\n    - one\n    - X\n',
    'a:\n  privileged: X # checkov:skip=CKV_1: see below\n',
    'a:\n  privileged: X\n  # needed by the next\n  b: c\n',
    '# see https://example.com/1\na:\n  privileged: X\n',
    'X',
  ])
    assert.equal(reason(text), false, text);
});
