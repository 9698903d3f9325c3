/** Two keys below an empty value are written at once: as edits of their own, each would replace the value. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges, engineOver, proveEverywhere } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const AUDIT = { flags: { profile: 'audit' } } as const;
const PATH = 'pod.yaml';

/** What the first fix of a rule makes of a container with these last lines; `undefined` if it offers none. */
function fixed(rule: string, image: string, lines: string): string | undefined {
  const head = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: ${image}\n`;
  const files = new Map([[PATH, `${head}${lines}`]]);
  const engine = engineOver(files, rules, AUDIT);
  const { findings } = engine.check(PATH);
  const nth = findings.findIndex((f) => f.rule === rule);
  assert.ok(nth >= 0, `${rule} finds nothing`);
  const fix = findings[nth]!.fixes[0];
  if (!fix) return undefined;
  assert.deepEqual(proveEverywhere(files, rules, AUDIT, PATH, nth, 0).failures, []);
  return applyChanges(files, fix.changes()).get(PATH)!.slice(head.length);
}

describe('the user of an image', () => {
  const user = (lines: string) => fixed('user/run-as-non-root-not-set', 'prom/prometheus:v3.5.0', lines);
  const keys = '        runAsNonRoot: true\n        runAsUser: 65534\n';
  for (const [before, after] of [
    [' {}', '\n'],
    ['', '\n'],
    [' null', '\n'],
    ['\n        {}', '\n'],
    [' {} # none', ' # none\n'],
    [' ~ # none', ' # none\n'],
    ['\n        # none\n        {}', '\n        # none\n'],
  ] as const)
    test(JSON.stringify(before), () => {
      assert.equal(user(`      securityContext:${before}\n`), `      securityContext:${after}${keys}`);
    });
  test('beside another key', () => {
    const written = user('      securityContext: {privileged: false}\n');
    assert.equal(written, '      securityContext: {privileged: false, runAsNonRoot: true, runAsUser: 65534}\n');
  });
  test('none is offered where the braces stay', () => {
    for (const braces of ['{ # none\n        }', '&none {}'])
      assert.equal(user(`      securityContext: ${braces}\n`), undefined);
  });
});

describe('capabilities that are dropped and added back', () => {
  const dropped = (value: string) =>
    fixed(
      'privilege/capabilities-not-dropped',
      'postgres:17',
      `      securityContext:\n        capabilities:${value}\n        runAsUser: 0\n`,
    );
  for (const value of ['', ' {}', '\n          {}'])
    test(JSON.stringify(value), () => {
      const text = dropped(value) ?? '';
      assert.match(text, /capabilities:\n {10}drop:\n {12}- ALL\n {10}add:\n {12}- CHOWN\n/);
    });
  test('none is offered where the braces stay', () => assert.equal(dropped(' { # none\n          }'), undefined));
});
