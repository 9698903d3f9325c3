/** The texts of the extension's page in the editor. `npm run package` packs them in the place of the repository's README.md and CHANGELOG.md. */
import * as fs from 'node:fs';

/** The page as it is written: its pictures are files of the repository. */
export const PAGE = 'client/README.md';
/** Written by `npm run package`. */
export const README = 'client/dist/README.md';
export const CHANGELOG = 'client/dist/CHANGELOG.md';

/**
 * The page with its pictures at `images`, the https address of the repository's folder images/. Without an address it has no pictures: for
 * one that is a file of the package, or data, VS Code shows a broken one in its place (tried in code-server 4.139.1).
 */
export function packedPage(images: string | undefined): string {
  const page = fs.readFileSync(PAGE, 'utf8');
  return images === undefined
    ? page.replace(/^!\[[^\]]*\]\([^)]*\)\n\n/gm, '')
    : page.replace(/\]\(\.\.\/images\//g, `](${images.replace(/\/$/, '')}/`);
}

/** The repository's changelog without its links to files: the package does not hold them. The text of each link stays. */
export const packedChangelog = (): string =>
  fs.readFileSync('CHANGELOG.md', 'utf8').replace(/(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1');
