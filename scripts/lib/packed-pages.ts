/** The file with the pages of all rules, for the extension: client/src/pages.ts reads it. */
import * as fs from 'node:fs';
import { posix } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { globSync } from './files.ts';

const FOLDER = 'docs/rules';
/** A link to a file: its text, and the path without the heading. */
const LINK = /\[([^\]]*)\]\((?!https?:)([^)\s#]+)(?:#[^)\s]*)?\)/g;

/** The pages below docs/rules: Markdown by rule id. A link to a file that is not one of them is only its text here. */
export function pagesOfRules(): Readonly<Record<string, string>> {
  const files = globSync(FOLDER, (file) => /\/[a-z-]+\/[a-z0-9-]+\.md$/.test(file));
  const packed = new Set(files);
  const page = (file: string): string =>
    fs.readFileSync(file, 'utf8').replace(LINK, (link, text: string, target: string) => {
      const path = posix.join(posix.dirname(file), target);
      return packed.has(path) ? link : text;
    });
  return Object.fromEntries(files.map((file) => [file.slice(FOLDER.length + 1, -'.md'.length), page(file)]));
}

/** The same as a compressed JSON object. */
export const packedPages = (): Uint8Array => deflateRawSync(JSON.stringify(pagesOfRules()), { level: 9, memLevel: 9 });
