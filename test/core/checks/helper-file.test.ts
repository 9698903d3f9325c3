import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Files = Readonly<Record<string, string>>;
const STORE = `services:
  db:
    image: mysql:5.7
    environment:
      MYSQL_ALLOW_EMPTY_PASSWORD: "yes"
    ports: ["3306:3306"]
  cache:
    image: postgres:18
    environment:
      POSTGRES_PASSWORD: kR8vTq2LxWz9
`;
const MAIN: Files = { 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM nginx:1.29\n' };

/** The rules that the default profile reports in the file at `path`. */
function reported(path: string, files: Files): readonly string[] {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [name, text] of Object.entries(files)) engine.setFile(name, text);
  engine.setComplete(true);
  const found = engine.check(path).findings.filter((f) => f.profile === 'default');
  return [...new Set(found.map((f) => f.rule))].sort();
}
const ALL = ['image/end-of-life', 'network/authentication-off', 'secret/hardcoded-secret'];

test('a file in a folder of its own that only starts programs of others helps developers', () => {
  assert.deepEqual(reported('tools/compose.yaml', { ...MAIN, 'tools/compose.yaml': STORE }), []);
  const { Dockerfile = '' } = MAIN;
  assert.deepEqual(reported('tools/compose.yaml', { Dockerfile, 'tools/compose.yaml': STORE }), []);
});

test('where nothing shows that the project is deployed from elsewhere, the file may be the project', () => {
  assert.deepEqual(reported('tools/compose.yaml', { 'tools/compose.yaml': STORE }), ALL);
  assert.deepEqual(reported('compose.yaml', { 'compose.yaml': STORE }), ALL);
});

test('a file beside the Dockerfile of the project helps, unless its services are kept running', () => {
  const at = (path: string, text: string) => reported(path, { Dockerfile: 'FROM nginx:1.29\n', [path]: text });
  const latest = STORE.replace('postgres:18', 'postgres:latest');
  assert.deepEqual(at('compose.yaml', STORE), []);
  assert.deepEqual(at('compose.yaml', latest), []);
  assert.ok(at('compose.prod.yaml', latest).includes('image/mutable-tag'));
  for (const line of ['restart: always', 'restart: unless-stopped', 'deploy: { replicas: 2 }'])
    assert.deepEqual(at('compose.yaml', `${STORE}    ${line}\n`), ALL, line);
  assert.deepEqual(at('compose.yaml', `${STORE}    restart: "no"\n`), []);
  assert.deepEqual(at('compose.yaml', `${STORE}  web:\n    image: registry.example.com/shop/web:1.0\n`), ALL);
});

test('a file for production, one that others read or lie over, and one with the project or an unknown program is none', () => {
  const ofPath = (path: string, more: Files = {}, text = STORE) => reported(path, { ...MAIN, ...more, [path]: text });
  assert.deepEqual(
    ofPath('production/compose.yaml').filter((rule) => rule !== 'network/published-on-all-interfaces'),
    ALL,
  );
  const included = { 'compose.yaml': 'include: [tools/compose.yaml]\nservices:\n  web:\n    build: .\n' };
  assert.deepEqual(ofPath('tools/compose.yaml', included), ALL);
  const extended = {
    'compose.yaml': 'services:\n  web:\n    build: .\n    extends: { file: tools/compose.yaml, service: db }\n',
  };
  assert.deepEqual(ofPath('tools/compose.yaml', extended), ALL);
  const beside = { 'tools/compose.yaml': 'services:\n  one:\n    image: redis:8.2\n' };
  assert.deepEqual(ofPath('tools/compose.more.yaml', beside), ALL);
  const built = { 'tools/other.yaml': 'services:\n  one:\n    build: .\n' };
  assert.deepEqual(ofPath('tools/compose.yaml', built), ALL);
  const service = (image: string): string => `${STORE}  web:\n    ${image}\n`;
  assert.deepEqual(ofPath('tools/compose.yaml', {}, service('build: ..')), ALL);
  assert.deepEqual(ofPath('tools/compose.yaml', {}, service('image: registry.example.com/shop/web:1.0')), ALL);
  assert.deepEqual(ofPath('tools/compose.yaml', {}, service('image: ${IMAGE}')), ALL);
});

test('what may open something elsewhere counts', () => {
  const key = STORE.replace('POSTGRES_PASSWORD: kR8vTq2LxWz9', 'MAILER_API_KEY: kR8vTq2LxWz9bN4mYp7s');
  assert.deepEqual(reported('tools/compose.yaml', { ...MAIN, 'tools/compose.yaml': key }), ['secret/hardcoded-secret']);
});
