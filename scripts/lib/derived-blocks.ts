/** Generated blocks in hand-written pages, between two comments: output of the CLI, and tables. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { mkdirSync, rmSync } from './files.ts';

/**
 * Replaces the text between `<!-- NAME:begin … -->` and `<!-- NAME:end -->`. Throws if either is missing.
 */
export function withBlock(page: string, name: string, lines: readonly string[]): string {
  const begin = new RegExp(`<!-- ${name.replaceAll('.', '\\.')}:begin[^>]*-->\n`).exec(page);
  const end = page.indexOf(`<!-- ${name}:end -->`);
  if (!begin || end < begin.index) throw new Error(`no block called ${name}`);
  return `${page.slice(0, begin.index + begin[0].length)}\n${lines.join('\n')}\n\n${page.slice(end)}`;
}

/** Builds the command line from the current sources. `run(words)` returns its standard output and exit code. */
export async function withCommandLine<T>(
  use: (run: (words: readonly string[], cwd: string) => string) => T,
): Promise<T> {
  const folder = `${process.cwd()}/out/derived-${process.pid}`;
  mkdirSync(folder);
  try {
    await build({
      entryPoints: ['server/src/cli/main.ts'],
      outfile: `${folder}/cli.mjs`,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    return use((words, cwd) => {
      const run = spawnSync(process.execPath, [`${folder}/cli.mjs`, ...words], { cwd, encoding: 'utf8' });
      if (run.status !== 0 && run.status !== 1) throw new Error(`seaworthy ${words.join(' ')}: ${run.stderr}`);
      return run.stdout;
    });
  } finally {
    rmSync(folder);
  }
}

/** `$ command` and its output as a fence. */
export const consoleFence = (command: string, output: string): string[] => [
  '```console',
  `$ ${command}`,
  ...output.trimEnd().split('\n'),
  '```',
];
