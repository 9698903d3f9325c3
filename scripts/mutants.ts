/**
 * `npm run mutants [-- RULE…]`: changes each rule in many small ways and lists the mutants that the rule's page does not notice. RULE is
 * part of an id. `test/rules/mutants-that-live.json` lists known survivors with the reason. Exit code 1 if another mutant survives, if a
 * known survivor does not, or if fewer than 97 in 100 are killed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { globSync, mkdirSync, rmSync } from './lib/files.ts';
import { mistyped, writeModules, writeMutant } from './lib/mutant-modules.ts';
import { type Mutant, mutantsOf } from './lib/mutant-sites.ts';
import { askAll } from './lib/mutant-threads.ts';

const KNOWN = 'test/rules/mutants-that-live.json';
const LEAST = 97;
const RULES = 'server/src/core/rules/';

interface Candidate extends Mutant {
  readonly id: string;
  readonly source: string;
  readonly module: string;
}

const parts = process.argv.slice(2);
const sources = globSync(RULES.slice(0, -1), (f) => f.endsWith('.ts') && !f.endsWith('.generated.ts')).filter(
  (f) => parts.length === 0 || parts.some((p) => f.slice(RULES.length).includes(p)),
);
if (sources.length === 0) {
  console.error(`no rule matches ${parts.join(' ')}`);
  process.exit(2);
}
const known = (existsSync(KNOWN) ? JSON.parse(readFileSync(KNOWN, 'utf8')) : {}) as Record<
  string,
  Record<string, string>
>;
const outdir = `out/mutants-${process.pid}`;
mkdirSync(outdir);
try {
  writeModules(outdir);
  process.exitCode = await run(candidates());
} finally {
  rmSync(outdir);
}

/** The mutants that the compiler lets through. */
function candidates(): Candidate[] {
  const api = new API();
  try {
    const snapshot = api.updateSnapshot({ openProjects: [resolve('tsconfig.json')] });
    const program = snapshot.getProjects()[0]!.program;
    const list = sources.flatMap((source) => {
      const file = program.getSourceFile(resolve(source));
      if (!file) throw new Error(`${source} is not in tsconfig.json`);
      const id = source.slice(RULES.length, -'.ts'.length);
      return mutantsOf(file).map((mutant, nth) => ({
        ...mutant,
        id,
        source,
        module: writeMutant(outdir, source, nth, mutant.text),
      }));
    });
    const wrong = mistyped(outdir);
    return list.filter((m) => !wrong.has(m.module));
  } finally {
    api.close();
  }
}

async function run(list: readonly Candidate[]): Promise<number> {
  const script = resolve(`${outdir}/scripts/lib/mutant-worker.mjs`);
  const ids = [...new Set(list.map((m) => m.id))];
  const failing: string[] = [];
  await askAll(
    script,
    ids.map((id) => ({ id, module: undefined })),
    (nth, noticed) => {
      if (noticed) failing.push(ids[nth]!);
    },
  );
  if (failing.length > 0) {
    console.log(`these pages fail as they are: ${failing.sort().join(', ')}`);
    return 1;
  }
  const alive: Candidate[] = [];
  await askAll(script, list, (nth, noticed) => {
    if (!noticed) alive.push(list[nth]!);
  });
  return report(list, alive);
}

function report(list: readonly Candidate[], alive: readonly Candidate[]): number {
  const unexplained = alive
    .filter((m) => known[m.id]?.[m.label] === undefined)
    .sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.line - b.line));
  for (const m of unexplained) console.log(`${m.source}:${m.line} lives: ${m.label}`);
  const living = new Set(alive.map((m) => `${m.id}\n${m.label}`));
  const looked = new Set(sources.map((s) => s.slice(RULES.length, -'.ts'.length)));
  const gone = Object.entries(known)
    .filter(([id]) => parts.length === 0 || looked.has(id))
    .flatMap(([id, labels]) => Object.keys(labels).map((label) => [id, label] as const))
    .filter(([id, label]) => !living.has(`${id}\n${label}`));
  for (const [id, label] of gone) console.log(`${KNOWN}: ${id} does not live: ${label}`);
  const killed = list.length - alive.length;
  const share = (100 * killed) / list.length;
  console.log(
    `killed ${killed} of ${list.length} (${share.toFixed(1)} %); ${alive.length - unexplained.length} live for a known reason`,
  );
  return unexplained.length > 0 || gone.length > 0 || (parts.length === 0 && share < LEAST) ? 1 : 0;
}
