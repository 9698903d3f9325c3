/** Measures the start of the language server, and the size of the package. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { SizeCase, StartCase } from './cases.ts';
import { ourServer } from './command.ts';
import { languageServer } from './language-server.ts';
import { median, OURS, type Series } from './series.ts';

/** Milliseconds of one start and end of Node. */
function emptyStart(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return performance.now() - start;
}

async function initialized(command: string): Promise<number> {
  const start = performance.now();
  const server = languageServer(command, () => null);
  const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities: {} };
  await server.request('initialize', params);
  const took = performance.now() - start;
  await server.end();
  return took;
}

export async function startSeries(one: StartCase, servers: readonly string[], runs: number): Promise<Series[]> {
  const commands = [ourServer, ...servers];
  const all = commands.map((): number[] => []);
  const empty: number[] = [];
  for (let i = -1; i < 3 * runs; i++) {
    const nothing = emptyStart();
    if (i >= 0) empty.push(nothing);
    for (const [n, command] of commands.entries()) {
      const took = await initialized(command);
      if (i >= 0) all[n]!.push(took);
    }
  }
  const common = { id: one.id, what: one.what, measure: 'wall' as const, unit: 'ms' as const };
  return [
    ...commands.map(
      (by, n): Series =>
        n === 0
          ? { ...common, by: OURS, samples: all[0]!, limit: 1.5 * median(empty) + 60 }
          : { ...common, by, samples: all[n]! },
    ),
    { ...common, by: 'node -e 0', samples: empty },
  ];
}

/** The package is built in the folder `place`. */
export function sizeSeries(one: SizeCase, place: string): Series[] {
  const file = path.join(place, 'bench.vsix');
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'package', file], { encoding: 'utf8' });
  const common = { id: one.id, what: one.what, by: OURS, measure: 'size' as const, unit: 'MB' as const, limit: 1 };
  if (run.status !== 0) return [{ ...common, samples: [], note: 'npm run package failed' }];
  return [{ ...common, samples: [fs.statSync(file).size / 1e6] }];
}
