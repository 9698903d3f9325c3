/** Image names that look like a typo of a known name, or like typosquatting. */
import { publicName } from '../knowledge/publisher/names.ts';
import { isOfficialImage, liveOfficialImages } from '../knowledge/publisher/official-names.ts';
import { isKnownPublisher, sourcedPublishers } from '../knowledge/publisher/publishers.ts';
import type { ImageReference } from '../reference.ts';
import { ORDINARY_WORDS } from './ordinary-words.ts';

/** Shorter names are too similar to other legitimate names. */
const MIN_LENGTH = 5;

const officialImages = nearby(liveOfficialImages);
const publishers = nearby(() => sourcedPublishers('docker.io'));

/**
 * The familiar name of the Docker Hub image that this name resembles: one letter is missing, doubled, wrong or swapped with its neighbour
 * (`ngnix`, `pythn`, `ubunut`). Resembled are official images that are still published, and publishers that a source names. `undefined`
 * for every name that we know, for ordinary words, for other registries, and for short or numbered names.
 */
export function lookalikeOf(ref: ImageReference): string | undefined {
  if (ref.registry !== 'docker.io') return undefined;
  const [first, ...rest] = publicName(ref).split('/');
  if (rest.length === 0) return isOfficialImage(first!) ? undefined : officialImages(first!);
  if (rest.length !== 1 || isKnownPublisher('docker.io', first!)) return undefined;
  const publisher = publishers(first!);
  return publisher === undefined ? undefined : `${publisher}/${rest[0]}`;
}

/**
 * Finds the name that a written one is a typo of. Two words one edit apart are equal, or become equal when both or one of them lose a
 * letter: so names are indexed under themselves without each letter, and found without a pass over all of them. The index is made at the
 * first question.
 */
function nearby(names: () => Iterable<string>): (written: string) => string | undefined {
  let index: Map<string, string[]> | undefined;
  return (written) => {
    if (written.length < MIN_LENGTH || ORDINARY_WORDS.has(written)) return undefined;
    index ??= indexed(names());
    for (const key of [written, ...shortened(written)]) {
      const found = index.get(key)?.find((name) => isTypo(written, name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function indexed(names: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const name of names) {
    if (name.length < MIN_LENGTH) continue;
    for (const key of new Set([name, ...shortened(name)])) index.set(key, [...(index.get(key) ?? []), name]);
  }
  return index;
}

/** A word without each of its letters. */
const shortened = (word: string): string[] => [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1));

/**
 * Whether `written` is one edit (Damerau) away from `name`: a letter is missing, added, wrong or swapped with the next. Not where the first
 * letters differ (`maven`, `raven`), except swapped ones: people mistype first letters least. Not for a digit or separator more or less.
 */
function isTypo(written: string, name: string): boolean {
  if (written === name || Math.abs(written.length - name.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === name[start]) start++;
  const writtenRest = written.slice(start);
  const nameRest = name.slice(start);
  if (writtenRest[0] === nameRest[1] && writtenRest[1] === nameRest[0] && writtenRest.slice(2) === nameRest.slice(2))
    return written.length === name.length;
  if (start === 0) return false;
  if (written.length > name.length)
    return isLetter(writtenRest) && writtenRest.slice(1) === nameRest && !isPlural(written, name);
  if (written.length < name.length) return isLetter(nameRest) && nameRest.slice(1) === writtenRest;
  return isLetter(writtenRest) && isLetter(nameRest) && writtenRest.slice(1) === nameRest.slice(1);
}

const isLetter = (text: string): boolean => /^[a-z]/.test(text);

const isPlural = (written: string, name: string): boolean => !name.endsWith('s') && written === `${name}s`;
