/** The file with the pages of all rules, for the extension: client/src/pages.ts reads it. */
import * as fs from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { globSync } from './files.ts';

const FOLDER = 'docs/rules';

/** The pages below docs/rules as a compressed JSON object: Markdown by rule id. */
export function packedPages(): Uint8Array {
  const files = globSync(FOLDER, (file) => /\/[a-z-]+\/[a-z0-9-]+\.md$/.test(file));
  const pages = files.map((file) => [file.slice(FOLDER.length + 1, -'.md'.length), fs.readFileSync(file, 'utf8')]);
  return deflateRawSync(JSON.stringify(Object.fromEntries(pages)), { level: 9, memLevel: 9 });
}
