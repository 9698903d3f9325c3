/** What the names of folders say. `test/core/engine/lowered.test.ts` tries every pattern of the table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isForDevelopment, isForTests } from '../../../server/src/core/checks/for-development.ts';
import { isComparedByTests, isInDevelopment, isInTests } from '../../../server/src/core/files/folder-names.ts';

test('the data of tests is compared, in any case, and belongs to the tests', () => {
  for (const path of [
    'pkg/plan/testdata/app.yaml',
    'Fixtures/app.yaml',
    'a/__snapshots__/b/c.yaml',
    'helm_golden/a.yaml',
    'shop/src/test/resources/db/Dockerfile',
    'src/integrationTest/resources/compose.yaml',
  ])
    assert.ok(isComparedByTests(path) && isInTests(path), path);
  for (const path of [
    'tests/app.yaml',
    'e2e/app.yaml',
    'golden-gate/app.yaml',
    'testdata.yaml',
    'src/main/resources/app.yaml',
  ])
    assert.ok(!isComparedByTests(path), path);
});

test('tests at any depth', () => {
  for (const path of ['tests/a/b/compose.yaml', 'api_e2e/app.yaml', 'src/Shop.Tests/app.yaml'])
    assert.ok(isInTests(path) && isForTests(path), path);
  for (const path of ['latest/app.yaml', 'contest/app.yaml', 'tested/app.yaml']) assert.ok(!isInTests(path), path);
});

test('tests by the name of a Compose file, or a word in that of its folder', () => {
  for (const path of ['compose.test.yaml', 'docker-compose.search-testing.yml', 'integration/compose.yaml'])
    assert.ok(isForTests(path) && !isInTests(path), path);
  assert.ok(!isForTests('integration/shop/compose.yaml'));
});

test('a folder for a developer’s machine, but not one below it', () => {
  for (const path of [
    'dev/Dockerfile',
    'tilt/Dockerfile',
    'a/shop-dev/Dockerfile',
    'dev-host/compose.yaml',
    'localenv/compose.yaml',
    'shop_local/Dockerfile',
    '.cursor/Dockerfile',
  ])
    assert.ok(isInDevelopment(path) && isForDevelopment(path), path);
  for (const path of ['dev/shop/app.yaml', 'developers/Dockerfile', 'Dockerfile', 'local-path-provisioner/Dockerfile'])
    assert.ok(!isForDevelopment(path), path);
  for (const path of ['dev-compose.yaml', 'compose-dev.yaml', 'Dockerfile.local', 'web.dev.Dockerfile'])
    assert.ok(isForDevelopment(path) && !isInDevelopment(path), path);
});
