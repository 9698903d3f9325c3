/**
 * `npm run fuzz -- --minutes N [--seed S]`: runs all tests of `test/fuzz` again and again, each round with the next seed and with more texts
 * than `npm test`, until N minutes are over or a round fails. Prints the seed and totals of each round. A failing text is printed as small
 * as possible; `npm run fuzz -- --minutes 1 --seed S` repeats its round. Exit code 1 after a failure, 2 for wrong arguments.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';

/** Random texts of one fuzzer in one round. */
const TEXTS = '1500';

const words = process.argv.slice(2);
function option(name: string): number | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : Number(words[at + 1]);
}
const minutes = option('--minutes') ?? 5;
const first = option('--seed') ?? Date.now() % 1_000_000;
if (!(minutes > 0) || !Number.isSafeInteger(first)) {
  console.error('usage: npm run fuzz -- --minutes N [--seed S]');
  process.exit(2);
}

fs.mkdirSync('out', { recursive: true });
const totalsFile = `out/fuzz-totals-${process.pid}.jsonl`;
process.on('exit', () => fs.rmSync(totalsFile, { force: true }));
const end = Date.now() + minutes * 60_000;
const total = { rounds: 0, texts: 0, findings: 0 };
for (let seed = first; seed === first || Date.now() < end; seed++) {
  fs.writeFileSync(totalsFile, '');
  const env = {
    ...process.env,
    FUZZ: TEXTS,
    FUZZ_SEED: String(seed),
    FUZZ_SEEDS: String(seed),
    FUZZ_MUTATIONS: TEXTS,
    FUZZ_FROM: String(seed),
    FUZZ_TOTALS: totalsFile,
  };
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'test', 'test/fuzz/'], { env, encoding: 'utf8' });
  const round = { texts: 0, findings: 0 };
  for (const line of fs.readFileSync(totalsFile, 'utf8').split('\n').filter(Boolean)) {
    const { texts, findings } = JSON.parse(line) as { texts: number; findings: number };
    round.texts += texts;
    round.findings += findings;
  }
  total.rounds++;
  total.texts += round.texts;
  total.findings += round.findings;
  const ok = run.status === 0;
  console.log(`seed ${seed}: ${round.texts} texts, ${round.findings} findings, ${ok ? 'no fault' : 'FAULT'}`);
  if (ok) continue;
  console.log(run.stdout + run.stderr);
  console.log(`repeat with: npm run fuzz -- --minutes 1 --seed ${seed}`);
  process.exitCode = 1;
  break;
}
console.log(`${total.rounds} rounds from seed ${first}: ${total.texts} texts, ${total.findings} findings`);
