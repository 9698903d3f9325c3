/** Images that imitate another program for developers and tests. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isImitation } from '../../../server/src/core/checks/imitation-image.ts';

test('imitations by the whole word of their name, and programs that are none', () => {
  for (const repository of [
    'localstack/localstack',
    'axllent/mailpit',
    'acme/pubsub-emulator',
    'acme/moto',
    'mockserver',
  ])
    assert.equal(isImitation(repository), true, repository);
  for (const repository of ['acme/prism-central', 'acme/motor', 'postgres', 'acme/mailpits'])
    assert.equal(isImitation(repository), false, repository);
});
