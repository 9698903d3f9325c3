/** Fixes of the rules about secrets, tried on a few files: proved, and what they make of them. */
import assert from 'node:assert/strict';
import { applyChanges, engineOver, proveEverywhere } from '../../scripts/lib/prove.ts';
import { apart, eachPlace } from '../../server/src/core/engine/joined.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

export type Texts = Record<string, string>;

const STRICT = { flags: { profile: 'strict' } } as const;

/** The findings of the rules about secrets in one of the files, each place by itself. */
const found = (files: Texts, path: string) =>
  apart(engineOver(new Map(Object.entries(files)), rules, STRICT).check(path).findings)
    .filter((f) => f.rule.startsWith('secret/'))
    .sort((a, b) => a.span.start - b.span.start);

/** How many findings there are in a file. */
export const countIn = (files: Texts, path: string): number => found(files, path).length;

/** The titles of all fixes offered in a file. */
export const titlesIn = (files: Texts, path: string): string[] =>
  found(files, path).flatMap((f) => f.fixes.map((x) => x.title));

/** What is left to do after the fix whose title begins so. */
export function noteOf(files: Texts, path: string, title: string): string {
  const fix = found(files, path)
    .flatMap((f) => f.fixes)
    .find((x) => x.title.startsWith(title));
  assert.ok(fix, `"${title}" is not among ${JSON.stringify(titlesIn(files, path))}`);
  return fix.note ?? '';
}

/** The files that the fix whose title begins so changes or makes, after it, proved in every form of the files. */
export function fixedBy(files: Texts, path: string, title: string): Texts {
  const all = new Map(Object.entries(files));
  for (const layers of [{}, STRICT]) {
    const findings = eachPlace(engineOver(all, rules, layers).check(path).findings);
    const nth = findings.findIndex(
      (f) => f.rule.startsWith('secret/') && f.fixes.some((x) => x.title.startsWith(title)),
    );
    const fix = findings[nth]?.fixes.findIndex((x) => x.title.startsWith(title)) ?? -1;
    if (fix < 0) continue;
    assert.deepEqual(proveEverywhere(all, rules, layers, path, nth, fix).failures, []);
    const after = applyChanges(all, findings[nth]!.fixes[fix]!.changes());
    return Object.fromEntries([...after].filter(([p, text]) => files[p] !== text));
  }
  assert.fail(`"${title}" is not among ${JSON.stringify(titlesIn(files, path))}`);
}
