/**
 * `npm run test:vscode`: the colours of ignore comments by VS Code's grammars; the suites of test/vscode in a real VS Code, once with the packaged extension's
 * Node entry and once with its web worker entry; then fixes are pressed in its light bulb. `-- colours`, `node`, `web` or `press` runs a part. The editor is npm's VS Code server in headless Chromium if Chromium is or can be installed, else a downloaded
 * desktop VS Code; SEAWORTHY_VSCODE=server|electron forces one. Exit code: 0 when every test passed.
 */
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { type BuildOptions, build } from 'esbuild';
import { ensureChromium, launch } from './vscode-browser.ts';
import { compareColours } from './vscode-colours.ts';
import { installServer, startServer } from './vscode-host.ts';
import { packExtension } from './vscode-packed.ts';
import { pressFixes } from './vscode-press.ts';

/** What the suites run in: the folder of the unpacked extension, one of its entries, and the folder that the editor opens. */
interface Trial {
  readonly extension: string;
  readonly entry: 'node' | 'web';
  readonly folder: string;
}

/** Runs the suites; resolves to whether all passed. `print` gets each line of the editor's output. */
type Run = (trial: Trial, print: (line: string) => void) => Promise<boolean>;

/** Milliseconds for one run of the suites; on a busy machine they take several minutes. */
const limit = 600_000;
/** Below the checkout, where the tests find their packages. */
const packedIn = path.resolve('out', `vscode-test-${process.pid}`);
/** In the extension's folder: the editor runs tests beside the extension whose folder holds them. */
const tests = path.join(packedIn, 'extension', 'tests');

async function bundleTests(): Promise<void> {
  const shared: BuildOptions = { bundle: true, format: 'cjs', sourcemap: 'inline', logLevel: 'error' };
  const [entries, outdir] = [(name: string) => [`test/vscode/${name}.ts`], tests];
  const external = ['vscode'];
  await build({
    ...shared,
    entryPoints: entries('node'),
    outdir,
    external: [...external, 'mocha'],
    platform: 'node',
    target: 'node20.19',
  });
  // Hide the bundle's `module` from Mocha's browser build, which would export to it.
  const define = { module: 'undefined' };
  await build({
    ...shared,
    entryPoints: entries('web'),
    outdir,
    external,
    define,
    platform: 'browser',
    target: 'es2023',
  });
}

/** In npm's VS Code server, the page being opened in headless Chromium. */
const inServer =
  (chromium: string): Run =>
  async ({ extension, entry, folder }, print) => {
    const server = await startServer(installServer(), {
      automation: true,
      // The start option extensionDevelopmentKind is read by the desktop only.
      settings: entry === 'web' ? { 'remote.extensionKind': { 'seaworthy.seaworthy': ['web'] } } : {},
    });
    const browser = await launch(chromium);
    try {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      const ended = new Promise<number>((resolve) => {
        void page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
          print(args.map(String).join(' ')),
        );
        void page.exposeFunction('codeAutomationExit', resolve);
        setTimeout(() => resolve(-1), limit).unref();
      });
      const payload: [string, string][] = [
        ['extensionDevelopmentPath', server.remote(extension)],
        ['extensionTestsPath', server.remote(path.join(tests, `${entry}.js`))],
      ];
      await page.goto(server.page(folder, payload));
      const code = await ended;
      if (code === -1) print(`no result after ${limit / 1000} s`);
      return code === 0;
    } finally {
      await browser.close();
      await server.stop();
    }
  };

/** In a desktop VS Code, downloaded from its maker. */
const inDesktop: Run = async ({ extension, entry, folder }, print) => {
  const program = await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.resolve('.cache/vscode-desktop') });
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-vscode-'));
  const args = [
    folder,
    `--extensionDevelopmentPath=${extension}`,
    `--extensionTestsPath=${path.join(tests, `${entry}.js`)}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(data, 'extensions')}`,
    ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--disable-workspace-trust'],
    ...['--skip-welcome', '--skip-release-notes', '--disable-telemetry'],
  ];
  if (entry === 'web') args.push('--extensionDevelopmentKind=web');
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: limit });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines) print(line);
  });
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', () => resolve(-1)));
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  return code === 0;
};

/** How the suites run, and the browser that can press fixes in VS Code's server. */
function choose(): { readonly run: Run; readonly chromium: string | undefined } {
  const forced = process.env.SEAWORTHY_VSCODE;
  const chromium = forced === 'electron' ? undefined : ensureChromium();
  if (forced === 'server' && !chromium) throw new Error('no Chromium found: install one or set SEAWORTHY_CHROMIUM');
  return { run: chromium ? inServer(chromium) : inDesktop, chromium };
}

/** Makes the folder a repository with one commit of its files. */
function commit(folder: string): void {
  const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  for (const words of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    [...person, 'commit', '-qm', 'one'],
  ])
    execFileSync('git', words, { cwd: folder });
}

const parts = ['colours', 'node', 'web', 'press'] as const;
const only = process.argv.slice(2);
const wanted = (part: (typeof parts)[number]): boolean =>
  only.includes(part) || !parts.some((one) => only.includes(one));

let failed = wanted('colours') && !compareColours();
if (!parts.slice(1).some(wanted)) process.exit(failed ? 1 : 0);
const { run, chromium } = choose();
fs.mkdirSync(packedIn, { recursive: true });
try {
  const { vsix, unpacked } = packExtension(packedIn);
  await bundleTests();
  for (const entry of ['node', 'web'] as const) {
    if (!wanted(entry)) continue;
    console.log(`\n${entry === 'node' ? 'Node entry' : 'web worker entry'}:`);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-folder-'));
    fs.cpSync('test/vscode/workspace', folder, { recursive: true });
    commit(folder);
    let summary = '';
    const output: string[] = [];
    const good = await run({ extension: unpacked, entry, folder }, (line) => {
      if (/^\[AgentHost\]|^Canceled/.test(line)) return; // of the editor's own extensions
      output.push(line);
      if (/^\d+ passing, \d+ failing$/.test(line)) summary = line;
      else if (/^ {2}(ok|FAILED) {2}/.test(line)) console.log(line);
    }).catch((error: unknown) => {
      output.push(String(error));
      return false;
    });
    fs.rmSync(folder, { recursive: true, force: true });
    // An editor that crashes without a failing test counts as one failure, never as success.
    if (!good && !/[1-9]\d* failing$/.test(summary)) {
      console.log(output.slice(-40).join('\n'));
      summary = `${Number.parseInt(summary, 10) || 0} passing, 1 failing`;
    }
    console.log(`test:vscode ${entry}: ${summary}`);
    failed ||= !good;
  }
  if (chromium && wanted('press')) failed = !(await pressFixes(chromium, vsix)) || failed;
} finally {
  fs.rmSync(packedIn, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
