/** Names that stay with one release (code names of distributions, and of the release lines of programs), and names that do not. */
import { NAMED_LINES } from './additions.ts';
import { releasesOf } from './listed-tags.ts';
import { isCodename } from './tags.ts';

/** Named lines by image and name, with the line; `''` where it is not known. */
const LINES = new Map(
  NAMED_LINES.map(({ image, names }) => {
    const lines = names.split(' ').map((entry) => entry.split('=')) as [string, string?][];
    return [image, new Map(lines.map(([name, line = '']) => [name, line]))];
  }),
);

const firstWord = (tag: string): string => tag.split('-', 1)[0]!;

/** Whether a tag names a release line by a name that stays with it: `node:iron-slim`, `traefik:mimolette`. */
export const isNamedLine = (image: string, tag: string): boolean => LINES.get(image)?.has(firstWord(tag)) === true;

/** The line that such a tag names, where it is known. */
export const namedLine = (image: string, tag: string): string | undefined =>
  LINES.get(image)?.get(firstWord(tag)) || undefined;

/**
 * Whether a tag starts with the name of a release of the image: `debian:bookworm-slim`, `ros:jazzy`. The same word is a variant of
 * other images (`node:bookworm`).
 */
export function isRelease(image: string, tag: string): boolean {
  const first = firstWord(tag).toLowerCase();
  const products = releasesOf(image);
  if (products.some(({ cycles }) => cycles.some(({ name, codename }) => name === first || codename === first)))
    return true;
  const isDistribution = products.some(({ id }) => id === 'debian' || id === 'ubuntu');
  // Copies in a company's registry keep the name (`registry.acme.test/library/ubuntu`), and images of publishers end with it.
  return (isDistribution || /[/-](?:debian|ubuntu|raspbian)$/.test(image)) && isCodename(first);
}

/** Words for the newest release, a branch, a channel or an environment. */
export const CHANNEL_WORDS: ReadonlySet<string> = new Set(
  (
    'latest lts stable mainline current edge nightly main master trunk dev devel develop development testing unstable sid ' +
    'experimental rolling rawhide head canary next snapshot release prod production staging beta alpha preview insiders daily ' +
    'weekly tip labs'
  ).split(' '),
);
