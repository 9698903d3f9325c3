/** The language server as a process of its own, from a bundle built for these tests, fed with bytes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { after } from 'node:test';
import { build } from 'esbuild';
import { stoppedClock } from './stopped-clock.ts';

const program = `out/server-${process.pid}.mjs`;
await build({
  entryPoints: ['server/src/lsp/node.ts'],
  outfile: program,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  logLevel: 'error',
  plugins: [stoppedClock],
});
after(() => rmSync(program, { force: true }));

/** An endless wait is what this is for. */
const DEADLINE = 120_000;

export interface Answer {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Server {
  readonly child: ChildProcess;
  send(bytes: string | Buffer): void;
  /** Ends the client's side of the connection. */
  hangUp(): void;
  /** The next message with an `id` and without a method. Fails if the server ends before it, or does not answer at all. */
  answer(): Promise<Answer>;
  /** How the server ended: its code (`null`: it did not end by itself) and what it wrote to standard error. */
  ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** A message with its header. */
export function framed(message: unknown): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export const initialize = (processId: number | null): string =>
  framed({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId, rootUri: null, workspaceFolders: null, capabilities: {} },
  });

/** Starts a server over standard input and output, or the program at another path. `flags`: of Node. */
export function startServer(path = program, flags: readonly string[] = []): Server {
  const child = spawn(process.execPath, [...flags, path, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  return serverOver(child, child.stdin, child.stdout);
}

/** Starts a server that connects to a socket of this process: `--socket` to a port, `--pipe` to a name. */
export async function startConnected(transport: '--socket' | '--pipe'): Promise<Server> {
  const listener = createServer();
  const pipe =
    process.platform === 'win32' ? `\\\\.\\pipe\\${program}` : join(mkdtempSync(join(tmpdir(), 'pipe-')), 'a');
  await new Promise<void>((ready) => {
    if (transport === '--pipe') listener.listen(pipe, ready);
    else listener.listen(0, '127.0.0.1', ready);
  });
  const address = listener.address();
  const where = typeof address === 'object' && address ? address.port : pipe;
  const child = spawn(process.execPath, [program, `${transport}=${where}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const socket = await new Promise<Socket>((connected) => listener.once('connection', connected));
  listener.close();
  return serverOver(child, socket, socket);
}

/** What a server says that finds nobody at the other end of its transport. */
export function unconnected(word: string): { readonly code: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [program, word], { encoding: 'utf8', timeout: DEADLINE });
  return { code: status, stderr };
}

/** A process with the two ends of its connection. */
function serverOver(child: ChildProcess, to: Writable, from: Readable): Server {
  const watchdog = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  // A server that has ended does not read.
  to.on('error', () => {});
  const ended = new Promise<{ code: number | null; stderr: string }>((done) => {
    child.once('close', (code) => {
      clearTimeout(watchdog);
      to.destroy();
      done({ code, stderr });
    });
  });
  const answers: Answer[] = [];
  const waiting: ((answer: Answer) => void)[] = [];
  let bytes = Buffer.alloc(0);
  from.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let end = bytes.indexOf('\r\n\r\n'); end >= 0; end = bytes.indexOf('\r\n\r\n')) {
      const length = Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1', 0, end))?.[1]);
      if (bytes.length < end + 4 + length) return;
      const message = JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length)) as Answer;
      bytes = bytes.subarray(end + 4 + length);
      if (message.method !== undefined || message.id === undefined) continue;
      const next = waiting.shift();
      if (next) next(message);
      else answers.push(message);
    }
  });
  return {
    child,
    ended,
    send: (data) => void to.write(data),
    hangUp: () => void to.end(),
    async answer() {
      const known = answers.shift();
      if (known) return known;
      const next = new Promise<Answer>((resolve) => waiting.push(resolve));
      const end = ended.then(({ code, stderr }) => {
        throw new Error(`the server ended with ${code}: ${stderr}`);
      });
      return Promise.race([next, end]);
    },
  };
}
