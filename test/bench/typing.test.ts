/** How the bench types in a document: with a server that answers requests, and with one that sends diagnostics by itself. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { started, typed } from '../../bench/typing.ts';
import { wrappedExports } from '../../scripts/lib/wrapped-exports.ts';

const place = mkdtempSync(join(tmpdir(), 'bench-test-'));
after(() => rmSync(place, { recursive: true, force: true }));

/** A server that counts the letters of the document; it is stopped where it misses a change. */
const SERVER = `
let bytes = Buffer.alloc(0);
let length = 0;
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  process.stdout.write('Content-Length: ' + Buffer.byteLength(body) + '\\r\\n\\r\\n' + body);
};
const pulls = process.argv[2] === 'pull';
const receive = ({ id, method, params }) => {
  if (method === 'initialize') {
    send({ id: 'own', method: 'workspace/configuration', params: { items: [{}, {}] } });
    send({ id, result: { capabilities: pulls ? { diagnosticProvider: {} } : {} } });
  }
  if (method === 'shutdown') send({ id, result: null });
  if (method === 'exit') process.exit(0);
  if (method === 'textDocument/diagnostic') send({ id, result: { kind: 'full', items: [] } });
  if (method === 'textDocument/didOpen') length = params.textDocument.text.length;
  if (method === 'textDocument/didChange') {
    if (params.contentChanges[0].range.start.character !== 'COPY b'.length + params.textDocument.version - 2) process.exit(1);
    // An answer that belongs to another document, and one for the text as it was.
    send({ method: 'textDocument/publishDiagnostics', params: { uri: 'file:///other', diagnostics: [] } });
    send({ method: 'textDocument/publishDiagnostics', params: { uri: params.textDocument.uri, version: 0, diagnostics: [] } });
  }
  if (/did(Open|Change)$/.test(method) && !pulls) {
    const { uri, version } = params.textDocument;
    setTimeout(() => send({ method: 'textDocument/publishDiagnostics', params: { uri, version, diagnostics: [] } }), 3);
  }
};
process.stdin.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  for (;;) {
    const head = bytes.indexOf('\\r\\n\\r\\n');
    const size = Number(/Content-Length: (\\d+)/.exec(bytes.toString('latin1', 0, head))?.[1]);
    if (head < 0 || bytes.length < head + 4 + size) return;
    const message = JSON.parse(bytes.toString('utf8', head + 4, head + 4 + size));
    bytes = bytes.subarray(head + 4 + size);
    receive(message);
  }
});
`.replaceAll('\\\\', '\\');
const program = join(place, 'server.mjs');
writeFileSync(program, SERVER);
const folder = { path: place, files: [] };
const document = { path: 'Dockerfile', languageId: 'dockerfile', text: 'FROM a\nRUN a\nRUN b\nCOPY b\n' };

for (const [way, how] of [
  ['pull', 'pulled'],
  ['push', 'pushed'],
] as const)
  test(`diagnostics are ${how} where the server works so`, async () => {
    const server = await started(`'${process.execPath}' '${program}' ${way}`, folder, undefined);
    const result = await typed(server, folder, document, 'COPY', 7);
    await server.server.end();
    assert.equal(result.how, how);
    assert.equal(result.edits.length, 7);
    assert.ok(result.first > 0 && result.edits.every((time) => time > (way === 'push' ? 2 : 0)));
  });

test('a server that ends, or cannot be started, is no measurement', async () => {
  await assert.rejects(started('echo no server >&2', folder, undefined), /ended: no server/);
});

test('a wrapped export that does not exist fails the build, as does a file that is not part of it', async () => {
  writeFileSync(join(place, 'observer.ts'), 'export const wrap = (name, original) => () => `${name} ${original()}`;');
  writeFileSync(join(place, 'lib.ts'), 'export function one() { return 1; }\nexport const two = () => 2;\n');
  writeFileSync(join(place, 'entry.ts'), "export { one, two } from './lib.ts';\n");
  const bundled = (file: string, name: string) =>
    build({
      entryPoints: [join(place, 'entry.ts')],
      outfile: join(place, 'out.mjs'),
      bundle: true,
      format: 'esm',
      logLevel: 'silent',
      plugins: [wrappedExports({ [join(place, file)]: [name] }, join(place, 'observer.ts'))],
    });
  await bundled('lib.ts', 'one');
  const { one, two } = (await import(join(place, 'out.mjs'))) as { one(): unknown; two(): unknown };
  assert.deepEqual([one(), two()], ['one 1', 2]);
  await assert.rejects(bundled('lib.ts', 'three'), /does not export three/);
  await assert.rejects(bundled('elsewhere.ts', 'one'), /not part of the bundle/);
});
