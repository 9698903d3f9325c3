/** `npm run package [-- FILE.vsix]`: builds the extension's package, by default `seaworthy-VERSION.vsix`, and prints its size. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import manifest from '../package.json' with { type: 'json' };

const file = process.argv[2] ?? `seaworthy-${manifest.version}.vsix`;
// Everything is bundled, so no dependency is packed; and without a public repository relative links cannot be rewritten.
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
const run = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...flags], { stdio: 'inherit' });
if (run.status === 0) console.log(`${file}: ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
process.exitCode = run.status ?? 1;
