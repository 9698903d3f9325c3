/** Lines that other secret scanners were configured to skip. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';

const found = (path: string, text: string): number[] => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile(path, text);
  const { findings } = engine.check(path);
  const lines = [...apart(findings)]
    .sort((a, b) => a.span.start - b.span.start)
    .filter((f) => f.rule.startsWith('secret/'))
    .map((f) => text.slice(0, f.span.start).split('\n').length);
  return [...new Set(lines)];
};
const pw = `${fake(16)}-x4`;
const compose = (a: string, b: string): string =>
  `services:\n  s:\n    image: x\n    environment:\n      A_PASSWORD: ${pw}${a}\n      B_PASSWORD: ${pw}${b}\n`;

test('a mark at the end of a line covers that line', () => {
  assert.deepEqual(found('compose.yaml', compose('', '')), [5, 6]);
  for (const mark of [
    'gitleaks:allow',
    'trufflehog:ignore',
    'pragma: allowlist secret',
    'pragma:whitelist secret',
    'secretlint-disable-line',
    'ggignore',
  ])
    assert.deepEqual(found('compose.yaml', compose(` # ${mark}`, '')), [6], mark);
});

test('a mark for the next line covers only the next line', () => {
  for (const mark of ['pragma: allowlist nextline secret', 'secretlint-disable-next-line'])
    assert.deepEqual(
      found('compose.yaml', compose('', '').replace('      B_', `      # ${mark}\n      B_`)),
      [5],
      mark,
    );
});

test('in a Dockerfile and in an .env, where nothing else can stand at the end of a line', () => {
  assert.deepEqual(
    found('Dockerfile', `FROM x\nRUN login --password ${pw} # gitleaks:allow\nRUN login --password ${pw}\n`),
    [3],
  );
  assert.deepEqual(found('.env', `A_PASSWORD=${pw} # gitleaks:allow\nB_PASSWORD=${pw}\n`), [2]);
});

test('text that only looks like a mark has no effect, and other rules are not suppressed', () => {
  assert.deepEqual(found('compose.yaml', compose(' # gitleaks:allowed', ' # xgitleaks:allow')), [5, 6]);
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('compose.yaml', 'services:\n  s:\n    image: x\n    privileged: true # gitleaks:allow\n');
  assert.ok(engine.check('compose.yaml').findings.some((f) => f.rule === 'privilege/privileged-container'));
});
