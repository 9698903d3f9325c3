/** A service without `build` whose image is called like the folder of a Dockerfile is asked before the image gets another user. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const IMAGE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py .\nCMD ["python", "app.py"]\n';

/** The message of `user/root-user` in the Dockerfile, and how many fixes it has. */
function found(service: string, path = 'worker/Dockerfile'): { readonly message: string; readonly fixes: number } {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile(path, IMAGE);
  engine.setFile('deploy/compose.yaml', `services:\n  one:\n    ${service}\n`);
  engine.setComplete(true);
  const [finding] = engine.check(path).findings.filter((f) => f.rule === 'user/root-user');
  assert.ok(finding);
  return { message: finding.message, fixes: finding.fixes.length };
}

const SOCKET = 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]';

describe('a service whose image is called like the folder of a Dockerfile', () => {
  for (const image of [
    'ghcr.io/acme/acme-worker:latest',
    'acme/worker',
    'acme-worker:1',
    'acme/worker:$' + '{TAG}',
    '$' + '{REGISTRY}/acme-worker:$' + '{TAG}',
  ])
    test(`leaves no fix where it mounts what is root's: ${image}`, () => {
      const now = found(`image: ${image}\n    ${SOCKET}`);
      assert.equal(now.fixes, 0);
      assert.equal(now.message, found('image: registry.example.com/other').message);
      assert.equal(found(`image: ${image}\n    volumes: [".:/root/.cache"]`).fixes, 0);
      assert.equal(found(`image: ${image}\n    volumes: ["kept:/etc/app"]`).fixes, 0);
    });
  for (const image of ['acme/worker-tools', 'acme/coworker', 'worker', 'worker/acme'])
    test(`is another one: ${image}`, () => assert.ok(found(`image: ${image}\n    ${SOCKET}`).fixes > 0));
  test('needs what is root\u2019s', () => assert.ok(found('image: acme/worker').fixes > 0));
  test('a file with a name of its own', () => {
    assert.equal(found(`image: acme/acme-worker\n    ${SOCKET}`, 'docker/Dockerfile.worker').fixes, 0);
    assert.ok(found(`image: acme/acme-docker\n    ${SOCKET}`, 'docker/Dockerfile.worker').fixes > 0);
  });
});

/** How many fixes `user/root-user` has in each Dockerfile of a workspace. */
function fixesIn(files: Readonly<Record<string, string>>): Record<string, number> {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  const paths = Object.keys(files).filter((path) => path.endsWith('Dockerfile'));
  return Object.fromEntries(
    paths.map((path) => {
      const found = engine.check(path).findings.find((f) => f.rule === 'user/root-user');
      return [path, found?.fixes.length ?? 0];
    }),
  );
}

describe('a service with a mount in the home of root, whose image is called like no Dockerfile', () => {
  const compose = (image: string): string =>
    `services:\n  one:\n    image: ${image}\n    volumes: ["kept:/root/.local"]\n`;
  const script = 'docker build -f docker/gpu.Dockerfile -t acme/shop:gpu .\n';
  test('may start a Dockerfile whose path says no name', () => {
    assert.deepEqual(fixesIn({ Dockerfile: IMAGE, 'compose.yaml': compose('acme/shop:gpu') }), { Dockerfile: 0 });
    const known = fixesIn({ Dockerfile: IMAGE, 'compose.yaml': compose('redis:8.2') });
    assert.notDeepEqual(known, { Dockerfile: 0 });
  });
  test('may start any Dockerfile where the workspace publishes the image', () => {
    const files = { 'docker/gpu.Dockerfile': IMAGE, 'compose.yaml': compose('acme/shop:gpu') };
    assert.deepEqual(fixesIn({ ...files, 'build.sh': script }), { 'docker/gpu.Dockerfile': 0 });
    assert.ok(fixesIn(files)['docker/gpu.Dockerfile']! > 0);
  });
  test('starts the one that is called like it, and no other', () => {
    const found = fixesIn({
      'api/Dockerfile': IMAGE,
      'shop/Dockerfile': IMAGE,
      'compose.yaml': compose('acme/shop'),
      'build.sh': script,
    });
    assert.equal(found['shop/Dockerfile'], 0);
    assert.ok(found['api/Dockerfile']! > 0);
  });
});
