/** The hover over a finding of the baseline says why it is a hint. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { BASELINE_NAME, type BaselineEntry, writeBaseline } from '../../server/src/core/config/baseline.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import { FOLDER, vscode, withEditor } from '../support/editor.ts';
import { testRules } from '../support/lsp-rules.ts';

const TEXT = 'FROM alpine:3.22\nUSER root\n';
const TOKEN = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;

/** The files with the finding of the Dockerfile in the baseline. */
function known(more: Partial<BaselineEntry>): Record<string, string> {
  const engine = createEngine(testRules, PINNED_DAY);
  engine.setFile('Dockerfile', TEXT);
  const { rule, subject, message } = engine.check('Dockerfile').findings.find((f) => f.rule === 'user/root-user')!;
  const entries = [{ fingerprint: subject, rule, path: 'Dockerfile', message, ...more }];
  const baseline = writeBaseline({ entries, files: new Map() }, (value) => JSON.stringify(value));
  return { [`${FOLDER}/${BASELINE_NAME}`]: baseline, [`${FOLDER}/Dockerfile`]: TEXT };
}

const plain = { ...vscode, textDocument: { ...vscode.textDocument, hover: { contentFormat: ['plaintext'] } } };

async function hovered(more: Partial<BaselineEntry>, capabilities: object = vscode): Promise<string> {
  let value = '';
  const show = withEditor({ files: known(more), capabilities }, async (editor) => {
    await editor.ready();
    await editor.open(`${FOLDER}/Dockerfile`, TEXT);
    const hover = await editor.hover(`${FOLDER}/Dockerfile`, 1, 6);
    value = (hover!.contents as { value: string }).value;
  });
  await show();
  return value;
}

const WHOLE = { reason: 'before the *review*', owner: 'team-a', until: '2027-03-31' as Day };

test('reason, owner and last day, escaped', async () => {
  assert.match(
    await hovered(WHOLE),
    /\n\nIn the baseline, until 2027\\-03\\-31, of team\\-a: before the \\\*review\\\*\n\n/,
  );
  assert.match(await hovered(WHOLE, plain), /\nIn the baseline, until 2027-03-31, of team-a: before the \*review\*\n/);
});

test('an entry without them, and none after its last day', async () => {
  assert.match(await hovered({}), /\n\nIn the baseline\n\n/);
  assert.doesNotMatch(await hovered({ until: '2020-01-01' as Day }), /In the baseline/);
});

test('a token in a reason is masked', async () => {
  const value = await hovered({ reason: `see ${TOKEN}` });
  assert.match(value, /In the baseline: see /);
  assert.ok(!value.includes(TOKEN));
});
