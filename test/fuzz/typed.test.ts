/**
 * Files that are being typed: beginnings of every example of the rules' pages, and mutations of them. Every fix that is offered is applied.
 * `FUZZ_FULL=1` takes every beginning (half an hour of computing; `FUZZ_STEP=3 FUZZ_FROM=1` a third of them) and 3,000 mutations of each seed,
 * `FUZZ_SEEDS=7,8` other seeds, `FUZZ_MUTATIONS=500` another number.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { countTexts } from '../support/fuzz-report.ts';
import { type Bound, benchOver, type Totals, tryFixes } from '../support/typed-fixes.ts';
import { type Example, examples, mutated, random } from '../support/typing.ts';

const full = process.env.FUZZ_FULL === '1';
const seeds = (process.env.FUZZ_SEEDS ?? '1').split(',').map(Number);
/** Most faults to print; the first ones are enough. */
const MOST_SHOWN = 25;

const all = examples();
const bounds = new Map<string, Bound>();

/** Half of the texts are judged in the profile in which nothing is folded. */
const run = (one: Example, texts: readonly [string, string][], totals: Totals): string[] => {
  const faults: string[] = [];
  for (const profile of ['strict', 'audit'] as const) {
    const half = texts.filter(([, text]) => text.length % 2 === (profile === 'strict' ? 0 : 1));
    const bench = half.length > 0 ? benchOver(one.files, profile) : undefined;
    for (const [name, text] of bench ? half : [])
      for (const fault of tryFixes(bench!, one.path, text, bounds, totals))
        faults.push(`${one.page} ${one.path}, ${profile}, ${name}: ${fault}\n${JSON.stringify(text)}`);
  }
  return faults;
};

const none = (): Totals => ({ texts: 0, findings: 0, fixes: 0, refused: 0 });
const shown = (faults: readonly string[]): string =>
  `${faults.length} faults\n${faults.slice(0, MOST_SHOWN).join('\n')}`;

test('the fixes of sound files show how much each may do', () => {
  const totals = none();
  for (const one of all) {
    // Each rule's own page has all that its fixes do.
    const own = rules.filter((r) => one.page.endsWith(`/${r.meta.id}.md`));
    tryFixes(benchOver(one.files, 'audit', own), one.path, one.text, bounds, totals, true);
  }
  assert.ok(totals.fixes > 150 && bounds.size > 40, JSON.stringify(totals));
});

test('beginnings of files', (t) => {
  const totals = none();
  const faults = all.flatMap((one, nth) => {
    // In a short run a few beginnings of each, at other places in each.
    const step = Number(process.env.FUZZ_STEP ?? (full ? 1 : 251));
    const from = Number(process.env.FUZZ_FROM ?? 0);
    const lengths = Array.from({ length: one.text.length }, (_, i) => i).filter(
      (i) => (i + 31 * nth + from) % step === 0,
    );
    return run(
      one,
      lengths.map((n): [string, string] => [`the first ${n} characters`, one.text.slice(0, n)]),
      totals,
    );
  });
  t.diagnostic(JSON.stringify(totals));
  countTexts(totals.texts, totals.findings);
  assert.equal(faults.length, 0, shown(faults));
  assert.ok(totals.fixes > 100, JSON.stringify(totals));
});

for (const seed of seeds) {
  test(`mutations of files, seed ${seed}`, (t) => {
    const next = random(seed);
    const totals = none();
    const faults: string[] = [];
    for (let i = 0; i < Number(process.env.FUZZ_MUTATIONS ?? (full ? 3000 : 250)); i++) {
      const one = all[Math.floor(next() * all.length)]!;
      const { text, names } = mutated(one.text, next);
      faults.push(...run(one, [[`seed ${seed}, number ${i}: ${names}`, text]], totals));
    }
    t.diagnostic(JSON.stringify(totals));
    countTexts(totals.texts, totals.findings);
    assert.equal(faults.length, 0, shown(faults));
    assert.ok(totals.fixes > 100, JSON.stringify(totals));
  });
}
