/** A value that says that another program writes it is a placeholder. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notASecret } from '../../../../server/src/core/secrets/detect/detect.ts';

for (const value of [
  'replaced_by_egress_proxy',
  'injected-at-runtime',
  'set_by_ci',
  'will-be-overridden-by-env',
  'provided by the operator',
])
  test(value, () => assert.equal(notASecret(value), 'replace-me placeholder'));

for (const value of ['replaced', 'injected-7fK2', 'set_9aQ1'])
  test(`${value} may be a password`, () => assert.equal(notASecret(value), undefined));
