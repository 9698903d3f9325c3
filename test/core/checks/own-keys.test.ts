import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const RANDOM = '2H9gNG9obnAQ9qnR9BDTQUph6CbXKCzF';

/** The profile of the secret in a Compose file with two services. */
function profile(path: string, variable: string, image = 'postgres:18'): string | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile(
    path,
    `services:\n  web:\n    image: ${image}\n    environment:\n      ${variable}: ${RANDOM}\n  other:\n    image: registry.example.com/web:1.0\n`,
  );
  engine.setComplete(true);
  return engine.check(path).findings.find((f) => f.rule === 'secret/hardcoded-secret')?.profile;
}

test('in a file of tests or examples a program’s key for its own data is for the strict profile', () => {
  for (const name of [
    'APP_COOKIE_SECRET',
    'JWT_SECRET',
    'AIRFLOW_FERNET_KEY',
    'ENCRYPTION_KEY',
    'SIGNATURE_SECRET',
    'SECRET_VAULT_KEK',
    'SECRET_KEY_BASE',
    'SECRET_KEY',
    'TENANT_SECRET',
    'ADMIN_API_SECRET',
    'POSTGRES_PASSWORD',
  ])
    for (const path of ['examples/compose.yaml', 'testdata/compose.yaml'])
      assert.equal(profile(path, name), 'strict', `${path} ${name}`);
});

test('it counts elsewhere, and so does what may open something elsewhere', () => {
  for (const name of ['APP_COOKIE_SECRET', 'JWT_SECRET', 'SECRET_KEY_BASE', 'POSTGRES_PASSWORD'])
    assert.equal(profile('compose.yaml', name), 'default', name);
  for (const name of ['AWS_SECRET_KEY', 'STRIPE_SECRET_KEY', 'MAILER_API_KEY', 'OAUTH_CLIENT_SECRET'])
    assert.equal(profile('examples/compose.yaml', name), 'default', name);
  assert.equal(profile('examples/compose.yaml', 'SMTP_PASSWORD', 'registry.example.com/mail:1.0'), 'default');
});
