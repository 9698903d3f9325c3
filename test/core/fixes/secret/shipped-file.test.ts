/** No fix moves a secret into an environment file that the repository ships. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../../scripts/lib/prove.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';

const only = rules.filter((r) => r.meta.id === 'secret/hardcoded-secret');

const SHOP = `services:
  shop:
    image: registry.example.com/shop:1.4.2
    environment:
      MAIL_PASSWORD: mT9-kQv2z!7wXq
`;

/** Whether a fix writes to the `.env` beside the Compose file. */
function writesDotenv(files: Readonly<Record<string, string>>, tracked?: readonly string[]): boolean {
  const engine = engineOver(
    new Map(Object.entries({ 'app/compose.yaml': SHOP, 'app/.env': 'PORT=80\n', ...files })),
    only,
  );
  if (tracked) engine.setRepository({ prefix: '', outer: [], tracked: new Set(tracked), remotes: [] });
  const fixes = engine.check('app/compose.yaml').findings.flatMap((finding) => finding.fixes);
  assert.ok(fixes.length > 0);
  return fixes.some((fix) => fix.changes().some((change) => change.path === 'app/.env'));
}

test('a file that Git tracks, takes out of what it ignores, or that the README tells people to edit', () => {
  assert.equal(writesDotenv({}), true);
  assert.equal(writesDotenv({}, ['app/compose.yaml', 'app/.env']), false);
  assert.equal(writesDotenv({ '.gitignore': '*.env\n!.env\n' }), false);
  assert.equal(writesDotenv({ '.gitignore': '*.env\n!/app/.env\n' }), false);
  assert.equal(writesDotenv({ 'README.md': 'Edit `app/.env`, then run `docker compose up`.\n' }), false);
  assert.equal(writesDotenv({ 'app/readme.md': 'You can change the ports in the .env file.\n' }), false);
});

test('a file with values that Compose fills in', () => {
  const reads = SHOP.replace('shop:1.4.2', 'shop:${TAG}');
  assert.equal(writesDotenv({ 'app/compose.yaml': reads, 'app/.env': 'TAG=1.4.2\n' }), false);
  assert.equal(writesDotenv({ 'app/compose.yaml': reads, 'app/.env': 'TAG=\n' }), true);
  assert.equal(writesDotenv({ 'app/compose.yaml': reads, 'app/.env': 'TAG=1.4.2\n', '.gitignore': '.env\n' }), true);
  assert.equal(writesDotenv({ 'app/compose.yaml': reads, 'app/.env': 'TAG=1\n', 'app/.env.example': 'TAG=\n' }), true);
  // The index is known, and does not list the file.
  assert.equal(writesDotenv({ 'app/compose.yaml': reads, 'app/.env': 'TAG=1.4.2\n' }, ['app/compose.yaml']), true);
});

test('a file that is made by each person', () => {
  assert.equal(writesDotenv({ 'README.md': 'Copy `.env.example` to `.env` and edit `.env`.\n' }), true);
  assert.equal(writesDotenv({ 'README.md': 'Edit `app/.env`.\n', 'app/.env.example': 'PORT=\n' }), true);
  assert.equal(writesDotenv({ 'README.md': 'Edit `.env.local` or `prod.env`.\nThe .env is read by Compose.\n' }), true);
  assert.equal(writesDotenv({ '.gitignore': '.env\n', 'README.md': 'Edit `.env`.\n' }), true);
  // The index is known, and does not list the file.
  assert.equal(writesDotenv({ 'README.md': 'Edit `app/.env`.\n' }, ['app/compose.yaml']), true);
});

test('a shipped file that something needs stays in Git, unless people make it from an example', () => {
  const offered = (more: Readonly<Record<string, string>>, tracked?: readonly string[]): boolean => {
    const engine = engineOver(
      new Map(Object.entries({ 'app/shop.env': 'MAIL_PASSWORD=mT9-kQv2z!7wXq\n', ...more })),
      only,
    );
    if (tracked) engine.setRepository({ prefix: '', outer: [], tracked: new Set(tracked), remotes: [] });
    const { findings } = engine.check('app/shop.env');
    assert.ok(findings.length > 0);
    return findings.some((finding) => finding.fixes.length > 0);
  };
  const loads = 'services:\n  shop:\n    image: registry.example.com/shop:1.4.2\n    env_file: shop.env\n';
  const job = 'jobs:\n  a:\n    steps:\n      - run: source app/shop.env && ./test\n';
  const own = ['app/shop.env'];
  assert.ok(offered({}, own));
  for (const more of [{ 'app/compose.yaml': loads }, { '.github/workflows/ci.yml': job }] as Record<string, string>[]) {
    assert.ok(!offered(more, own));
    assert.ok(offered(more, ['app/compose.yaml']));
    assert.ok(offered({ ...more, 'app/shop.env.example': 'MAIL_PASSWORD=\n' }, own));
  }
});
