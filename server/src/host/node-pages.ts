/** Finds the rule pages that are installed beside the program. */
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Relative to a bundle: in the npm package, and in a checkout. */
const FOLDERS = ['../docs/rules/', '../../docs/rules/'];

/** The folder of the pages, by which `new URL` finds them; `undefined` if none are installed. `bundle`: the address of the running file. */
export function pagesFolder(bundle: string = import.meta.url): URL | undefined {
  return FOLDERS.map((folder) => new URL(folder, bundle)).find((folder) => fs.existsSync(fileURLToPath(folder)));
}
