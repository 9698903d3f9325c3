/** Every rule's page is its test: findings where it says, and every fix that is offered proved. `UPDATE=1` rewrites `fixed` fences. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { globSync } from '../../scripts/lib/files.ts';
import { type Case, casesOf } from '../../scripts/lib/page.ts';
import { applyChanges, engineOver, proveEverywhere } from '../../scripts/lib/prove.ts';
import type { Engine, Layers } from '../../server/src/core/engine/engine.ts';
import type { Profile, RuleMeta } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { lineIndex } from '../../server/src/core/text/lines.ts';

const update = process.env.UPDATE === '1';
const pages = globSync('test/rules', (f) => f.endsWith('.md'));

/** A page's cases run in its rule's own profile; absences in `audit`, where they stand alone. */
const layersOf = (one: Case, meta: RuleMeta): Layers => ({
  flags: { profile: (one.profile ?? (meta.group ? 'audit' : meta.profile)) as Profile },
});

test('every rule has a page and every page a rule', () => {
  const ids = rules.map((r) => r.meta.id).sort();
  assert.deepEqual(pages.map((p) => p.slice('test/rules/'.length, -'.md'.length)).sort(), ids);
});

for (const page of pages) {
  const id = page.slice('test/rules/'.length, -'.md'.length);
  const rule = rules.find((r) => r.meta.id === id);
  if (!rule) continue;
  describe(id, () => {
    const text = readFileSync(page, 'utf8');
    const cases = casesOf(text);
    test('has a case that fires and one that does not', () => {
      assert.ok(
        cases.some((c) => c.expects.some((e) => e.rule === id)),
        'no case fires',
      );
      assert.ok(
        cases.some((c) => c.expects.every((e) => e.rule !== id)),
        'no case is clean',
      );
    });
    const offered: string[] = [];
    for (const one of cases) {
      test(one.title, () => {
        const layers = layersOf(one, rule.meta);
        const engine = engineOver(one.files, rules, layers);
        assert.deepEqual(found(engine, one, id), expected(one), 'findings');
        for (const path of engine.paths()) {
          for (const [nth, finding] of engine.check(path).findings.entries()) {
            if (finding.rule !== id) continue;
            assert.match(finding.message, /^[^a-z].*[^.]$/, 'a message begins like a sentence and has no full stop');
            for (const [n, fix] of finding.fixes.entries()) {
              offered.push(fix.safety);
              const proof = proveEverywhere(one.files, rules, layers, path, nth, n);
              assert.deepEqual(
                proof.failures,
                [],
                `fix "${fix.title}" at ${path}:${lineIndex(engine.textOf(path)!).position(finding.span.start).line + 1}`,
              );
            }
          }
        }
        if (!update)
          assert.deepEqual(fixedFences(one), fixedFiles(engine, one, id), 'fixed fences (UPDATE=1 rewrites them)');
      });
    }
    test('offers the fix it promises', () => {
      const best = offered.includes('safe') ? 'safe' : offered.includes('review') ? 'review' : 'none';
      assert.equal(best, rule.meta.fix);
    });
    if (update) test('rewrites its fixed fences', () => writeFileSync(page, rewritten(text, cases, rule.meta)));
  });
}

function found(engine: Engine, one: Case, id: string): string[] {
  const others = new Set(one.expects.map((e) => e.rule));
  const out: string[] = [];
  for (const path of engine.paths()) {
    const lines = lineIndex(engine.textOf(path)!);
    for (const f of engine.check(path).findings) {
      if (f.rule === id || others.has(f.rule)) out.push(`${path}:${lines.position(f.span.start).line + 1} ${f.rule}`);
    }
    for (const p of engine.check(path).problems) if (p.kind === 'internal') out.push(`${path} ${p.message}`);
  }
  return out.sort();
}

const expected = (one: Case): string[] => one.expects.map((e) => `${e.file}:${e.line} ${e.rule}`).sort();
const fixedFences = (one: Case): [string, string][] =>
  one.fixed
    .map((f): [string, string] => [f.file ?? [...one.files.keys()][0]!, f.body])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));

/** The files that the preferred fix of the case's first finding changes, where the page shows them. */
function fixedFiles(engine: Engine, one: Case, id: string): [string, string][] {
  if (one.fixed.length === 0) return [];
  return changedFiles(engine, one, id);
}

function changedFiles(engine: Engine, one: Case, id: string): [string, string][] {
  for (const path of engine.paths()) {
    const finding = engine.check(path).findings.find((f) => f.rule === id && f.fixes.length > 0);
    if (!finding) continue;
    const after = applyChanges(one.files, finding.fixes[0]!.changes());
    return [...after].filter(([p, t]) => one.files.get(p) !== t).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  }
  return [];
}

/** The page with the `fixed` fences of its firing cases made anew. */
function rewritten(text: string, cases: readonly Case[], meta: RuleMeta): string {
  let lines = text.split('\n');
  for (const one of [...cases].reverse()) {
    for (const fence of [...one.fixed].reverse()) {
      const blank = lines[fence.from - 1] === '' ? 1 : 0;
      lines = [...lines.slice(0, fence.from - blank), ...lines.slice(fence.to)];
    }
    const engine = engineOver(one.files, rules, layersOf(one, meta));
    const fences = changedFiles(engine, one, meta.id).map(([path, body]) => {
      const named = path !== [...one.files.keys()][0] || one.files.size > 1 ? ` file=${path}` : '';
      const language = /Dockerfile/.test(path) ? 'dockerfile' : /\.ya?ml$/.test(path) ? 'yaml' : 'text';
      return ['', `\`\`\`${language} fixed${named}`, ...body.replace(/\n$/, '').split('\n'), '```'];
    });
    lines = [...lines.slice(0, one.end), ...fences.flat(), ...lines.slice(one.end)];
  }
  return lines.join('\n');
}
