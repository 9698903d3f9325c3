/** Compares the colours of ignore comments with test/vscode/colours, by VS Code's own grammars: a part of `npm run test:vscode`. */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { globSync } from './lib/files.ts';
import { installServer } from './vscode-host.ts';

const PROGRAM = 'node_modules/vscode-tmgrammar-test/dist/unit.js';
const FOLDER = 'test/vscode/colours';

/** Prints a line for each file of the folder; resolves to whether every colour is as the file says. */
export function compareColours(): boolean {
  console.log('\nignore comments in colours:');
  const extensions = path.resolve(path.dirname(installServer().main), '../extensions');
  const grammars = ['docker', 'dotenv', 'yaml']
    .flatMap((name) => globSync(path.join(extensions, name, 'syntaxes'), (file) => file.endsWith('.json')))
    .flatMap((file) => ['--grammar', file]);
  const failing = globSync(FOLDER, () => true).filter((file) => {
    const words = [PROGRAM, '--compact', '--config', 'package.json', ...grammars, file];
    const run = spawnSync(process.execPath, words, { encoding: 'utf8' });
    console.log(`  ${run.status === 0 ? 'ok    ' : 'FAILED'}  ${file}`);
    if (run.status !== 0) console.log(run.stdout + run.stderr);
    return run.status !== 0;
  });
  const all = globSync(FOLDER, () => true).length;
  console.log(`test:vscode colours: ${all - failing.length} passing, ${failing.length} failing`);
  return all > 0 && failing.length === 0;
}
