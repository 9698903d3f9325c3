/** Values without which people start a Compose file: none of them becomes required. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteOf, titlesIn } from '../../../support/secrets-fixed.ts';

const ASKS = 'x-licence: ${LICENCE:?}\n';
const compose = (image: string, variable: string, more = ''): string =>
  `${ASKS}services:\n  shop:\n    image: ${image}\n${more}    environment:\n      - ${variable}\n`;
const required = (text: string): boolean =>
  titlesIn({ 'compose.yaml': text }, 'compose.yaml').some((title) => title.includes('not set'));

test('a key of a program outside: not everybody uses it', () => {
  for (const variable of ['MODELS_API_KEY=${MODELS_API_KEY:-changeme}', 'MODELS_HTTP_APIKEY=${KEY:-changeme}'])
    assert.ok(!required(compose('registry.example.com/shop:1.2', variable)), variable);
  const own = 'MODELS_API_KEY=${MODELS_API_KEY:-changeme}';
  assert.ok(required(compose('registry.example.com/acme/models:1.2', own)));
  assert.ok(required(compose('registry.example.com/shop:1.2', 'SHOP_API_KEY=${SHOP_API_KEY:-changeme}')));
  assert.ok(required(compose('registry.example.com/shop:1.2', 'SESSION_SECRET=${SESSION_SECRET:-changeme}')));
});

test('a service with a profile: the variable would be required for those that do not start it too', () => {
  for (const variable of ['SESSION_SECRET=${SESSION_SECRET:-changeme}', 'SESSION_SECRET=qX7vR2mK9tLw4ZpB']) {
    assert.ok(required(compose('registry.example.com/shop:1.2', variable)), variable);
    assert.ok(!required(compose('registry.example.com/shop:1.2', variable, '    profiles: [extra]\n')), variable);
  }
});

test('the note for a Swarm file does not speak of .env, which is not read there', () => {
  const stack = compose(
    'registry.example.com/shop:1.2',
    'SESSION_SECRET=${SESSION_SECRET:-changeme}',
    '    deploy: {mode: replicated, replicas: 2, placement: {constraints: [node.role == worker]}}\n',
  );
  const note = noteOf({ 'docker-stack.yml': stack }, 'docker-stack.yml', 'Fail where');
  assert.match(note, /`docker stack deploy` does not read `\.env`: set `SESSION_SECRET` in its environment/);
  assert.doesNotMatch(note, /in `\.env` first/);
});
