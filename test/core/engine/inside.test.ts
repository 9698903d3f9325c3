/** Fixes change files inside the workspace only, whatever the files name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import { fake } from '../../support/secrets-fake.ts';

const meta = { ...rules[0]!.meta, profile: 'default' } as const;

test('a change of a file outside makes a fix impossible', () => {
  const changed = (file: string): readonly string[] => {
    const planted = rule(meta, {
      *stage(stage) {
        const change = () => [
          { span: stage.from.span, text: 'FROM scratch' },
          { file, text: 'x', ifExists: 'append' as const },
        ];
        yield { at: stage.from.span, message: 'planted', fixes: [{ title: 'Change it', safety: 'review', change }] };
      },
    });
    const engine = createEngine([planted], PINNED_DAY);
    engine.setFile('Dockerfile', 'FROM alpine\n');
    const [finding] = engine.check('Dockerfile').findings;
    assert.ok(finding);
    return finding.fixes[0]!.changes().map((c) => c.path);
  };
  assert.deepEqual(changed('a/.env'), ['Dockerfile', 'a/.env']);
  for (const file of [
    '../x',
    'a/../../x',
    '/etc/x',
    'a//x',
    './x',
    '',
    'a/',
    '..',
    'a\0b',
    'a\\..\\x',
    'C:x',
    '.git/hooks/x',
    'a/node_modules/x',
  ])
    assert.deepEqual(changed(file), [], file);
});

/** Paths that leave the folder, as hostile files write them. */
const HOSTILE = ['../../x', '/etc', 'a/../../x', '~/x', 'C:\\x', '..\\x', './/../x', '.git', 'x\0y', '../', '..'];

test('hostile paths and names in Compose files lead no fix outside', () => {
  let fixes = 0;
  for (const to of HOSTILE)
    for (const name of ['web', '../../web', 'a/b', '..', '/etc/x', 'a\\b', 'x\0y']) {
      const key = JSON.stringify(to);
      const compose = `include: [${key}]
services:
  ${JSON.stringify(name)}:
    image: postgres:17.2
    build: { context: ${key}, dockerfile: ${key} }
    env_file: [${key}]
    extends: { file: ${key}, service: x }
    environment: { POSTGRES_PASSWORD: ${fake(17)}-q7 }
    secrets: [s]
secrets: { s: { file: ${key} } }
configs: { c: { file: ${key} } }
`;
      const engine = createEngine(rules, PINNED_DAY);
      engine.setFile('app/compose.yaml', compose);
      engine.setFile(
        'app/Dockerfile',
        `FROM alpine:3.22\nARG TOKEN=${fake(18)}-q7\nCOPY .npmrc /root/\nCOPY . .\nRUN npm ci\n`,
      );
      engine.setFile(
        'app/build.yaml',
        `services:\n  web:\n    build: { context: ${key}, dockerfile: app/Dockerfile }\n`,
      );
      engine.setComplete(true);
      for (const path of engine.paths())
        for (const finding of engine.check(path).findings)
          for (const fix of finding.fixes)
            for (const change of fix.changes()) {
              fixes++;
              assert.ok(posix.isInside(change.path), `${to} ${name}: ${change.path}`);
              assert.doesNotMatch(change.path, /(?:^|\/)\.git\/|[\\:]/, `${to} ${name}`);
            }
    }
  assert.ok(fixes > 100);
});

test('absolute build paths name no file of the workspace', () => {
  for (const build of ['/app', '{ context: ., dockerfile: /app/Dockerfile }', '~/app', '{ context: C:\\app }']) {
    const engine = createEngine(rules, PINNED_DAY);
    engine.setFile('app/Dockerfile', 'FROM alpine:3.22\n');
    engine.setFile('compose.yaml', `services:\n  web:\n    build: ${build}\n`);
    assert.deepEqual(engine.index.servicesBuilding('app/Dockerfile'), [], build);
  }
});
