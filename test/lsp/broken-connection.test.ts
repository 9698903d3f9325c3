/** Bytes that are no messages never leave a server that does not answer: it ends with a message, or refuses the body and goes on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createFrames } from '../../server/src/lsp/node-frames.ts';
import {
  framed,
  initialize,
  type Server,
  startConnected,
  startServer,
  unconnected,
} from '../support/server-process.ts';

/** The ways to reach the server, each with bytes of its own. */
const TRANSPORTS: Readonly<Record<string, () => Server | Promise<Server>>> = {
  '--stdio': () => startServer(),
  '--socket': () => startConnected('--socket'),
  '--pipe': () => startConnected('--pipe'),
};

const BODY = '{"jsonrpc":"2.0","id":2,"method":"shutdown"}';

/** Headers after which the start of the next message is unknown. */
const BROKEN: Readonly<Record<string, string>> = {
  'no Content-Length': `Content-Type: application/json\r\n\r\n${BODY}`,
  'an empty header': `\r\n\r\n${BODY}`,
  'a negative length': `Content-Length: -5\r\n\r\n${BODY}`,
  'a huge length': `Content-Length: 99999999999999999999\r\n\r\n${BODY}`,
  'a length that is not a number': `Content-Length: many\r\n\r\n${BODY}`,
  'a length with a unit': `Content-Length: ${BODY.length} bytes\r\n\r\n${BODY}`,
  'a length in hexadecimal': `Content-Length: 0x2c\r\n\r\n${BODY}`,
  'a fraction': `Content-Length: 44.5\r\n\r\n${BODY}`,
  'no length': `Content-Length:\r\n\r\n${BODY}`,
  'two lengths': `Content-Length: 44\r\nContent-Length: 45\r\n\r\n${BODY}`,
  'no blank line': `Content-Length: ${BODY.length}\r\n${BODY}`,
  'no carriage returns': `Content-Length: ${BODY.length}\n\n${BODY}`,
  'no header': BODY,
  'a field without a colon': `Content-Length ${BODY.length}\r\n\r\n${BODY}`,
  'a header without an end': `X-A: ${'a'.repeat(100_000)}`,
  'a body that is longer than its length': `Content-Length: ${BODY.length - 10}\r\n\r\n${BODY}${framed({ id: 3 })}`,
};

for (const [transport, connect] of Object.entries(TRANSPORTS))
  for (const [what, bytes] of Object.entries(BROKEN))
    test(`the server ends with a message: ${transport}, ${what}`, async () => {
      const server = await connect();
      server.send(initialize(null));
      assert.equal((await server.answer()).id, 1);
      server.send(bytes);
      const { code, stderr } = await server.ended;
      assert.equal(code, 1);
      assert.match(stderr, /^seaworthy: the connection is broken: [^\n]+\n$/);
      assert.doesNotMatch(stderr, /shutdown/, 'no text of the client');
    });

/** Bodies that are not messages, with the code of the answer and its id. */
const REFUSED: Readonly<Record<string, readonly [body: string | Buffer, code: number, id: number | null]>> = {
  'text that is not JSON': ['{"jsonrpc":', -32700, null],
  'an empty body': ['', -32700, null],
  'a cut UTF-8 character': [Buffer.from('"ä').subarray(0, 2), -32700, null],
  'NUL bytes': ['\0\0\0', -32700, null],
  null: ['null', -32600, null],
  'a number': ['7', -32600, null],
  'a text': ['"shutdown"', -32600, null],
  'a batch': [`[${BODY}]`, -32600, null],
  'an empty batch': ['[]', -32600, null],
  'an object without a method': ['{"jsonrpc":"2.0","id":7}', -32600, 7],
  'a method that is not a text': ['{"jsonrpc":"2.0","id":7,"method":7}', -32600, 7],
  'an id that is an object': ['{"jsonrpc":"2.0","id":{},"method":"shutdown"}', -32600, null],
};

for (const [transport, connect] of Object.entries(TRANSPORTS))
  test(`a body that is not a message is refused, and the server goes on: ${transport}`, async () => {
    const server = await connect();
    server.send(initialize(null));
    await server.answer();
    for (const [what, [body, code, id]] of Object.entries(REFUSED)) {
      server.send(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
      server.send(body);
      const answer = await server.answer();
      assert.deepEqual([answer.error?.code, answer.id], [code, id], what);
    }
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const params = `{"jsonrpc":"2.0","id":8,"method":"textDocument/hover","params":${deep}}`;
    server.send(`Content-Length: ${params.length}\r\n\r\n${params}`);
    assert.equal((await server.answer()).id, 8);
    // A header in another case, with more fields, in single bytes.
    const spelled = `CONTENT-TYPE: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:${BODY.length}\r\n\r\n${BODY}`;
    for (const c of spelled) server.send(c);
    assert.deepEqual(await server.answer(), { jsonrpc: '2.0', id: 2, result: null });
    server.send(framed({ jsonrpc: '2.0', method: 'exit' }));
    assert.deepEqual(await server.ended, { code: 0, stderr: '' });
  });

test('frames do not depend on how the bytes arrive', () => {
  const bytes = Buffer.from(`${framed({ id: 1, method: 'ä' })}Content-Length: 0\r\n\r\n${framed({ id: 2 })}`);
  const read = (step: number): string[] => {
    const frames = createFrames();
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += step)
      for (const frame of frames.add(bytes.subarray(at, at + step)))
        found.push('body' in frame ? frame.body.toString('utf8') : frame.fault);
    assert.equal(frames.open, false);
    return found;
  };
  for (const step of [1, 2, 3, 7, 20, bytes.length])
    assert.deepEqual(read(step), ['{"id":1,"method":"ä"}', '', '{"id":2}']);
});

for (const [transport, connect] of Object.entries(TRANSPORTS))
  test(`the server ends with its input: ${transport}`, async () => {
    for (const before of ['', initialize(null)]) {
      const server = await connect();
      if (before !== '') {
        server.send(before);
        await server.answer();
      }
      server.hangUp();
      assert.deepEqual(await server.ended, { code: 1, stderr: '' });
    }
    const orderly = await connect();
    orderly.send(initialize(null) + BODY.replace(/^/, `Content-Length: ${BODY.length}\r\n\r\n`));
    await orderly.answer();
    await orderly.answer();
    orderly.hangUp();
    assert.deepEqual(await orderly.ended, { code: 0, stderr: '' });
    const within = await connect();
    within.send('Content-Length: 100\r\n\r\n{');
    within.hangUp();
    const { code, stderr } = await within.ended;
    assert.equal(code, 1);
    assert.match(stderr, /ends within a message/);
  });

test('the server ends with a message if nobody listens', () => {
  for (const word of ['--socket=1', '--pipe=no-such-pipe']) {
    const { code, stderr } = unconnected(word);
    assert.equal(code, 1);
    assert.match(stderr, /^seaworthy: the connection is broken: E[A-Z]+\n$/);
  }
});

test('the server ends with its parent, although its input stays open', async () => {
  const gone = spawnSync(process.execPath, ['-e', '0']).pid;
  const server = startServer();
  server.send(initialize(gone));
  await server.answer();
  assert.equal((await server.ended).code, 1);
});
