/**
 * `npm start [-- FOLDER]`: builds, and opens VS Code with the extension on a copy of `examples/`, or on another folder as it is: in the local `code`, else
 * in npm's VS Code server with the packaged extension, whose address is printed. In the copy a file is open beside the walkthrough
 * (scripts/start-window). SEAWORTHY_VSCODE=server always uses the server.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FIRST_FILE, shopCopy } from './lib/shop-copy.ts';
import { installServer, startServer } from './vscode-host.ts';

const own = process.argv[2];
if (own !== undefined && !fs.existsSync(own)) {
  console.error(`no such folder: ${own}`);
  process.exit(2);
}
const folder = own === undefined ? shopCopy() : path.resolve(own);
/** Arranges the window of the copy. */
const arrange = path.resolve('scripts/start-window');

const steps = `
What to try:
  1. ${FIRST_FILE} is open. What is wrong is underlined, and listed in the Problems panel.
  2. Rest the pointer on an underlined text: the hover says what is wrong, why, and what to do.
  3. Click on "sudo", press Ctrl+. (Cmd+.) and choose "Remove sudo".
  4. Click on "root" in the last lines, press Ctrl+. and choose to ignore it here: type a reason.
  5. Open compose.yaml and the files in k8s/.
This is a copy of examples/, in ${folder}. Change what you like.`;

/** Runs another script; exits if it fails. */
function script(name: string, ...args: string[]): void {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', name, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

/** The .vsix of {@link arrange}: without its test driver, which hides messages, the server loads packaged extensions only. */
function packArrangement(): string {
  const file = path.resolve('out/start-window.vsix');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  const vsce = path.resolve('node_modules/@vscode/vsce/vsce');
  const run = spawnSync(process.execPath, [vsce, 'package', ...flags], { cwd: arrange, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the arrangement of the window was not packaged:\n${run.stdout}${run.stderr}`);
  return file;
}

const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
const code = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((dir) => names.map((name) => path.join(dir, name)))
  .find((file) => fs.existsSync(file));

if (code && process.env.SEAWORTHY_VSCODE !== 'server') {
  console.log(`building the extension, then opening ${code}; nothing is fetched`);
  script('build');
  const quoted = process.platform === 'win32' ? (text: string) => `"${text}"` : (text: string) => text;
  const extensions = own === undefined ? [path.resolve('.'), arrange] : [path.resolve('.')];
  const args = ['--new-window', ...extensions.map((dir) => `--extensionDevelopmentPath=${dir}`), folder].map(quoted);
  const run = spawnSync(quoted(code), args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status === 0) console.log(own === undefined ? steps : `VS Code opens ${folder} with the extension`);
  process.exitCode = run.status ?? 1;
} else {
  console.log(
    `${code ? 'SEAWORTHY_VSCODE is set' : 'there is no `code` on the PATH'}: a VS Code server from npm is used, in your browser`,
  );
  const installed = installServer();
  const vsix = path.resolve('out/seaworthy.vsix');
  fs.mkdirSync('out', { recursive: true });
  console.log('packaging the extension, and starting the server');
  script('package', vsix);
  const extensions = own === undefined ? [vsix, packArrangement()] : [vsix];
  const settings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
  };
  const server = await startServer(installed, { extensions, settings });
  if (own === undefined) console.log(steps);
  console.log(`\nopen this address in a browser (Ctrl+C ends the server):\n\n  ${server.page(folder)}\n`);
  const end = async (): Promise<void> => {
    await server.stop();
    if (own === undefined) fs.rmSync(path.dirname(folder), { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}
