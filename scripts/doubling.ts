/**
 * `npm run doubling [-- PART]`: puts text that grows (`lib/doubling-pieces.ts`) into every place where a file can hold hostile text
 * (`lib/doubling-places.ts`), and before readers of their own (`lib/doubling-readers.ts`), and prints the pairs whose time grows faster than the text, or is long. PART is part of a place's name. All
 * places take about half an hour. Other programs disturb the times: measure a printed pair again before you believe it.
 */
import { checkFile, fileWith } from './lib/doubling-check.ts';
import { growthOf } from './lib/doubling-measure.ts';
import { families } from './lib/doubling-pieces.ts';
import { PLACES } from './lib/doubling-places.ts';
import { readers } from './lib/doubling-readers.ts';

/** Powers of the length. What follows n log n stays below. */
const STEEP = 1.35;
/** Milliseconds at the last size. */
const LONG = 1000;

const part = process.argv.slice(2).find((word) => !word.startsWith('-')) ?? '';
const checks = PLACES.map((place) => ({
  name: place.name,
  reading: (hostile: string) => {
    const text = fileWith(place, hostile);
    return () => checkFile(place.path, text);
  },
}));
const measured = [...readers, ...checks].filter(({ name }) => name.includes(part));
// Compiles the code before it is measured.
for (const place of PLACES) for (let i = 0; i < 20; i++) checkFile(place.path, place.file);
console.log('power    size      ms  place | family');
let pairs = 0;
for (const { name: place, reading } of measured)
  for (const [name, family] of Object.entries(families)) {
    const { exponent = 0, size, ms } = growthOf((length) => reading(family(length)));
    pairs++;
    if ((exponent > STEEP && ms > 20) || ms > LONG)
      console.log(
        `${exponent.toFixed(2).padStart(5)} ${String(size).padStart(7)} ${ms.toFixed(0).padStart(7)}  ${place} | ${name}`,
      );
  }
console.log(`${pairs} pairs of ${measured.length} places and ${Object.keys(families).length} families`);
