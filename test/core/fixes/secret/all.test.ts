/** Fixes all secrets of a file at once: each fix works on the result of the previous ones, in other files too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../../scripts/lib/prove.ts';
import { isFarReaching, settleEach } from '../../../../server/src/core/engine/settle-each.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';
import type { Texts } from '../../../support/secrets-fixed.ts';

const id = 'secret/hardcoded-secret';
const [one, two] = ['mT9-kQv2z7', 'k7Qm2Zx9RbT4'];

/** The changes after fixing all hardcoded secrets of a file, and the note. */
function all(files: Texts, path: string): { readonly done: Texts; readonly note: string } {
  const texts = new Map(Object.entries(files));
  const engine = engineOver(texts, rules);
  const before = engine.check(path);
  const pick = (f: (typeof before.findings)[0]) => (f.rule === id ? f.fixes[0] : undefined);
  assert.ok(isFarReaching(path, before.findings, pick));
  const { changes, note } = settleEach(engine, path, pick);
  assert.deepEqual(
    Object.fromEntries(engine.paths().map((p) => [p, engine.textOf(p)])),
    files,
    'the workspace stays as it was',
  );
  const after = applyChanges(texts, changes);
  assert.deepEqual(
    engineOver(after, rules)
      .check(path)
      .findings.filter((f) => f.rule === id),
    [],
  );
  return { done: Object.fromEntries([...after].filter(([p, t]) => files[p] !== t)), note: note ?? '' };
}

test('an environment file is kept out of Git, once', () => {
  const { done, note } = all({ '.env': `A_PASSWORD=${one}\nB_PASSWORD=${two}\n` }, '.env');
  assert.deepEqual(done, { '.gitignore': '/.env\n', '.env.example': 'A_PASSWORD=\nB_PASSWORD=\n' });
  assert.equal(note.split('git rm --cached').length, 2);
});

test('several values of a Compose file go to one .env, and .gitignore gets one line', () => {
  const compose = (a: string, b: string): string =>
    `services:\n  shop:\n    image: ghcr.io/acme/shop:1\n    environment:\n      A_PASSWORD: ${a}\n      B_PASSWORD: ${b}\n`;
  const ask = (name: string): string => `\${${name}:?${name} is not set}`;
  for (const ignore of ['', '*.log\n']) {
    const { done, note } = all(
      { 'compose.yaml': compose(one, two), ...(ignore && { '.gitignore': ignore }) },
      'compose.yaml',
    );
    assert.deepEqual(done, {
      'compose.yaml': compose(ask('A_PASSWORD'), ask('B_PASSWORD')),
      '.env': `A_PASSWORD=${one}\nB_PASSWORD=${two}\n`,
      '.gitignore': `${ignore}.env\n`,
    });
    assert.equal(note.split('rotate it for all').length, 2);
  }
});

const pod = (...values: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n${values
    .map(
      (v, i) =>
        `    - name: c${i}\n      image: a:1\n      env:\n        - name: SMTP_PASSWORD\n          value: ${v}\n        - name: T${i}_TOKEN\n          value: ${v}Rt${i}8vWn1\n`,
    )
    .join('')}`;

test('a workload gets one ExternalSecret with all keys', () => {
  const config = { '.seaworthy.yaml': 'secrets:\n  store:\n    manifests: external-secrets\n' };
  const { done } = all({ 'a.yaml': pod(one, two), ...config }, 'a.yaml');
  const text = done['a.yaml'] ?? '';
  assert.equal(text.split('kind: ExternalSecret').length, 2);
  const keys = ['SMTP_PASSWORD_C0', 'T0_TOKEN', 'SMTP_PASSWORD_C1', 'T1_TOKEN'];
  assert.deepEqual(text.match(/(?<=secretKey: )\w+/g), keys);
  assert.deepEqual(text.match(/(?<= {14}key: )\w+/g), keys);
});
