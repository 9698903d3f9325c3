/** Secrets that their author wrote down on purpose, and names that only sound like secrets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import type { Profile, RuleId } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';

type Texts = Readonly<Record<string, string>>;

/** The rules that report something in the first of the files. */
const reported = (files: Texts, profile: Profile = 'default'): string[] => found(files, profile).map((f) => f.rule);

function found(files: Texts, profile: Profile): readonly Reported[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine.check(Object.keys(files)[0]!).findings;
}

/** In the strict profile, and not in the default one. */
function onlyStrict(rule: RuleId, files: Texts): void {
  assert.ok(reported(files, 'strict').includes(rule), 'strict');
  assert.ok(!reported(files).includes(rule), 'default');
}
const byDefault = (rule: RuleId, files: Texts): void => assert.ok(reported(files).includes(rule));
const never = (rule: RuleId, files: Texts): void => assert.ok(!reported(files, 'audit').includes(rule));

const pod = (...env: readonly (readonly [string, string])[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - name: shop\n      image: ghcr.io/acme/storefront:1.4.2\n      env:\n${env.map(([name, value]) => `        - name: ${name}\n          value: ${value}\n`).join('')}`;

describe('a secret that its author wrote down on purpose', () => {
  const HARDCODED = 'secret/hardcoded-secret';
  const image = (...above: readonly string[]): Texts => ({
    Dockerfile: `FROM alpine:3.24\n${above.map((line) => `${line}\n`).join('')}ARG MAPS_LICENSE_KEY=${fake(40)}\nRUN make\n`,
  });
  test('as a comment says', () => {
    for (const comment of [
      '# This license key is intended to be public; it has no billing',
      '# The key is public on purpose, see the README',
      '# Not a secret: everyone gets this key',
      '# This key is safe to commit',
      '# We deliberately exposed this key to everyone',
    ])
      onlyStrict(HARDCODED, image(comment));
    byDefault(HARDCODED, image());
    byDefault(HARDCODED, image('# The key for the maps of our shop'));
    byDefault(HARDCODED, image('# TODO keep this secret out of the image'));
    byDefault(HARDCODED, image('# The key is intended to be private'));
  });
  test('not a token of a provider', () =>
    byDefault(HARDCODED, {
      'compose.yaml': `services:\n  shop:\n    image: a/b:1\n    environment:\n      # public on purpose, I think\n      GITHUB_TOKEN: ghp_${fake(36)}\n`,
    }));
  test('of a certificate of developers', () => {
    const WEAK = 'secret/weak-default';
    onlyStrict(WEAK, { '.env.prod': 'DEV_CERT_PASSWORD=123456\n' });
    onlyStrict(WEAK, { 'shop.yaml': pod(['ASPNETCORE_Kestrel__Certificates__Default__Password', 'changeme']) });
    byDefault(WEAK, { 'shop.yaml': pod(['SHOP_PASSWORD', 'changeme']) });
    byDefault(WEAK, { '.env.prod': 'SHOP_PASSWORD=123456\n' });
  });
});

test('a name of the key of a Secret that exists already', () => {
  never('secret/weak-default', { 'shop.yaml': pod(['s3SecretKeyExistingSecretKey', 'secret_key']) });
  never('secret/weak-default', { 'shop.yaml': pod(['existingSecretPasswordKey', 'changeme']) });
});

test('the default password of a store in the image of its client', () => {
  const WEAK = 'secret/weak-default';
  const image = (from: string, name: string): Texts => ({
    Dockerfile: `FROM ${from}\nENV ${name}=changeme\nUSER 10001\nCMD ["shop"]\n`,
  });
  for (const name of ['DB_PASSWORD', 'RABBITMQ_PASSWORD', 'SHOP_POSTGRES_PASSWORD', 'REDIS_PASS', 'LOGSDB_PASSWORD'])
    onlyStrict(WEAK, image('node:24', name));
  for (const name of ['ADMIN_PASSWORD', 'JWT_SECRET', 'MYSQL_ROOT_PASSWORD']) byDefault(WEAK, image('node:24', name));
  for (const from of ['mariadb:11.8', 'registry.example.com/shop/postgres:17', 'bitnami/redis:8', 'acme/shop-db:1'])
    byDefault(WEAK, image(from, 'DB_PASSWORD'));
});
