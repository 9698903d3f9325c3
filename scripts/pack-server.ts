/** Before `npm pack` in server/: builds the bundles, and copies the rule pages and licences from the project's root. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';

const run = spawnSync(process.execPath, ['scripts/run.mjs', 'build', 'server/'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (run.status !== 0) process.exit(run.status ?? 1);
fs.rmSync('server/docs', { recursive: true, force: true });
fs.cpSync('docs/rules', 'server/docs/rules', { recursive: true });
for (const file of ['LICENSE', 'ThirdPartyNotices.txt']) fs.copyFileSync(file, `server/${file}`);
