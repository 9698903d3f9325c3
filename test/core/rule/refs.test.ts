/** References to other tools and standards: only ids that exist there, each marked as the same or the same in part. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignId } from '../../../server/src/core/rule/neighbours.ts';
import { idsOf, plainRefs, type Refs, referencesTo } from '../../../server/src/core/rule/refs/refs.ts';
import {
  knownIds,
  neighbourNames,
  normalId,
  SOURCES,
  type SourceName,
  sourceNames,
  toolNames,
} from '../../../server/src/core/rule/refs/sources.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { meta } from '../../support/config-fixture.ts';

const metas = rules.map((r) => r.meta);

/** `source id` of every id that its source does not have, or that occurs twice. */
function faults(refs: Refs): string[] {
  return (Object.keys(refs) as SourceName[]).flatMap((source) => {
    const ids = idsOf(refs, source);
    return ids.filter((id, i) => !knownIds(source).has(id) || ids.indexOf(id) !== i).map((id) => `${source} ${id}`);
  });
}

for (const { id, refs } of metas) test(`${id} refers to what there is`, () => assert.deepEqual(faults(refs), []));

test('the test finds an unknown id and a duplicate', () => {
  assert.deepEqual(faults({ trivy: ['KSV-0017', 'KSV-99999'] }), ['trivy KSV-99999']);
  assert.deepEqual(faults({ trivy: ['~KSV-99999'], cwe: ['CWE-250'] }), ['trivy KSV-99999']);
  assert.deepEqual(faults({ checkov: ['CKV_K8S_16', '~CKV_K8S_16'] }), ['checkov CKV_K8S_16']);
});

describe('known ids', () => {
  for (const source of sourceNames) {
    test(`${source}: each has the form of the source, one id a line, sorted`, () => {
      const lines = SOURCES[source].known.trim().split('\n');
      const compared = lines.map((id) => id.toLowerCase());
      assert.ok(lines.length >= 10);
      assert.deepEqual(
        lines.filter((id) => !SOURCES[source].form.test(id)),
        [],
      );
      assert.equal(new Set(lines).size, lines.length);
      assert.deepEqual(compared, [...compared].sort());
    });
  }

  test('a distinct form belongs to one tool', () => {
    for (const source of toolNames) {
      for (const other of toolNames.filter((o) => o !== source)) {
        const { distinct } = SOURCES[other] as { readonly distinct?: RegExp };
        for (const id of distinct ? knownIds(source) : []) assert.ok(!distinct!.test(id), `${source} ${id}: ${other}`);
      }
    }
  });
});

test('a reference means the same, or the same in part', () => {
  const refs: Refs = { trivy: ['KSV-0017', '~KSV-0111'], cwe: ['CWE-250'] };
  assert.deepEqual(referencesTo(refs, 'trivy'), [
    { id: 'KSV-0017', means: 'same' },
    { id: 'KSV-0111', means: 'part' },
  ]);
  assert.deepEqual(referencesTo(refs, 'kics'), []);
  assert.deepEqual(plainRefs(refs), {
    refs: { trivy: ['KSV-0017', 'KSV-0111'], cwe: ['CWE-250'] },
    partialRefs: { trivy: ['KSV-0111'] },
  });
});

test('only tools have ignore comments, and these are the tools with supported comments', () => {
  assert.deepEqual(neighbourNames, [
    'hadolint',
    'buildkit',
    'trivy',
    'checkov',
    'kics',
    'kube-linter',
    'semgrep',
    'sonar-iac',
    'tally',
    'dclint',
  ]);
  for (const source of sourceNames)
    if (SOURCES[source].kind !== 'tool') assert.equal(SOURCES[source].ignores.length, 0);
});

test('an id is compared in one spelling', () => {
  assert.equal(normalId('trivy', 'AVD-KSV-0012'), normalId('trivy', 'ksv012'));
  assert.equal(normalId('hadolint', ' dl3002 # why'), 'dl3002');
  assert.equal(normalId('semgrep', 'dockerfile.security.missing-user.missing-user'), 'missing-user');
  assert.equal(normalId('sonar-iac', 'docker:S6471'), normalId('sonar-iac', 'S6471'));
});

test('the tool of an id: mapped, known, or of a form unique to one tool', () => {
  const some = [meta('user/root-user', { trivy: ['~DS-0002'], semgrep: ['missing-user'] })];
  assert.deepEqual(foreignId('AVD-DS-0002', some), { tool: 'trivy', rules: ['user/root-user'] });
  for (const id of ['missing-user', 'dockerfile.security.missing-user.missing-user'])
    assert.deepEqual(foreignId(id, some), { tool: 'semgrep', rules: ['user/root-user'] });
  assert.deepEqual(foreignId('no-liveness-probe', some), { tool: 'kube-linter', rules: [] });
  assert.deepEqual(foreignId('KSV-9999', some), { tool: 'trivy', rules: [] });
  assert.deepEqual(foreignId('docker:S6471', some), { tool: 'sonar-iac', rules: [] });
  assert.equal(foreignId('root-user', some), undefined);
});

test('no id of a Seaworthy rule is read as an id of another tool', () => {
  for (const { id } of metas) assert.equal(foreignId(id, metas), undefined, id);
});
