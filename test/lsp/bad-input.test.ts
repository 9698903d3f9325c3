/** No input from a client or a file ends or hangs the server. Runs in a separate process, killed after 20 seconds. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { FOLDER, vscode, withEditor } from '../support/editor.ts';
import { stoppedClock } from '../support/stopped-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'seaworthy-server-'));
const program = join(folder, 'server.mjs');

before(async () => {
  const banner = "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);";
  await build({
    entryPoints: ['server/src/lsp/node.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    absWorkingDir: resolve('.'),
    logLevel: 'error',
    plugins: [stoppedClock],
  });
});
after(() => rmSync(folder, { recursive: true }));

interface Process {
  readonly child: ChildProcess;
  readonly client: ProtocolConnection;
  /** Rules found in a text, once it was opened under that address. */
  rules(uri: string, text: string, languageId: string): Promise<string[]>;
}

/** Runs `test` against a server that talks over stdio, and sees it end well. */
async function withProcess(run: (server: Process) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const watchdog = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const client = createProtocolConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  client.onRequest('workspace/configuration', () => [null]);
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('workspace/diagnostic/refresh', () => null);
  client.listen();
  await client.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: vscode,
    workspaceFolders: null,
  });
  await client.sendNotification('initialized', {});
  await run({
    child,
    client,
    async rules(uri, text, languageId) {
      await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
      const report = await client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.kind === 'full' ? report.items.map((d) => String(d.code)) : [];
    },
  });
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  const code = await exited;
  clearTimeout(watchdog);
  client.dispose();
  assert.equal(code, 0);
}

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n    - name: a\n      securityContext: {privileged: true}\n`;
const compose = (body: string) => `services:\n  a:\n    image: x:1\n    privileged: true\n${body}`;
const bomb = Array.from(
  { length: 12 },
  (_, i) =>
    `x${i}: &x${i} [${Array(9)
      .fill(i ? `*x${i - 1}` : '1')
      .join(', ')}]`,
).join('\n');

const hostile: readonly [name: string, text: string][] = [
  ['Dockerfile', ''],
  ['one-word/Dockerfile', 'hello'],
  ['heredoc/Dockerfile', 'FROM a\nRUN <<EOF\nUSER root\n'],
  ['quote/Dockerfile', 'FROM a\nRUN echo "never closed \\\n'],
  ['nul/Dockerfile', '\ufeffFROM a\u0000b\r\nUSER ro\u0000ot\r\rRUN \\'],
  ['long/Dockerfile', `FROM a\nRUN ${'echo x && '.repeat(20_000)}true\n`],
  ['continued/Dockerfile', `FROM a\nRUN a \\\n${'  b \\\n'.repeat(20_000)}`],
  ['deep.yaml', `${pod('a')}---\n${'[\n'.repeat(20_000)}`],
  ['deep-again.yaml', `${pod('a')}extra: ${'{a: '.repeat(20_000)}`],
  ['deep-block.yaml', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('') + pod('a')],
  ['deep.json', `{"apiVersion":"v1","kind":"Pod","a":${'['.repeat(20_000)}`],
  ['compose.yaml', compose(`    labels: &a\n      x: *a\n${bomb}\n`)],
  ['cycle/compose.yaml', compose('    x: &b [*b]\n    <<: *b\n')],
  ['tabs/compose.yaml', 'services:\n\ta:\n\t\timage: x\n'],
  ['map.yaml', 'apiVersion: v1\nkind: Pod\nspec:\n  containers: {a: {securityContext: 7}}\n  securityContext: []\n'],
  ['types.yaml', 'apiVersion: [v1]\nkind: {a: b}\nmetadata: 7\nspec: yes\n'],
  ['twice.yaml', `${pod('a')}spec: 7\nspec:\n  containers: 5\n`],
  ['.seaworthy.yaml', 'rules: &r\n  <<: *r\n  ? [a]\n  : b\n'],
  ['surrogates.yaml', `${pod('a')}# \ud800 \udc00\n`],
];

test('hostile files, all in one process that goes on to work', async () => {
  await withProcess(async (server) => {
    for (const [name, text] of hostile) {
      const uri = `file:///nowhere/${name}`;
      await server.rules(uri, text, name.endsWith('json') ? 'json' : name.endsWith('yaml') ? 'yaml' : 'dockerfile');
      const range = { start: { line: 0, character: 0 }, end: { line: 1e9, character: 0 } };
      const context = { diagnostics: [] };
      const actions = await server.client.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context,
      });
      assert.ok(Array.isArray(actions), name);
      for (const action of actions.slice(0, 4))
        if (!action.command) await server.client.sendRequest('codeAction/resolve', action);
      const only = { ...context, only: ['source.fixAll'] };
      await server.client.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: only });
      await server.client.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line: 3, character: 4 },
      });
    }
    const rules = await server.rules('file:///nowhere/last.yaml', pod('z'), 'yaml');
    assert.ok(rules.includes('privilege/privileged-container'));
  });
});

test('what can be read of a broken stream is judged', async () => {
  await withProcess(async (server) => {
    const rules = await server.rules('file:///nowhere/a.yaml', `${pod('a')}---\na: [\n---\n${pod('b')}`, 'yaml');
    assert.equal(rules.filter((r) => r === 'privilege/privileged-container').length, 2);
  });
});

test(
  'messages of a wrong shape are answered or passed over',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/Dockerfile`;
    await editor.open(uri, 'FROM a\nUSER root\n');
    await editor.ready();
    const wrong: unknown[] = [
      {},
      { textDocument: {} },
      { textDocument: { uri: 7 } },
      { textDocument: { uri } },
      { textDocument: { uri }, range: 7, position: 'x', context: { only: 'all', diagnostics: 7 } },
      {
        textDocument: { uri },
        range: { start: { line: -1, character: 1e99 }, end: { line: 'x' } },
        position: { line: Number.MAX_SAFE_INTEGER, character: -5 },
        context: { diagnostics: [null, 7] },
      },
    ];
    for (const params of wrong) {
      for (const method of ['textDocument/diagnostic', 'textDocument/codeAction', 'textDocument/hover'])
        await editor.client.sendRequest(method, params);
      for (const method of [
        'textDocument/didOpen',
        'textDocument/didChange',
        'textDocument/didClose',
        'workspace/didChangeWatchedFiles',
        'workspace/didChangeConfiguration',
        'workspace/didRenameFiles',
        'workspace/didDeleteFiles',
        'workspace/didChangeWorkspaceFolders',
      ])
        if (params !== wrong[3]) await editor.client.sendNotification(method, params as object);
    }
    for (const data of [
      null,
      7,
      [],
      { uri: 7 },
      { uri, version: 1, do: 'fly' },
      { uri, version: 1, do: 'ignore', scope: 'x' },
    ])
      await editor.client.sendRequest('codeAction/resolve', { title: 'x', data });
    const changes = [null, 7, { uri: 7 }, { uri: '' }, { uri: FOLDER, type: 3 }, { uri: `${FOLDER}/`, type: 1 }];
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    const beyond = { start: { line: 9, character: 9 }, end: { line: 0, character: 0 } };
    const contentChanges = [{ range: beyond, text: '# x\n' }];
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 9 },
      contentChanges,
    });
    await editor.open(`${FOLDER}/b/Dockerfile`, 'FROM a\nUSER root\n');
    assert.deepEqual(await editor.rules(`${FOLDER}/b/Dockerfile`), ['2 user/root-user']);
    assert.ok(!editor.log.some((line) => /USER root/.test(line)), 'no contents in the log');
  }),
);

test('abilities of a wrong shape are abilities a client does not have', async () => {
  const capabilities = {
    workspace: 7,
    textDocument: { codeAction: { resolveSupport: { properties: 'edit' } }, hover: [] },
  };
  await withEditor({ capabilities, initializationOptions: 'x' }, async (editor) => {
    const uri = `${FOLDER}/Dockerfile`;
    await editor.open(uri, 'FROM a\nUSER root\n');
    assert.deepEqual(await editor.rules(uri), ['2 user/root-user']);
  })();
});
