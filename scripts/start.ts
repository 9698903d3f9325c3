/**
 * `npm start [-- FOLDER]`: builds, and opens VS Code with the extension on `examples/` or another folder: the local `code`, else
 * npm's VS Code server with the packaged extension, whose address is printed. SEAWORTHY_VSCODE=server always uses the server.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installServer, startServer } from './vscode-host.ts';

const folder = path.resolve(process.argv[2] ?? 'examples');
if (!fs.existsSync(folder)) {
  console.error(`no such folder: ${folder}`);
  process.exit(2);
}

/** Runs another script; exits if it fails. */
function script(name: string, ...args: string[]): void {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', name, ...args], { stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
const code = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((dir) => names.map((name) => path.join(dir, name)))
  .find((file) => fs.existsSync(file));

if (code && process.env.SEAWORTHY_VSCODE !== 'server') {
  script('build');
  const quoted = process.platform === 'win32' ? (text: string) => `"${text}"` : (text: string) => text;
  const args = [`--extensionDevelopmentPath=${path.resolve('.')}`, folder].map(quoted);
  const run = spawnSync(quoted(code), args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status === 0) console.log(`VS Code opens ${folder} with the extension`);
  process.exitCode = run.status ?? 1;
} else {
  const vsix = path.resolve('out/seaworthy.vsix');
  fs.mkdirSync('out', { recursive: true });
  script('package', vsix);
  const settings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
  };
  const server = await startServer(installServer(), { extension: vsix, settings });
  console.log(`\nopen this address in a browser (Ctrl+C ends the server):\n\n  ${server.page(folder)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}
