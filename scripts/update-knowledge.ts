/**
 * `npm run update-knowledge -- DIR [--check]`: makes the generated tables in server/src/core/image/knowledge/data from the files in DIR:
 * `end-of-life.json`, `official-images.json` and `default-users.json`. docs/knowledge.md says how those are made. With `--check` nothing is
 * written, and the exit code is 1 if a table is out of date. Wrong usage, and files that are missing or of a wrong shape, are exit code 2:
 * then no table is written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knowledgeTables } from './lib/knowledge-update.ts';

const TABLES = 'server/src/core/image/knowledge/data';
/** More problems than this are counted. */
const SHOWN = 20;

const args = process.argv.slice(2);
const check = args.includes('--check');
const folder = args.find((arg) => !arg.startsWith('--'));
if (folder === undefined) {
  console.error('usage: npm run update-knowledge -- DIR [--check]');
  process.exit(2);
}
const made = knowledgeTables(folder);
if ('problems' in made) {
  const { problems } = made;
  for (const problem of problems.slice(0, SHOWN)) console.error(problem);
  if (problems.length > SHOWN) console.error(`and ${problems.length - SHOWN} more`);
  console.error('no table was written');
  process.exit(2);
}

let stale = 0;
for (const [name, text] of Object.entries(made.tables)) {
  const path = join(TABLES, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale++;
  if (check) {
    console.error(`${path} is out of date: run \`npm run update-knowledge -- ${folder}\``);
    continue;
  }
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
process.exitCode = check && stale > 0 ? 1 : 0;
