/** The command line as it ships, in a bundle for the tests that run it. `npm test` builds it once for all of them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { BUNDLES } from '../../scripts/lib/bundles.ts';
import { stoppedClock } from './stopped-clock.ts';

/** The variable with the absolute path of the program. */
export const PROGRAM_VARIABLE = 'SEAWORTHY_TEST_PROGRAM';

/** The folder with V8's code of the core, for the program built into `outdir`. */
export const codeFolder = (outdir: string): string => `${outdir}-code`;

/** The variable with another folder for V8's code, absolute: for a test that looks at what is kept. */
export const CODE_VARIABLE = 'SEAWORTHY_TEST_CODE';

/** Keeps V8's code of the core in `folder`, so that the tests leave nothing in the user's cache. */
const keptIn = (folder: string): Plugin => ({
  name: 'kept-in',
  setup({ onLoad }) {
    onLoad({ filter: /server[\\/]src[\\/]host[\\/]node-code-cache\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8').replace('export function cacheFolder(', 'function folderOfUser(')}
export const cacheFolder = () => process.env.${CODE_VARIABLE} ?? ${JSON.stringify(folder)};`,
      loader: 'ts',
    }));
  },
});

/** V8's code is kept again when a file of another kind is checked. */
const ONE_OF_EACH_KIND = {
  Dockerfile: 'FROM scratch\n',
  'compose.yaml': 'services: { web: { image: web } }\n',
  'pod.yaml': 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: web, image: web }] }\n',
};

/**
 * Builds it into `outdir`, which holds nothing else and is two folders below the root: the program looks for the rules' pages from there.
 * Runs it over each kind of file, so that V8's code is kept before a test counts calls or files. Returns the absolute path of the program.
 */
export async function buildProgram(outdir: string): Promise<string> {
  mkdirSync(outdir, { recursive: true });
  for (const name of ['core.js', 'cli.js']) {
    const { plugins = [], ...options } = BUNDLES[`server/dist/${name}`]!;
    const ofTests = name === 'cli.js' ? [stoppedClock, keptIn(resolve(codeFolder(outdir)))] : [];
    const outfile = `${outdir}/${name}`;
    await build({
      ...options,
      entryPoints: options.entryPoints!,
      minify: false,
      outfile,
      plugins: [...ofTests, ...plugins],
    });
  }
  writeFileSync(`${outdir}/package.json`, '{ "type": "module" }\n');
  const program = resolve(outdir, 'cli.js');
  for (const [name, input] of Object.entries(ONE_OF_EACH_KIND))
    spawnSync(process.execPath, [program, 'check', '-', '--stdin-filename', name], { input, cwd: outdir });
  return program;
}
