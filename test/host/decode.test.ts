/** Bytes to text and back, in every encoding that YAML names. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { globSync } from '../../scripts/lib/files.ts';
import { decodeText, type Encoding, encodeText, encodingOf } from '../../server/src/host/decode.ts';
import { mayBeMalformed, nameFrom, onDisk } from '../../server/src/host/node-names.ts';

const FORMS: readonly Omit<Encoding, 'marked'>[] = [
  { name: 'utf-8', width: 1, bigEndian: false },
  { name: 'utf-16le', width: 2, bigEndian: false },
  { name: 'utf-16be', width: 2, bigEndian: true },
  { name: 'utf-32le', width: 4, bigEndian: false },
  { name: 'utf-32be', width: 4, bigEndian: true },
];
const TEXT = 'FROM node:22\r\nRUN echo "é 上 🚢"\n';

for (const form of FORMS) {
  test(`${form.name} with a byte order mark: the text has none, and is written back with it`, () => {
    const encoding: Encoding = { ...form, marked: true };
    // A second mark is text.
    for (const text of [TEXT, '', TEXT.repeat(2000), `\ufeff${TEXT}`]) {
      const bytes = encodeText(text, encoding);
      assert.deepEqual(encodingOf(bytes), encoding);
      assert.equal(decodeText(bytes), text);
      assert.deepEqual(encodeText(decodeText(bytes), encodingOf(bytes)), bytes);
    }
  });

  test(`${form.name} without a mark is known by its zero bytes`, () => {
    const encoding: Encoding = { ...form, marked: false };
    const bytes = encodeText('services:\n  web:\n    image: nginx\n', encoding);
    assert.deepEqual(encodingOf(bytes), encoding);
    assert.equal(decodeText(bytes), 'services:\n  web:\n    image: nginx\n');
  });
}

test('one module decodes files, for the server, the command line and the extension', () => {
  const decoders = ['server/src', 'client/src'].flatMap((folder) =>
    globSync(folder, (path) => readFileSync(path, 'utf8').includes('new TextDecoder')),
  );
  // The names in git's index and objects are bytes, too; their decoders refuse malformed ones.
  assert.deepEqual(decoders, [
    'server/src/cli/git-files.ts',
    'server/src/host/decode.ts',
    'server/src/host/node-git-head.ts',
  ]);
});

test('what Node itself writes as UTF-16 is read', () => {
  assert.equal(decodeText(Buffer.from(`\ufeff${TEXT}`, 'utf16le')), TEXT);
  assert.equal(decodeText(Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()), TEXT);
});

test('a zero byte in UTF-8 does not make UTF-16 of it: Docker would still read the lines below', () => {
  for (const text of [
    '#\0\nFROM node:22\nUSER root\n',
    '\0#\nFROM node:22\n',
    '#\0\0\0\nFROM node:22\n',
    '\0\0\0\n\nFROM a\n',
  ])
    assert.equal(decodeText(Buffer.from(text, 'utf8')), text);
  const padded = `#\0${'a\0'.repeat(5000)}\nFROM node:22\n`;
  assert.equal(decodeText(Buffer.from(padded, 'utf8')), padded);
});

test('malformed bytes become U+FFFD', () => {
  assert.equal(decodeText(Buffer.from([0x61, 0xff, 0x62])), 'a\ufffdb');
  assert.equal(decodeText(Buffer.from([0xff, 0xfe, 0x61, 0, 0x00, 0xd8, 0x62, 0, 0x63])), 'a\ufffdb\ufffd');
  assert.equal(decodeText(Buffer.from([0, 0, 0xfe, 0xff, 0, 0x11, 0, 0, 0, 0, 0xd8, 0])), '\ufffd\ufffd');
  for (const bytes of [[], [0], [0xff], [0xfe, 0xff], [0xff, 0xfe, 0], [0, 0], [0, 0, 0]])
    decodeText(Buffer.from(bytes));
});

test('a name that is not UTF-8 keeps its bytes, any other is what Node makes of it', () => {
  const names = [
    [0x63, 0xe9],
    [0xff],
    [0xc3, 0x28],
    [0xed, 0xb2, 0x80],
    [0xf0, 0x9f, 0x9a],
    [0xc3, 0xa9, 0xe9, 0xc3, 0xa9],
  ];
  for (const bytes of names) {
    const name = nameFrom(Buffer.from(bytes));
    assert.ok(mayBeMalformed(Buffer.from(bytes).toString('utf8')));
    assert.deepEqual([...Buffer.from(onDisk(`folder/${name}/Dockerfile`))].slice(7, 7 + bytes.length), bytes);
  }
  assert.equal(nameFrom(Buffer.from([0xc3, 0xa9, 0xe9])), 'é\udce9');
  for (const name of ['Dockerfile', 'мой 🚢', '\ufffd']) {
    assert.equal(nameFrom(Buffer.from(name)), name);
    assert.equal(onDisk(name), name);
  }
});
