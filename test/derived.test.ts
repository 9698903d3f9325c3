/** What is generated from the rules: a rule that is added adds lines and changes none, so that two branches that add one merge. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { withNewRules } from '../scripts/lib/derived-changelog.ts';
import { migrationPage } from '../scripts/lib/derived-migration.ts';
import { rulePage, rulesIndex } from '../scripts/lib/derived-pages.ts';
import { configSchema } from '../server/src/core/config/schema.ts';
import type { RuleId, RuleMeta } from '../server/src/core/rule/rule.ts';
import { rules } from '../server/src/core/rules/rules.generated.ts';
import { VERSION } from '../server/src/host/version.ts';
import { meta } from './support/config-fixture.ts';

const metas = rules.map((r) => r.meta);
const read = (path: string): string => readFileSync(path, 'utf8');

/** Lines of `before` that `after` does not have in the same order. */
function changed(before: string, after: string): string[] {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').filter((line) => {
    const found = lines.indexOf(line, at);
    if (found < 0) return true;
    at = found + 1;
    return false;
  });
}

test('a line that is changed or moved is found', () => {
  assert.deepEqual(changed('a\nb\nc', 'a\nx\nb\nc'), []);
  assert.deepEqual(changed('a\nb\nc', 'a\nB\nc'), ['b']);
  assert.deepEqual(changed('2 rules\na', '3 rules\na\nb'), ['2 rules']);
});

const refs = {
  trivy: ['KSV-0017', '~DS-0002', 'KSV-0125'],
  hadolint: ['DL1001', 'DL4006'],
  kubesec: ['HostAliases'],
  cwe: ['CWE-250'],
};
const options = { allowed: { type: 'strings', default: [], description: 'What is allowed' } } as const;
const PLANTED: readonly RuleId[] = [
  'admission/first-of-all',
  'build/before-others',
  'image/mutable-tag-too',
  'mesh/first-of-its-concern',
  'user/zzz-last-of-all',
];

/** The texts in which every rule stands, by their files. */
const texts = (some: readonly RuleMeta[]): Readonly<Record<string, string>> => ({
  'docs/rules/README.md': rulesIndex(some),
  'docs/migration.md': migrationPage(some),
  'schemas/config.schema.json': JSON.stringify(configSchema(some), null, 2),
  'CHANGELOG.md': withNewRules(read('CHANGELOG.md'), some),
});

describe('a rule that is added', () => {
  const before = texts(metas);
  for (const id of PLANTED) {
    const more = [...metas, meta(id, refs, 'default', options)].sort((a, b) => (a.id < b.id ? -1 : 1));
    const after = texts(more);
    for (const [file, text] of Object.entries(after)) {
      test(`${id} adds lines to ${file} and changes none`, () => {
        assert.ok(text.includes(id), 'it is there');
        assert.deepEqual(changed(before[file]!, text), []);
      });
    }
  }

  test('has a line of its own in the registry', () => {
    const lines = read('server/src/core/rules/rules.generated.ts').split('\n');
    for (const { id } of metas) assert.equal(lines.filter((l) => l.includes(`'./${id}.ts'`)).length, 1, id);
  });

  test('does not change README.md: no rule has a row of its own there, and nothing counts them', () => {
    const text = read('README.md');
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && /\.md\)/.test(line));
    assert.ok(rows.length < metas.length / 2);
    assert.doesNotMatch(text, /\b\d+ rules\b|rules:begin/);
  });
});

describe('references', () => {
  const one = meta('user/root-user', refs);
  test('the page of a rule says which are the same and which are so in part', () => {
    assert.ok(rulePage(one, undefined).includes('| Trivy | `KSV-0017`, `DS-0002` (in part), `KSV-0125` |'));
  });
  test('so does the way from another tool, id by id', () => {
    const page = migrationPage([one, meta('image/mutable-tag', { trivy: ['KSV-0017'] })]);
    const rows = page.split('\n').filter((l) => l.startsWith('| `'));
    assert.deepEqual(rows.slice(2), [
      '| `DS-0002` | [user/root-user](rules/user/root-user.md) | in part |',
      '| `KSV-0017` | [image/mutable-tag](rules/image/mutable-tag.md) | the same |',
      '| `KSV-0017` | [user/root-user](rules/user/root-user.md) | the same |',
      '| `KSV-0125` | [user/root-user](rules/user/root-user.md) | the same |',
      '| `HostAliases` | [user/root-user](rules/user/root-user.md) | the same |',
    ]);
  });
});

describe('since', () => {
  const parts = (version: string): number[] => version.split('.').map(Number);
  /** Whether a version is not later than another. */
  const upTo = (a: string, b: string): boolean => {
    const [x, y] = [parts(a), parts(b)];
    const at = x.findIndex((n, i) => n !== y[i]);
    return at < 0 || x[at]! < y[at]!;
  };
  test('versions are compared by their numbers', () => {
    assert.ok(upTo('0.9.0', '0.10.0') && upTo('1.0.0', '1.0.0') && !upTo('1.10.0', '1.9.9'));
  });
  for (const { id, since } of metas) {
    test(`${id}: a version up to the one of the package`, () => {
      assert.match(since, /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/);
      assert.ok(upTo(since, VERSION));
    });
  }
  test('its page says it, and the changelog lists the rules of each version', () => {
    const page = [
      '## [0.2.0]',
      '<!-- new-rules-0.2.0:begin -->',
      'stale',
      '<!-- new-rules-0.2.0:end -->',
      '## [0.1.0]',
      '<!-- new-rules-0.1.0:begin -->',
      '<!-- new-rules-0.1.0:end -->',
    ].join('\n');
    const later: RuleMeta = { ...meta('user/sudo'), since: '0.2.0' };
    const made = withNewRules(page, [meta('image/mutable-tag'), later]);
    const [second = '', first = ''] = made.split('## [0.1.0]');
    assert.match(second, /- \[user\/sudo\]\(docs\/rules\/user\/sudo\.md\): About user\/sudo\n/);
    assert.ok(first.includes('image/mutable-tag') && !first.includes('sudo') && !made.includes('stale'));
    assert.ok(rulePage(later, undefined).includes('since 0.2.0'));
    assert.throws(() => withNewRules(page, [{ ...later, since: '0.3.0' }]), /new-rules-0\.3\.0/);
  });
});
