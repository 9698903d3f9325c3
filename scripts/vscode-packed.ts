/** The packaged extension, which `npm run test:vscode` tests: the file that users install, and the same unpacked. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { unzipSync } from 'fflate';

/** Absolute paths. */
export interface Packed {
  /** The package. */
  readonly vsix: string;
  /** A folder with the package's contents, which an editor can run tests in. */
  readonly unpacked: string;
}

/** Builds the package into `dir`, which must exist, and unpacks it. Throws with the output if it cannot be built. */
export function packExtension(dir: string): Packed {
  const vsix = path.join(dir, 'seaworthy.vsix');
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'package', vsix], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the extension was not packaged:\n${run.stdout}${run.stderr}`);
  for (const [name, bytes] of Object.entries(unzipSync(fs.readFileSync(vsix)))) {
    if (name.endsWith('/')) continue;
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
  }
  return { vsix, unpacked: path.join(dir, 'extension') };
}
