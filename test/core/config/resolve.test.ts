import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { readConfig } from '../../../server/src/core/config/read.ts';
import { type ConfigLayers, nearestConfigPath, resolveConfig } from '../../../server/src/core/config/resolve.ts';
import type { PartialConfig } from '../../../server/src/core/config/settings.ts';
import { defaultSecrets } from '../../../server/src/core/secrets/settings.ts';
import type { Day } from '../../../server/src/core/text/day.ts';
import { pathMatcher } from '../../../server/src/core/text/path-pattern.ts';
import { rules } from '../../support/config-fixture.ts';
import { assertGrowth } from '../../support/growth.ts';

const file = (text: string): PartialConfig => {
  const { config, problems } = readConfig(text, rules);
  assert.deepEqual(problems, []);
  return config;
};
const resolve = (layers: Omit<ConfigLayers, 'today'>) => resolveConfig({ today: PINNED_DAY, ...layers }, rules);

test('defaults', () => {
  const c = resolve({});
  const { secrets, ...settings } = c.settings;
  assert.deepEqual(settings, {
    today: PINNED_DAY,
    profile: 'default',
    images: { trusted: [], untrusted: [] },
    podSecurity: undefined,
  });
  assert.equal(c.pinsDay, false);
  assert.deepEqual(secrets, defaultSecrets);
  assert.equal(c.failOn, 'warning');
  assert.equal(c.severityOf('user/root-user'), undefined);
  assert.equal(c.explicit('user/root-user'), false);
  assert.deepEqual(c.optionsOf('image/unpinned-digest'), { except: ['scratch'], local: false, depth: 3 });
  assert.deepEqual(c.optionsOf('user/root-user'), {});
  assert.equal(c.exclude('Dockerfile'), false);
});

test('flags override the file; editor settings apply only without a file', () => {
  const flags = { profile: 'audit', failOn: 'error' } as const;
  const editor = { profile: 'strict' } as const;
  assert.equal(resolve({ editor }).settings.profile, 'strict');
  assert.equal(resolve({ editor, file: {} }).settings.profile, 'default');
  const both = resolve({ file: file('profile: strict\nfailOn: info\nexclude: [a]\n'), flags, editor });
  assert.equal(both.settings.profile, 'audit');
  assert.equal(both.failOn, 'error');
  assert.equal(both.exclude('a'), true);
});

test('the day: flags override the file, the file overrides the day of the run', () => {
  const pinned = file('today: 2026-08-22');
  const flags = { today: '2025-01-01' } as const;
  const day = (layers: Omit<ConfigLayers, 'today'>) => {
    const { settings, pinsDay } = resolve(layers);
    return [settings.today, pinsDay];
  };
  assert.deepEqual(day({}), [PINNED_DAY, false]);
  assert.deepEqual(day({ file: pinned }), ['2026-08-22', true]);
  assert.deepEqual(day({ flags }), ['2025-01-01', true]);
  assert.deepEqual(day({ file: pinned, flags }), ['2025-01-01', true]);
  assert.deepEqual(day({ editor: pinned }), ['2026-08-22', true]);
  assert.deepEqual(day({ file: {}, editor: pinned }), [PINNED_DAY, false], 'only the nearest file counts');
  const key = (today: Day, layers: Omit<ConfigLayers, 'today'>) => resolveConfig({ today, ...layers }, rules).key;
  assert.notEqual(key('2026-01-01', {}), key('2026-01-02', {}));
  assert.equal(key('2026-01-01', { file: pinned }), key('2026-01-02', { file: pinned }));
});

test('a setting for a rule overrides one for its concern, in any order', () => {
  for (const text of ['rules: {user/*: off, user/root-user: error}', 'rules: {user/root-user: error, user/*: off}']) {
    const c = resolve({ file: file(text) });
    assert.equal(c.severityOf('user/root-user'), 'error');
    assert.equal(c.severityOf('user/sudo'), 'off');
    assert.equal(c.severityOf('image/mutable-tag'), undefined);
  }
});

test('explicit is a severity other than off under the own id', () => {
  const c = resolve({ file: file('rules: {image/*: error, image/unpinned-digest: hint, user/root-user: off}') });
  assert.equal(c.explicit('image/unpinned-digest'), true);
  assert.equal(c.explicit('image/mutable-tag'), false);
  assert.equal(c.explicit('user/root-user'), false);
  const options = resolve({ file: file('rules: {image/unpinned-digest: {options: {depth: 1}}}') });
  assert.equal(options.explicit('image/unpinned-digest'), false);
  assert.deepEqual(options.optionsOf('image/unpinned-digest'), { except: ['scratch'], local: false, depth: 1 });
  assert.equal(options.optionsOf('image/unpinned-digest'), options.optionsOf('image/unpinned-digest'));
});

test('the key changes with every setting, and only then', () => {
  const texts = [
    '',
    'profile: strict',
    'rules: {user/root-user: off}',
    'rules: {user/root-user: error}',
    'rules: {user/*: error}',
    'rules: {image/unpinned-digest: {options: {depth: 1}}}',
    'rules: {image/unpinned-digest: {options: {depth: 2}}}',
    'exclude: [a]',
    'exclude: [a, b]',
    'lowerSeverity: []',
    'lowerSeverity: [a]',
    'images: {trusted: [a]}',
    'images: {untrusted: [a]}',
    'podSecurity: {level: baseline}',
    'podSecurity: {level: baseline, version: v1.30}',
    'failOn: error',
    'today: 2026-08-22',
    'today: 2026-08-23',
    // Pinned to the day of the run: another day changes nothing then.
    `today: ${PINNED_DAY}`,
  ];
  const keys = texts.map((t) => resolve({ file: file(t) }).key);
  keys.push(resolve({ file: file('exclude: [a]'), base: 'sub' }).key, resolve({ flags: { exclude: ['a'] } }).key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(
    resolve({ file: file('rules: {user/root-user: off, image/*: error}') }).key,
    resolve({ file: file('rules: {image/*: error, user/root-user: off}') }).key,
  );
});

test("exclude is relative to the file's folder", () => {
  const c = resolve({ file: file('exclude: [/gen, "*.bak"]'), base: 'services/api' });
  assert.equal(c.exclude('services/api/gen/Dockerfile'), true);
  assert.equal(c.exclude('gen/Dockerfile'), false);
  assert.equal(c.exclude('services/api/x/Dockerfile.bak'), true);
  assert.equal(c.exclude('services/apix/Dockerfile.bak'), false);
});

test('the nearest configuration', () => {
  const has =
    (...there: string[]) =>
    (p: string) =>
      there.includes(p);
  assert.equal(nearestConfigPath('a/b/Dockerfile', has('a/.seaworthy.yaml', '.seaworthy.yaml')), 'a/.seaworthy.yaml');
  assert.equal(nearestConfigPath('a/b/Dockerfile', has('.seaworthy.yaml', 'a/c/.seaworthy.yaml')), '.seaworthy.yaml');
  assert.equal(nearestConfigPath('Dockerfile', has('.seaworthy.yaml')), '.seaworthy.yaml');
  assert.equal(nearestConfigPath('a/b/Dockerfile', has()), undefined);
});

test('patterns of paths', () => {
  const cases: [globs: string[], excluded: string[], kept: string[]][] = [
    [['vendor'], ['vendor', 'vendor/a', 'x/vendor/a'], ['vendors/a', 'a/vendor.yaml']],
    [['vendor/'], ['vendor/a', 'x/vendor/a', 'vendor/'], ['vendor', 'x/vendor']],
    [['/vendor'], ['vendor/a'], ['x/vendor/a']],
    [['a/b'], ['a/b', 'a/b/c'], ['x/a/b', 'a/x/b']],
    [['*.yaml'], ['a.yaml', 'x/y/.yaml'], ['a.yaml.j2', 'a.yml']],
    [['a/*/c'], ['a/b/c', 'a/b/c/d'], ['a/c', 'a/b/b/c']],
    [['a/**/c'], ['a/c', 'a/b/c', 'a/b/b/c'], ['b/a/c', 'a/b']],
    [['**/c'], ['c', 'a/c', 'a/b/c/d'], ['a/cc']],
    [['a/**'], ['a/b', 'a/b/c'], ['a', 'b/a/c']],
    [['a?c'], ['abc', 'x/a.c'], ['ac', 'a/c', 'abbc']],
    [['*', '!*.yaml'], ['a', 'x/a.yaml'], ['a.yaml']],
    [['gen/*', '!gen/keep'], ['gen/a'], ['gen/keep', 'gen/keep/Dockerfile']],
    [['gen/', '!gen/keep'], ['gen/keep'], ['a']],
    [
      ['\\!a', '\\*b'],
      ['!a', '*b'],
      ['a', 'xb'],
    ],
    [['', '/', '!', './'], [], ['a', 'a/b']],
    [['a*b*c'], ['abc', 'aXbXbXc'], ['aXbX', 'ac']],
  ];
  for (const [globs, excluded, kept] of cases) {
    const matches = pathMatcher(globs);
    for (const p of excluded) assert.equal(matches(p), true, `${globs} should exclude ${p}`);
    for (const p of kept) assert.equal(matches(p), false, `${globs} should keep ${p}`);
  }
});

test('no pattern takes long', () => {
  const stars = pathMatcher([`${'*a'.repeat(200)}b`]);
  const folders = pathMatcher([`${'**/a/'.repeat(50)}b`]);
  const name = (n: number) => () => assert.equal(stars('a'.repeat(n)), false);
  const path = (n: number) => () => assert.equal(folders(Array(n).fill('a').join('/')), false);
  assertGrowth('stars in a name', 10, name(5000), name(20_000));
  // Each folder on the way is tested too.
  assertGrowth('stars over folders', 40, path(100), path(400));
});
