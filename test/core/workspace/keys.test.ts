/** The keys of images with variables. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtReference, startedNames } from '../../../server/src/core/workspace/keys.ts';

test('the port of a registry is no tag', () => {
  assert.equal(builtReference('registry:5000/acme/web')?.repository, 'acme/web');
  assert.equal(builtReference('registry:5000/acme/web:$TAG')?.repository, 'acme/web');
  for (const image of ['registry:$PORT/acme/web', 'registry:$PORT/acme/web:$TAG']) {
    assert.equal(builtReference(image), undefined);
    assert.ok(!startedNames(image).includes('registry'), image);
  }
});

test('a variable as the tag is left out', () => {
  for (const tag of ['$TAG', '${TAG:-dev}-slim', '$A.$B'])
    assert.equal(builtReference(`acme/web:${tag}`)?.repository, 'acme/web');
});
