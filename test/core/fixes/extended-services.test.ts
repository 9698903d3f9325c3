/** A service that others extend gets no setting that depends on what they add. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The titles of all fixes in `base.yaml`. */
function titles(files: Readonly<Record<string, string>>): readonly string[] {
  const engine = engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'strict' } });
  return engine.check('base.yaml').findings.flatMap((f) => f.fixes.map((fix) => fix.title));
}

const BASE = 'services:\n  proxy:\n    image: traefik:v3.5.0\n  web:\n    image: registry.example.com/web:2.1.0\n';
const user = (file: string, service: string): string =>
  `services:\n  edge:\n    extends:\n      file: ${file}\n      service: ${service}\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n`;
/** A user, capabilities, a read-only root, a limit. */
const DEPENDS = /^Run as|cap_drop|read_only|Add a (?:memory|CPU) limit/;
const counted = (files: Readonly<Record<string, string>>): number =>
  titles(files).filter((title) => DEPENDS.test(title)).length;

describe('a service that another extends', () => {
  const alone = counted({ 'base.yaml': BASE });

  test('in another file', () => {
    const files = { 'base.yaml': BASE, 'compose.yaml': user('base.yaml', 'proxy') };
    assert.ok(counted(files) < alone);
    assert.ok(titles(files).some((title) => title.includes('no-new-privileges')));
    const both = { ...files, 'other/compose.yaml': user('../base.yaml', 'web') };
    assert.equal(counted(both), 0);
  });

  test('by a name that is a variable: it may be any', () => {
    assert.equal(counted({ 'base.yaml': BASE, 'compose.yaml': user('base.yaml', `"\${SERVICE}"`) }), 0);
  });

  test('in the same file', () => {
    for (const by of ['{service: proxy}', 'proxy'])
      assert.ok(counted({ 'base.yaml': `${BASE}  edge:\n    extends: ${by}\n    tty: false\n` }) <= alone);
  });

  test('not: another service of the file, or a namesake of another file', () => {
    assert.equal(counted({ 'base.yaml': BASE, 'compose.yaml': user('other.yaml', 'proxy') }), alone);
  });
});
