/** References of rules in SARIF: the kind of each relationship, and its taxonomy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relationships, taxonomies } from '../../../server/src/core/report/sarif-references.ts';
import { meta } from '../../support/config-fixture.ts';

const one = meta('user/root-user', {
  trivy: ['DS-0002', '~KSV-0012'],
  'pss-restricted': ['runAsUser'],
  cwe: ['CWE-250'],
});
const two = meta('user/sudo', { trivy: ['DS-0010', 'DS-0002'] });

test('a check is equal, or relevant in part; a section of a standard is relevant', () => {
  assert.deepEqual(relationships(one), [
    { target: { id: 'DS-0002', toolComponent: { name: 'Trivy' } }, kinds: ['equal'] },
    { target: { id: 'KSV-0012', toolComponent: { name: 'Trivy' } }, kinds: ['relevant'] },
    { target: { id: 'runAsUser', toolComponent: { name: 'Pod Security Standards, restricted' } }, kinds: ['equal'] },
    { target: { id: 'CWE-250', toolComponent: { name: 'CWE' } }, kinds: ['relevant'] },
  ]);
});

test('a taxonomy holds each id once, sorted; one that no rule names is left out', () => {
  const [trivy, , cwe, ...others] = taxonomies([one, two]);
  const taxa = ['DS-0002', 'DS-0010', 'KSV-0012'].map((id) => ({ id }));
  assert.deepEqual(trivy, { name: 'Trivy', isComprehensive: false, taxa });
  assert.deepEqual(cwe, { name: 'CWE', isComprehensive: false, taxa: [{ id: 'CWE-250' }] });
  assert.deepEqual(others, []);
});
