/**
 * `npm run conformance [-- --rule ID] [--suite NAME] [--misses] [--update]`: runs test cases of other projects with known results, each
 * as a separate workspace. Prints recall (`fail` cases in which a mapped rule fired) and pass-accuracy (`pass` cases in which none fired) per
 * suite and per rule of ours. Folder: `CONFORMANCE`, else ../shared/conformance; if it does not exist, prints "not run". Fails below the
 * results in test/conformance/floor.json (`--update` writes it).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idsOf } from '../server/src/core/rule/refs/refs.ts';
import { sourceNames } from '../server/src/core/rule/refs/sources.ts';
import type { RuleMeta } from '../server/src/core/rule/rule.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';
import { engineOver } from './lib/prove.ts';

interface Case {
  readonly case: string;
  readonly suite: string;
  readonly files: readonly string[];
  readonly rule: string;
  readonly ids: readonly string[];
  readonly expect: 'fail' | 'pass';
  readonly needs_config?: boolean;
  readonly level?: 'privileged' | 'baseline' | 'restricted';
  readonly version?: string;
}

const FLOOR = 'test/conformance/floor.json';
const folder = process.env.CONFORMANCE ?? '../shared/conformance';
const args = process.argv.slice(2);
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

function run(): void {
  const differences = JSON.parse(readFileSync('test/conformance/intended-differences.json', 'utf8')) as Record<
    string,
    string
  >;
  const cases = readFileSync(join(folder, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l) as Case);
  const suites = new Map<string, Count>();
  const ours = new Map<string, Count>();
  const left = { config: 0, unmapped: 0, intended: 0 };
  const misses: string[] = [];
  for (const one of cases) {
    if (option('--suite') && one.suite !== option('--suite')) continue;
    if (one.needs_config) {
      left.config++;
      continue;
    }
    const mapped = mappedRules(one);
    if (mapped.length === 0) {
      left.unmapped++;
      continue;
    }
    if (option('--rule') && !mapped.some((m) => m.id === option('--rule'))) continue;
    if (one.case in differences) {
      left.intended++;
      continue;
    }
    const fired = firedRules(one);
    const hit = mapped.some((m) => fired.has(m.id));
    const right = hit === (one.expect === 'fail');
    if (!right)
      misses.push(
        `${one.expect === 'fail' ? 'MISSED' : 'FALSE '} ${one.case}  ${one.files.join(' ')}  [${mapped.map((m) => m.id).join(', ')}]`,
      );
    count(suites, one.suite, one.expect, right);
    for (const m of mapped) count(ours, m.id, one.expect, right);
  }
  print(suites, ours, left, misses);
  if (!option('--rule') && !option('--suite')) compare(suites);
}

/** Our rules that a case covers. A pass file of a whole Pod Security level (`…/*`) covers every rule of that level or below. */
function mappedRules(one: Case): RuleMeta[] {
  const tool = one.rule.slice(0, one.rule.indexOf('/'));
  const ids = new Set(one.ids.map((i) => i.toLowerCase()));
  return rules
    .map((r) => r.meta)
    .filter((meta) => {
      const own = refsOf(meta, tool);
      if (one.rule.endsWith('/*'))
        return own.length > 0 || (tool === 'pss-restricted' && refsOf(meta, 'pss-baseline').length > 0);
      return own.some((ref) => ids.has(ref.toLowerCase()));
    });
}

/** Partial matches of ids count too: a case that only the other tool finds is an intended difference. */
const refsOf = (meta: RuleMeta, tool: string): readonly string[] =>
  sourceNames.filter((source) => source === tool).flatMap((source) => idsOf(meta.refs, source));

function firedRules(one: Case): Set<string> {
  const files = new Map(one.files.map((f) => [inWorkspace(f, one.files), readFileSync(join(folder, f), 'utf8')]));
  const podSecurity = one.level ? { level: one.level, version: one.version ?? 'latest' } : undefined;
  const engine = engineOver(files, rules, { flags: { profile: 'audit', podSecurity } });
  const fired = new Set<string>();
  for (const path of engine.paths()) for (const f of engine.check(path).findings) fired.add(f.rule);
  return fired;
}

/** A case's path inside its own workspace, without the folders that all its files share. */
function inWorkspace(file: string, all: readonly string[]): string {
  const folders = all.map((f) => f.split('/').slice(0, -1));
  let common = 0;
  while (folders[0]![common] !== undefined && folders.every((f) => f[common] === folders[0]![common])) common++;
  return file.split('/').slice(common).join('/');
}

interface Count {
  fail: number;
  found: number;
  pass: number;
  quiet: number;
}

function count(into: Map<string, Count>, key: string, expect: Case['expect'], right: boolean): void {
  const c = into.get(key) ?? { fail: 0, found: 0, pass: 0, quiet: 0 };
  into.set(key, c);
  if (expect === 'fail') {
    c.fail++;
    if (right) c.found++;
  } else {
    c.pass++;
    if (right) c.quiet++;
  }
}

const percent = (n: number, of: number): string => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);

function print(
  suites: Map<string, Count>,
  ours: Map<string, Count>,
  left: { config: number; unmapped: number; intended: number },
  misses: readonly string[],
): void {
  const total = { fail: 0, found: 0, pass: 0, quiet: 0 };
  const row = (name: string, c: Count): void =>
    console.log(
      `${name.padEnd(40)} recall ${percent(c.found, c.fail).padStart(7)} (${c.found}/${c.fail})  pass-accuracy ${percent(c.quiet, c.pass).padStart(7)} (${c.quiet}/${c.pass})`,
    );
  for (const [id, c] of [...ours].sort()) row(id, c);
  console.log('');
  for (const [suite, c] of [...suites].sort()) {
    row(suite, c);
    for (const key of ['fail', 'found', 'pass', 'quiet'] as const) total[key] += c[key];
  }
  row('all', total);
  console.log(
    `left out: ${left.unmapped} of rules not mapped, ${left.config} that need configuration, ${left.intended} intended differences`,
  );
  if (args.includes('--misses') || option('--rule')) for (const m of misses) console.log(m);
}

/** One check for each suite and measure: the result must not fall below the floor. */
function compare(suites: Map<string, Count>): void {
  const now = Object.fromEntries([...suites].sort().map(([suite, c]) => [suite, { found: c.found, quiet: c.quiet }]));
  if (args.includes('--update')) {
    writeFileSync(FLOOR, `${JSON.stringify(now, null, 2)}\n`);
    console.log(`wrote ${FLOOR}`);
  }
  const floor = existsSync(FLOOR) ? (JSON.parse(readFileSync(FLOOR, 'utf8')) as typeof now) : {};
  let passed = 0;
  let failed = 0;
  for (const [suite, was] of Object.entries(floor)) {
    for (const key of ['found', 'quiet'] as const) {
      const is = now[suite]?.[key] ?? 0;
      if (is >= was[key]) passed++;
      else {
        failed++;
        console.log(`below the floor: ${suite} ${key} ${is}, was ${was[key]}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (existsSync(join(folder, 'index.jsonl'))) run();
else console.log(`conformance: not run (no ${join(folder, 'index.jsonl')})\n0 passed, 0 failed`);
