/**
 * Text of growing families in the places of files, two families at a time, and together with random damage. A fixed number of texts runs each time;
 * `FUZZ=20000` tries more, `FUZZ_SEED=7` others. How the cost grows is measured in `npm run doubling` and test/core/engine/doubling.test.ts.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileWith } from '../../scripts/lib/doubling-check.ts';
import { families } from '../../scripts/lib/doubling-pieces.ts';
import { PLACES } from '../../scripts/lib/doubling-places.ts';
import type { Answer } from '../support/fuzz-child.ts';
import { assertNoFaults, smallest } from '../support/fuzz-report.ts';
import { judgeAll, type Text } from '../support/fuzz-watched.ts';
import { random } from '../support/typing.ts';

const MOST_LENGTH = 4000;
const names = Object.keys(families);

/** One or two families in one place, each of a random length. */
function hostile(next: () => number, name: string): Text {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const place = pick(PLACES);
  const chosen = next() < 0.5 ? [pick(names)] : [pick(names), pick(names)];
  const text = chosen.map((family) => families[family]!(1 + Math.floor(next() ** 3 * MOST_LENGTH))).join('');
  return {
    name: `${name}, ${place.name}, ${chosen.join(' and ')}`,
    path: place.path,
    text: fileWith(place, text),
    fixes: 2,
  };
}

test('growing text in every kind of place', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const next = random(seed);
  const texts = Array.from({ length: Number(process.env.FUZZ ?? 300) }, (_, i) =>
    hostile(next, `seed ${seed}, number ${i}`),
  );
  await assertNoFaults(texts, await judgeAll(texts));
});

test('each family on its own, in a Dockerfile and a Compose file', async () => {
  const texts = names.flatMap((family, i): Text[] => {
    const size = 20_000;
    const text = families[family]!(size);
    const made = (path: string, before: string): Text => ({
      name: `${path}, ${family}`,
      path,
      text: before + text,
      fixes: 0,
    });
    return i % 2 === 0
      ? [made('Dockerfile', 'FROM alpine\nRUN echo ')]
      : [made('compose.yaml', 'services:\n  a:\n    command: ')];
  });
  await assertNoFaults(texts, await judgeAll(texts));
});

test('a text with a fault becomes small and keeps its fault', async () => {
  const judge = async (texts: readonly Text[]): Promise<Map<string, Answer>> =>
    new Map(
      texts.map(({ name, text }) => {
        const faults = text.includes('x') && text.includes('yy') ? [`fault at ${text.indexOf('x')}`] : [];
        return [name, { faults, problems: [], findings: 0 }];
      }),
    );
  const text = { name: 'a', path: 'Dockerfile', text: `${'ab'.repeat(300)}x${'cd'.repeat(200)}yy${'e'.repeat(100)}` };
  assert.equal(await smallest(text, judge), 'xyy');
  assert.equal(await smallest({ ...text, text: 'sound' }, judge), 'sound');
});
