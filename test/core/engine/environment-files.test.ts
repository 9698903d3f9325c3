/** A file is an environment file because a service names it, whatever it is called. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const SECRET = 'SMTP_PASSWORD=bPq7-otter-Lantern-52\n';
const compose = (envFile: string): string => `services:\n  shop:\n    image: acme/shop:3\n    env_file: ${envFile}\n`;

function engineWith(files: Readonly<Record<string, string>>) {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

const isFound = (engine: ReturnType<typeof engineWith>, path: string): boolean =>
  engine.check(path).findings.some((f) => f.rule === 'secret/hardcoded-secret');

test('in whatever order the files come', () => {
  const both = { 'a/compose.yaml': compose('./config.monitoring'), 'a/config.monitoring': SECRET };
  assert.equal(isFound(engineWith(both), 'a/config.monitoring'), true);
  const reversed = Object.fromEntries(Object.entries(both).reverse());
  assert.equal(isFound(engineWith(reversed), 'a/config.monitoring'), true);
  assert.equal(isFound(engineWith(both).copy(), 'a/config.monitoring'), true);
  assert.equal(isFound(engineWith({ 'a/config.monitoring': SECRET }), 'a/config.monitoring'), false);
});

test('as long as a service names it', () => {
  const engine = engineWith({ 'compose.yaml': compose('app.conf'), 'b.yaml': compose('app.conf'), 'app.conf': SECRET });
  engine.setFile('compose.yaml', compose('other.conf'));
  assert.equal(isFound(engine, 'app.conf'), true);
  engine.removeFile('b.yaml');
  assert.equal(isFound(engine, 'app.conf'), false);
  engine.setFile('compose.yaml', compose('[{ path: prod/../app.conf, required: false }]'));
  assert.equal(isFound(engine, 'app.conf'), true);
});

test('a file of another kind stays what it is', () => {
  const dockerfile = 'FROM alpine:3.22\nENV A=b\n';
  const engine = engineWith({ 'compose.yaml': compose('Dockerfile'), Dockerfile: dockerfile });
  assert.equal(engine.unitAt('Dockerfile', 0)?.kind, 'dockerfile');
});

test('the host is asked for those that it did not read', () => {
  const engine = engineWith({
    'a/compose.yaml': compose('[config.monitoring, ../vars, ../../outside, /etc/vars, "${X}.vars", .env]'),
    'a/.env': SECRET,
  });
  assert.deepEqual(engine.wantedEnvironmentFiles(), ['a/config.monitoring', 'vars']);
  engine.setFile('vars', SECRET);
  assert.deepEqual(engine.wantedEnvironmentFiles(), ['a/config.monitoring']);
});
