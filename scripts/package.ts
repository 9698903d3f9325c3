/**
 * `npm run package [-- FILE.vsix] [-- --images=https://…]`: builds the extension's package, by default `seaworthy-VERSION.vsix`, and prints its size.
 * `--images` is the address of a public copy of images/; without it the extension's page has no pictures.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import manifest from '../package.json' with { type: 'json' };
import { CHANGELOG, packedChangelog, packedPage, README } from './lib/packed-texts.ts';

const words = process.argv.slice(2);
const file = words.find((word) => !word.startsWith('--')) ?? `seaworthy-${manifest.version}.vsix`;
const images = words.find((word) => word.startsWith('--images='))?.slice('--images='.length);
fs.mkdirSync('client/dist', { recursive: true });
fs.writeFileSync(README, packedPage(images));
fs.writeFileSync(CHANGELOG, packedChangelog());
// Everything is bundled, so no dependency is packed; and without a public repository relative links cannot be rewritten.
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
const texts = ['--readme-path', README, '--changelog-path', CHANGELOG];
const run = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...flags, ...texts], {
  stdio: 'inherit',
});
if (run.status === 0) console.log(`${file}: ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
process.exitCode = run.status ?? 1;
