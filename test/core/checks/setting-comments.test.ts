/** What the comments around a setting say of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKeptAtHead, isNamedInComment, saidOf } from '../../../server/src/core/checks/setting-comments.ts';

const said = (text: string, kind: 'compose' | 'dockerfile' = 'compose'): string =>
  saidOf({ kind, text }, text.indexOf('X'));

function allSay(expected: string, texts: readonly string[]): void {
  for (const text of texts) {
    assert.equal(said(text), expected, text);
    assert.equal(said(text.replaceAll('\n', '\r\n')), expected, `with CRLF: ${text}`);
  }
}

test('what is needed is kept: behind the setting, above it, and at the key of its list', () => {
  allSay('keep', [
    'a:\n  privileged: X # mounts need it\n',
    'a:\n  privileged: X # required\n',
    'a:\n  # Required by the driver\n  privileged: X\n',
    'a:\n  # Needed by the driver. TODO: grant the device alone.\n  privileged: X\n',
    'a:\n  # The name is read by others: two\n  # drivers need it.\n  privileged: X\n',
    'a:\n  # checkov:skip=CKV_1: see below\n  # The driver needs it\n  privileged: X\n',
    'a:\n  options: # see https://example.com/1\n    - X\n',
    'a:\n  options: # see https://example.com/1\n    - one\n    # two\n    - two\n    - X\n',
    'a:\n  # io_uring fails otherwise.\n  options:\n  - X\n',
    'a:\n  # Because of the old kernel\n  seccompProfile:\n    type: X',
    'a:\n  # this is to enable the profiler\n  options:\n    - X\n',
    'a:\n  # We disable seccomp because io_uring needs it\n  seccomp: X',
  ]);
});

test('what a person reads before a change explains', () => {
  allSay('explains', [
    'a:\n  privileged: X # opens the device of the card reader\n',
    'a:\n  # Does the driver need this?\n  privileged: X\n',
    'a:\n  # The driver does not\n  # need this any more\n  privileged: X\n',
    'a:\n  # The driver is found through udev\n  options:\n    - X\n',
    'a:\n  # https://example.com/documentation of the image\n  X:\n    image: b\n',
    'a:\n  # The images come from https://example.com/1\n  - name: X\n    image: b\n',
  ]);
});

test('another setting, a name, a heading and a program say nothing of it', () => {
  allSay('nothing', [
    'a:\n  privileged: X\n',
    'a:\n  privileged: X # for now\n',
    'a:\n  # needs a token\n  token: b\n  privileged: X\n',
    'a:\n  options:\n    - one # needs it\n    - X\n',
    'a:\n  options:\n    # needs it\n    - one\n    - X\n',
    'a:\n  privileged: X # checkov:skip=CKV_1: see below\n',
    'a:\n  privileged: X\n  # needed by the next\n  b: c\n',
    'a:\n  # Needs two replicas\n  containers:\n    - name: X\n      image: b\n',
    '# see https://example.com/1\na:\n  privileged: X\n',
    'X',
  ]);
});

test('a link above an instruction is about all of it', () => {
  assert.equal(said('# see https://example.com/install\nRUN curl X\n', 'dockerfile'), 'explains');
  assert.equal(said('# The proxy needs it\nRUN curl X\n', 'dockerfile'), 'keep');
});

test('a setting that is left out is named in a comment, but not where it is still to do', () => {
  const isNamed = (comment: string): boolean => {
    const text = `a:\n  image: b\n  ${comment}\nc: d\n`;
    return isNamedInComment({ kind: 'compose', text }, { start: 0, end: text.indexOf('\n  #') }, 'read_only');
  };
  assert.equal(isNamed('# read_only: true'), true);
  assert.equal(isNamed('# no read_only: it caches below its home'), true);
  assert.equal(isNamed('# read_only: true # TODO: breaks the cache'), true);
  assert.equal(isNamed('# TODO: set read_only'), false);
  assert.equal(isNamed('# only read by others'), false);
});

test('the head of a document may say why it has a setting', () => {
  const head = (comment: string): boolean =>
    isKeptAtHead({ kind: 'kubernetes', text: `${comment}kind: Pod\n` }, /seccomp/i);
  assert.ok(
    head('# Sets a name.\n# - Sets seccompProfile: Unconfined so that the profiler can\n#   count events.\n\n'),
  );
  assert.ok(head('---\n# The profiler needs seccomp\n# switched off.\n'));
  assert.ok(!head('# Sets seccompProfile: Unconfined.\n# - The name is needed.\n'));
  assert.ok(!head('# TODO: is seccomp: Unconfined needed?\n'));
  assert.ok(!head('kind: List\n# The profiler needs seccomp switched off.\n'));
});
