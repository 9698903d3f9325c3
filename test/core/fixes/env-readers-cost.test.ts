import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { assertGrowth } from '../../support/growth.ts';

const compose = (n: number, secret: string): string =>
  `services:\n  web${n}:\n    image: shop/web:1\n    env_file: .env\n    environment:\n      API_TOKEN: ${secret}\n      MODE: \${MODE_${n}}\n`;

/** Edits the secret of the first of `count` Compose files, and asks for its fixes. */
function asking(count: number): () => void {
  const path = (n: number): string => `stack-${n}/compose.yaml`;
  const engine = createEngine(rules, PINNED_DAY);
  for (let n = 0; n < count; n++) engine.setFile(path(n), compose(n, 'Kept-2x9m'));
  engine.setComplete(true);
  let edits = 0;
  return () => {
    for (let i = 0; i < 10; i++) {
      engine.setFile(path(0), compose(0, `Hunter-${edits++ % 7}x9m`));
      const found = engine.check(path(0)).findings.filter((f) => f.rule === 'secret/hardcoded-secret');
      assert.ok(found.length > 0 && found.every((f) => f.fixes.length > 0));
    }
  };
}

test('the fixes of a secret cost nearly the same among ten times as many Compose files', () => {
  assertGrowth('folders', 2, asking(80), asking(800));
});
