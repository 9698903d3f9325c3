/** Checking hostile text takes time that grows with its length, not with its square. `npm run doubling` searches for other cases. */
import { test } from 'node:test';
import { checkFile, fileWith } from '../../../scripts/lib/doubling-check.ts';
import { families } from '../../../scripts/lib/doubling-pieces.ts';
import { PLACES } from '../../../scripts/lib/doubling-places.ts';
import { readers } from '../../../scripts/lib/doubling-readers.ts';
import { assertGrowth } from '../../support/growth.ts';

/** Pairs of a place and a family whose time once grew with the square of the length, or faster; with a length to begin at. */
const CASES: readonly (readonly [place: string, family: string, size: number])[] = [
  ['Dockerfile: a key of ENV', '"\\\\\\n "', 16_000],
  ['Dockerfile: a quoted word of RUN', '" \\\\\\n"', 16_000],
  ['Dockerfile: a default of ARG', '"- "', 2000],
  ['Dockerfile: an expansion', '"password "', 8000],
  ['Dockerfile: a value of ENV', '" #"', 64_000],
  ['Compose: a secret', '"# seaworthy: ignore[user/root-user] a "', 32_000],
  ['Compose: a comment at the end of a line', '"# seaworthy: ignore[user/root-user] a "', 32_000],
  ['Kubernetes: capabilities', 'numbered items', 16_000],
  ['Kubernetes object: a file in a ConfigMap', '"{{ a }}"', 100_000],
];

for (const [placeName, family, size] of CASES)
  test(`linear: ${family} in ${placeName}`, () => {
    const place = PLACES.find((one) => one.name === placeName)!;
    const check = (length: number): (() => number) => {
      const text = fileWith(place, families[family]!(length));
      return () => checkFile(place.path, text);
    };
    check(size / 4)();
    assertGrowth(`${family} in ${placeName}`, 10, check(size), check(4 * size));
  });

/** The same for readers of their own. */
const READ: readonly (readonly [reader: string, family: string, size: number])[] = [
  ['a path for path patterns', '"://"', 2000],
  ['a diff of every line', '"a\\n"', 4000],
  ['an image', '"/a"', 32_000],
  ['the index of Git', '"a\\n"', 32_000],
];

for (const [readerName, family, size] of READ)
  test(`linear: ${family} as ${readerName}`, () => {
    const { reading } = readers.find((one) => one.name === `reader: ${readerName}`)!;
    const read = (length: number): (() => unknown) => reading(families[family]!(length));
    read(size / 4)();
    assertGrowth(`${family} as ${readerName}`, 10, read(size), read(4 * size));
  });

test('a pattern for a name in any folder costs what the path is long, not its square', () => {
  const { reading } = readers.find((one) => one.name === 'reader: names for a deep path')!;
  assertGrowth('names for a deep path', 10, reading('a/'.repeat(500)), reading('a/'.repeat(2000)));
});

/** Text that costs more than it should for its length, and ordinary text of the same length. */
const HEAVY: readonly (readonly [what: string, path: string, heavy: string, ordinary: string])[] = [
  [
    'names of unknown rules',
    'Dockerfile',
    `FROM alpine\n# seaworthy: ignore[${'abcdefghijklmnopqrst '.repeat(2000)}] a\nUSER root\n`,
    `FROM alpine\n# seaworthy: ignore[${'secret/secret-in-env '.repeat(2000)}] a\nUSER root\n`,
  ],
];

for (const [what, path, heavy, ordinary] of HEAVY)
  test(`no more expensive than ordinary text: ${what}`, () => {
    checkFile(path, ordinary);
    assertGrowth(
      what,
      10,
      () => checkFile(path, ordinary),
      () => checkFile(path, heavy),
    );
  });
