/** Profiles the command line over the files of a case. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build } from 'esbuild';
import { BUNDLES } from '../../scripts/lib/bundles.ts';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { wrappedExports } from '../../scripts/lib/wrapped-exports.ts';
import type { Profile } from './observer.ts';
import { PHASES, TIMED } from './phases.ts';

/** The most rules that are listed. */
const MOST = 15;

/** Runs a bundle with timers over the folder and returns its profile. The timers cost time: compare shares, not milliseconds. */
export async function profiled(folder: string, format: string): Promise<Profile> {
  const program = path.resolve(`out/profile-${process.pid}.mjs`);
  const file = `${program}.json`;
  const { plugins: _, banner: __, ...options } = BUNDLES['server/dist/cli.js']!;
  try {
    await build({
      ...options,
      // Not the entry that ships, which loads the core as a file of its own: the wrappers are for a bundle that holds all.
      entryPoints: ['server/src/cli/main.ts'],
      minify: false,
      outfile: program,
      // For Node, yaml's other build is slower: see `bundles.ts`.
      mainFields: ['browser', 'module', 'main'],
      banner: {
        js: "import{createRequire as createRequireOfBundle}from'node:module';const require=createRequireOfBundle(import.meta.url);",
      },
      plugins: [
        wrappedExports(
          Object.fromEntries(Object.entries(TIMED).map(([source, names]) => [source, Object.keys(names)])),
          'bench/profile/observer.ts',
        ),
      ],
    });
    const words = [program, 'check', '--today', PINNED_DAY, '--format', format, folder];
    const env = { ...process.env, BENCH_PROFILE: file };
    const ran = spawnSync(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (ran.status === null || ran.status > 1)
      throw new Error(`the profiled program failed: ${ran.stderr.slice(0, 500)}`);
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Profile;
  } finally {
    fs.rmSync(program, { force: true });
    fs.rmSync(file, { force: true });
  }
}

/** A table of phases, then of the rules that take longest. The time of rules is part of no phase but their own list. */
export function profileTable({ total, phases, rules }: Profile): string {
  const line = (name: string, ms: number): string =>
    `${name.padEnd(36)} ${ms.toFixed(0).padStart(7)} ms ${((100 * ms) / total).toFixed(1).padStart(5)} %`;
  const inRules = Object.values(rules).reduce((sum, ms) => sum + ms, 0);
  const own = PHASES.map((phase): [string, number] => [
    phase,
    (phases[phase] ?? 0) + (phase === 'rules' ? inRules : 0),
  ]);
  const known = own.reduce((sum, [, ms]) => sum + ms, 0);
  const slowest = Object.entries(rules).sort((a, b) => b[1] - a[1]);
  return [
    ...own.map(([name, ms]) => line(name, ms)),
    line('start of Node, the rest', total - known),
    line('all', total),
    '',
    ...slowest.slice(0, MOST).map(([name, ms]) => line(name, ms)),
  ].join('\n');
}
