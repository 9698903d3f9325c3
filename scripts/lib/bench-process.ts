/** Measures separate processes: the language server's start and answers, the command line; and the package's size. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { median, type Row } from './bench-table.ts';
import { PINNED_DAY } from './pinned-day.ts';

const SERVER = 'server/dist/server.js';
const CLI = 'server/dist/cli.js';
const fixture = (name: string): string => fs.readFileSync(`bench/fixtures/${name}`, 'utf8');

/** Builds the bundles first, so that no stale one is measured. */
export async function* processRows(): AsyncGenerator<Row> {
  const built = spawnSync(process.execPath, ['scripts/run.mjs', 'build', 'core.js', 'server.js', 'cli.js'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the bundles were not built:\n${built.stderr}`);
  const empty = await repeat(15, async () => ended(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })));
  yield { what: '  node -e 0', samples: empty, limit: undefined, unit: 'ms' };
  yield {
    what: 'language server: spawn to initialized',
    samples: await repeat(15, initialized),
    limit: 1.5 * median(empty) + 60,
    unit: 'ms',
  };
  yield {
    what: '  language server: edit to diagnostics, 150 lines',
    samples: await roundTrips(fixture('ordinary.Dockerfile')),
    limit: undefined,
    unit: 'ms',
  };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-bench-'));
  try {
    const text = fixture('ordinary.Dockerfile');
    for (let i = 0; i < 1000; i++) {
      fs.mkdirSync(path.join(folder, `service-${i}`));
      fs.writeFileSync(path.join(folder, `service-${i}/Dockerfile`), text.replaceAll('shop', `shop${i}`));
    }
    const run = (): Promise<void> =>
      ended(spawn(process.execPath, [CLI, 'check', '--today', PINNED_DAY, folder], { stdio: 'ignore' }));
    yield { what: 'command line: 1,000 Dockerfiles', samples: await repeat(5, run), limit: 3000, unit: 'ms' };
    yield packageRow(path.join(folder, 'bench.vsix'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function repeat(runs: number, work: () => Promise<void>): Promise<number[]> {
  await work();
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  return samples;
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

function packageRow(file: string): Row {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'package', file], { encoding: 'utf8' });
  const made = run.status === 0;
  const samples = made ? [fs.statSync(file).size / 1e6] : [];
  return { what: 'the .vsix', samples, limit: 1, unit: 'MB', ...(made ? {} : { note: 'npm run package failed' }) };
}

/** A language server over standard input and output. */
function server(): { child: ChildProcess; send(message: object): void; answer(id: number): Promise<unknown> } {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<number, (result: unknown) => void>();
  let buffer = Buffer.alloc(0);
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  child.stdout!.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString('latin1'))?.[1]);
      if (head < 0 || buffer.length < head + 4 + length) return;
      const message = JSON.parse(buffer.subarray(head + 4, head + 4 + length).toString('utf8'));
      buffer = buffer.subarray(head + 4 + length);
      if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
      else if (message.id !== undefined) waiting.get(message.id)?.(message.result);
    }
  });
  return { child, send, answer: (id) => new Promise((resolve) => waiting.set(id, resolve)) };
}

const initialize = {
  id: 1,
  method: 'initialize',
  params: {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities: { textDocument: { diagnostic: { relatedDocumentSupport: true } }, workspace: {} },
  },
};

async function initialized(): Promise<void> {
  const { child, send, answer } = server();
  const answered = answer(1);
  send(initialize);
  await answered;
  child.kill();
}

async function roundTrips(text: string): Promise<number[]> {
  const { child, send, answer } = server();
  const started = answer(1);
  send(initialize);
  await started;
  send({ method: 'initialized', params: {} });
  const uri = 'file:///bench/Dockerfile';
  const textDocument = { uri, languageId: 'dockerfile', version: 0, text };
  send({ method: 'textDocument/didOpen', params: { textDocument } });
  let id = 1;
  const position = { line: 60, character: 0 };
  const samples = await repeat(100, async () => {
    const contentChanges = [{ range: { start: position, end: position }, text: '#' }];
    send({ method: 'textDocument/didChange', params: { textDocument: { uri, version: ++id }, contentChanges } });
    const answered = answer(id);
    send({ id, method: 'textDocument/diagnostic', params: { textDocument: { uri } } });
    await answered;
  });
  child.kill();
  return samples.slice(20);
}
