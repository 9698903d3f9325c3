/** What the lock file must hold so that `npm ci` works everywhere, and what it must not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Locked {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages);

test('the lock file names no host to download from', () => {
  assert.ok(packages.length > 50);
  assert.deepEqual(
    packages.filter(([, p]) => p.resolved !== undefined && !p.link).map(([name]) => name),
    [],
  );
});

test('the lock file knows the packages of every platform: npm ci refuses to work without', () => {
  const missing = packages.flatMap(([from, p]) =>
    Object.keys(p.optionalDependencies ?? {}).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${from}/node_modules/${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});
