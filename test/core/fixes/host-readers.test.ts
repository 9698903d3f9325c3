/** Who reaches a published port through the host is asked of all Compose files, once for all ports. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import type { PublishedPort } from '../../../server/src/core/domain/container.ts';
import type { Engine } from '../../../server/src/core/engine/engine.ts';
import { hostReaders } from '../../../server/src/core/fixes/host-readers.ts';
import type { Context } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { assertGrowth } from '../../support/growth.ts';

const DATABASE = 'services:\n  db:\n    image: postgres:17.2\n    ports: ["5432:5432"]\n';
const PORT = { hostPort: '5432' } as PublishedPort;
const caller = (host: string, extra = ''): string =>
  `services:\n  web:\n    image: registry.example.com/web:2.1.0\n    environment:\n      PGHOST: ${host}:5432\n${extra}`;
const GATEWAY = '    extra_hosts: ["machine:host-gateway"]\n';

const over = (files: Readonly<Record<string, string>>): Engine =>
  engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'strict' } });

/** The fixes that publish the database's port on the loopback address. */
const binds = (engine: Engine) =>
  engine
    .check('db/compose.yaml')
    .findings.flatMap((f) => f.fixes)
    .filter((fix) => fix.title.startsWith('Publish on'));

describe('who reaches a port through the host', () => {
  const base = { 'db/compose.yaml': DATABASE };

  test('a fix names them, or is not offered', () => {
    assert.equal(binds(over(base)).length, 1);
    assert.equal(binds(over({ ...base, 'web/compose.yaml': caller('host.docker.internal') })).length, 1);
    assert.equal(binds(over({ ...base, 'web/compose.yaml': caller('machine', GATEWAY) })).length, 0);
    assert.equal(binds(over({ ...base, 'web/compose.yaml': caller('machine') })).length, 1);
  });

  test('the answer follows each edit: of another text, and of a new file', () => {
    const engine = over({ ...base, 'web/compose.yaml': caller('machine') });
    assert.equal(binds(engine).length, 1);
    engine.setFile('web/compose.yaml', caller('machine', GATEWAY));
    assert.equal(binds(engine).length, 0);
    engine.setFile('web/compose.yaml', caller('other', GATEWAY));
    assert.equal(binds(engine).length, 1);
    engine.setFile('more/compose.yaml', caller('machine', GATEWAY));
    assert.equal(binds(engine).length, 0);
    engine.removeFile('more/compose.yaml');
    assert.equal(binds(engine).length, 1);
  });

  test('four times as many files take four times as long', () => {
    const filled = (count: number): Engine =>
      over(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}/compose.yaml`, DATABASE])));
    const asked = (engine: Engine) => () => {
      const ctx = { workspace: engine.index } as Context;
      for (const { fact } of engine.index.of('service'))
        assert.ok(fact.name !== '' && hostReaders(ctx, PORT).length === 0);
    };
    assertGrowth('readers of each port', 9, asked(filled(500)), asked(filled(2000)));
  });
});
