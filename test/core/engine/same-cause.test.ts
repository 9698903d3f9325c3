/** One capability that several containers of one image add is one finding of a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const service = (name: string, image: string, added: string): string =>
  `  ${name}:\n    image: ${image}\n    user: "0"\n    cap_add: [${added}]\n`;

/** The findings about added capabilities: how many, and how many places they have. */
function found(...services: readonly string[]): { readonly count: number; readonly places: number } {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('compose.yaml', `services:\n${services.join('')}`);
  engine.setComplete(true);
  const findings = engine.check('compose.yaml').findings.filter((f) => f.rule === 'privilege/added-capability');
  for (const one of apart(findings)) assert.ok(one.fixes.length > 0);
  return { count: findings.length, places: apart(findings).length };
}

const A = 'redis:8.2';
test('containers of one image', () => {
  assert.deepEqual(found(service('a', A, 'SYS_PTRACE'), service('b', A, 'SYS_PTRACE')), { count: 1, places: 2 });
  const three = ['a', 'b', 'c'].map((name) => service(name, A, 'SYS_PTRACE, NET_ADMIN'));
  assert.deepEqual(found(...three), { count: 2, places: 6 });
});
test('other images and capabilities stay apart', () => {
  assert.equal(found(service('a', A, 'SYS_PTRACE'), service('b', 'valkey/valkey:8.1', 'SYS_PTRACE')).count, 2);
  assert.equal(found(service('a', A, 'SYS_PTRACE'), service('b', A, 'NET_ADMIN')).count, 2);
  assert.equal(found(service('a', A, 'SYS_PTRACE')).count, 1);
});
