/** Missing settings of images that another project publishes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The profile of the finding about missing settings of a Deployment with one of them. */
function profile(image: string, files: Readonly<Record<string, string>> = {}): string | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(
    'web.yaml',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: shop, image: '${image}', securityContext: {readOnlyRootFilesystem: true}}]}\n`,
  );
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine.check('web.yaml').findings.find((f) => f.rule === 'privilege/missing-hardening')?.profile;
}

test('a publisher that is known, and not the project, decides how its program runs', () => {
  assert.equal(profile('ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0'), 'strict');
  assert.equal(profile('ghcr.io/example/shop:1.4.2'), 'default');
});

test('the project hardens its own image, however well it is known', () => {
  const module = { 'go.mod': 'module github.com/cloudnative-pg/cloudnative-pg\n' };
  assert.equal(profile('ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0', module), 'default');
});
