/** `npm run types`: type-checks the whole project, then the core alone, without Node's or the DOM's types. */
import { spawnSync } from 'node:child_process';

let status = 0;
for (const project of ['tsconfig.json', 'server/src/core/tsconfig.json']) {
  const run = spawnSync('node_modules/.bin/tsc', ['-p', project], { stdio: 'inherit' });
  status ||= run.status ?? 1;
}
process.exitCode = status;
