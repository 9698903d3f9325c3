/** The result of a fuzzer: totals for `npm run fuzz`, and the smallest text that still shows a fault. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import type { Answer } from './fuzz-child.ts';
import { faultsOf, judgeAll, type Text } from './fuzz-watched.ts';

/** Judges a text; for tests of the search itself another judge is passed in. */
type Judge = (texts: readonly Text[]) => Promise<ReadonlyMap<string, Answer>>;

/** Texts that the search for a smaller one tries at most. A text that hangs takes the whole deadline each time. */
const MOST_TRIES = 300;

/** What identifies a fault: its first line without numbers and offsets. */
const kindOf = (fault: string): string => fault.split('\n')[0]!.replace(/\d+/g, 'n');

/** The smallest text found by removing parts of `text` as long as it has the same first fault. Without a fault it is `text` itself. */
export async function smallest(text: Text, judge: Judge = judgeAll, most = MOST_TRIES): Promise<string> {
  const faultOf = async (candidate: string): Promise<string | undefined> => {
    const answer = (await judge([{ ...text, text: candidate }])).get(text.name);
    return answer?.faults.map(kindOf)[0];
  };
  const wanted = await faultOf(text.text);
  let best = text.text;
  if (wanted === undefined) return best;
  let tries = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries < most; ) {
    let removed = false;
    for (let at = 0; at < best.length && tries < most; tries++) {
      const shorter = best.slice(0, at) + best.slice(at + size);
      if ((await faultOf(shorter)) === wanted) {
        best = shorter;
        removed = true;
      } else at += size;
    }
    if (!removed) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}

/** Asserts that no text had a fault. The message has every fault, and the first text with one, made as small as possible. */
export async function assertNoFaults(texts: readonly Text[], answers: ReadonlyMap<string, Answer>): Promise<void> {
  countTexts(
    texts.length,
    [...answers.values()].reduce((n, { findings }) => n + findings, 0),
  );
  assert.equal(answers.size, texts.length);
  const faulty = texts.find(({ name }) => answers.get(name)!.faults.length > 0);
  if (!faulty) return;
  const shown = JSON.stringify(await smallest(faulty));
  assert.fail(`${faultsOf(answers).join('\n')}\n${faulty.name}, made small, as ${faulty.path}:\n${shown}`);
}

/** Adds to the totals that `npm run fuzz` prints. */
export function countTexts(texts: number, findings: number): void {
  const file = process.env.FUZZ_TOTALS;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ texts, findings })}\n`);
}
