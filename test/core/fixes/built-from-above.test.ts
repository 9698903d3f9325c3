/** What a service of an included file is built from is unknown there: its capabilities are not dropped. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The titles of the fixes that drop the capabilities of the service of a file. */
function titles(texts: Readonly<Record<string, string>>, path: string): readonly string[] {
  const engine = engineOver(new Map(Object.entries(texts)), rules, { flags: { profile: 'audit' } });
  const found = engine.check(path).findings.filter((f) => f.rule === 'privilege/capabilities-not-dropped');
  assert.equal(found.length, 1);
  return found[0]!.fixes.map((fix) => fix.title);
}

const SERVICE = 'services:\n  proxy:\n    build: ./proxy\n    ports: ["127.0.0.1:8085:8085"]\n';
const DOCKERFILE = 'FROM acme/proxy:1\nEXPOSE 80\n';
const INCLUDE = 'include:\n  - path: proxy/compose.yaml\n    project_directory: .\n';

describe('dropping the capabilities of a service with a build', () => {
  test('is not offered where the Dockerfile is found only from a folder above', () => {
    const files = { 'compose.yaml': INCLUDE, 'proxy/compose.yaml': SERVICE, 'proxy/Dockerfile': DOCKERFILE };
    assert.deepEqual(titles(files, 'proxy/compose.yaml'), []);
    const deep = { 'a/proxy/b/compose.yaml': SERVICE, 'a/proxy/Dockerfile': DOCKERFILE };
    assert.deepEqual(titles(deep, 'a/proxy/b/compose.yaml'), []);
  });
  test('is not offered for an image with an unknown variable', () => {
    const image = (tag: string) =>
      titles({ 'compose.yaml': SERVICE.replace('build: ./proxy', `image: acme/proxy:${tag}`) }, 'compose.yaml');
    assert.deepEqual(image('${TAG}'), []);
    assert.deepEqual(image('1'), ['Add `cap_drop: [ALL]`']);
  });
  test('is offered where it is beside, or nowhere', () => {
    const beside = {
      'a/compose.yaml': SERVICE,
      'a/proxy/Dockerfile': DOCKERFILE,
      'proxy/Dockerfile': 'FROM scratch\n',
    };
    assert.deepEqual(titles(beside, 'a/compose.yaml'), ['Add `cap_drop: [ALL]`, and add back `NET_BIND_SERVICE`']);
    assert.deepEqual(titles({ 'a/compose.yaml': SERVICE }, 'a/compose.yaml'), ['Add `cap_drop: [ALL]`']);
  });
});
