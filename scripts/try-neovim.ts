/**
 * `npm run try-neovim`: starts Neovim 0.11 or later (`nvim` on the PATH, or SEAWORTHY_NVIM) without a user interface on a copy of examples/ (not named so: findings in a folder of examples are lowered), with the configuration
 * that docs/editors/neovim.md shows, and runs test/editors/neovim.lua in it. Exit code: 0 when everything worked, 1 when something did not, 2 without Neovim.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fencesOf } from './lib/page.ts';

const nvim = process.env.SEAWORTHY_NVIM ?? 'nvim';
const version = spawnSync(nvim, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
if (!version) {
  console.error(`no Neovim: ${nvim} does not start`);
  process.exit(2);
}
console.log(version);
if (spawnSync(process.execPath, ['scripts/run.mjs', 'build', 'server/'], { stdio: 'ignore' }).status !== 0)
  process.exit(1);

const configuration = fencesOf(fs.readFileSync('docs/editors/neovim.md', 'utf8')).find((f) => f.language === 'lua');
if (!configuration) throw new Error('docs/editors/neovim.md shows no configuration');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-neovim-'));
try {
  const [init, bin, shop] = ['init.lua', 'bin', 'shop'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  fs.writeFileSync(init, `${configuration.body}\n`);
  fs.mkdirSync(bin);
  fs.symlinkSync(path.resolve('server/bin/seaworthy.js'), path.join(bin, 'seaworthy'));
  fs.cpSync('examples', shop, { recursive: true });
  const run = spawnSync(
    nvim,
    ['--headless', '-n', '-i', 'NONE', '-u', init, '-l', path.resolve('test/editors/neovim.lua')],
    {
      cwd: shop,
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 300_000,
    },
  );
  process.exitCode = run.status === 0 ? 0 : 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
