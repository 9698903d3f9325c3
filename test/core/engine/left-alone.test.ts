/** Missing settings that few maintainers add are reported in the strict profile only. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** Whether a finding about missing settings is reported in a file. */
function reports(text: string, path = 'compose.yaml', profile: Profile = 'default'): boolean {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  engine.setFile(path, text);
  engine.setComplete(true);
  return engine.check(path).findings.some((f) => f.rule === 'privilege/missing-hardening');
}

/** The text with one of the settings in each container: without any, all of its missing ones are reported in the strict profile. */
const begun = (text: string): string =>
  text
    .replace(/^ {4}(?=(?:build|image):)/gm, '    read_only: true\n    ')
    .replace(/(?<=image: '[^']+')\}/, ', securityContext: {readOnlyRootFilesystem: true}}')
    .replace(/(read_only: true\n[^\n]+\n) {4}read_only: true\n/, '$1');

const service = (name: string, ...lines: readonly string[]): string =>
  `services:\n  ${name}:\n${lines.map((line) => `    ${line}\n`).join('')}`;

const deployment = (apiVersion: string): string =>
  `apiVersion: ${apiVersion}\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: shop, image: 'ghcr.io/example/shop:1.4.2'}]}\n`;

describe('in the strict profile only', () => {
  const left: readonly (readonly [what: string, text: string, path?: string])[] = [
    ['an official image', service('web', 'image: nginx:1.29')],
    ['an official image by its full name', service('web', 'image: docker.io/library/nginx:1.29')],
    [
      'a data store of another publisher',
      service('db', 'image: bitnami/postgresql:17', 'container_name: db').replace('postgresql', 'redis'),
    ],
    ['a service that prepares others by its name', service('db-migrate', 'build: .')],
    ['a service that prepares others, in another word', service('setup', 'build: .')],
    [
      'a service whose end another one waits for',
      'services:\n  keys:\n    build: keys\n  shop:\n    image: nginx:1.29\n    depends_on: {keys: {condition: service_completed_successfully}}\n',
    ],
    ['a file that only builds', service('shop', 'image: registry.shop.example/shop:1.4.2', 'build: .'), 'build.yml'],
    ['a service that only waits', service('tools', 'build: .', 'command: sleep infinity')],
    ['a service that only waits, by a script', service('tools', 'build: .', 'command: ["tail", "-f", "/dev/null"]')],
    ['a service that waits in a loop', service('tools', 'build: .', `command: sh -c 'while true; do sleep 30; done'`)],
    ['a Deployment of extensions/v1beta1', deployment('extensions/v1beta1'), 'shop.yaml'],
    ['a Deployment of apps/v1beta2', deployment('apps/v1beta2'), 'shop.yaml'],
    ['a file that only builds, by its last word', service('shop', 'build: .'), 'deploy/docker-compose.build.yml'],
  ];
  for (const [what, text, path] of left)
    test(what, () => {
      assert.equal(reports(begun(text), path), false);
      assert.equal(reports(begun(text), path, 'strict'), true);
    });
});

describe('in the default profile', () => {
  const reported: readonly (readonly [what: string, text: string, path?: string])[] = [
    ['a service that is built here', service('shop', 'build: .')],
    ['a service that is built here under the name of a known image', service('web', 'image: nginx:1.29', 'build: .')],
    ['an image that no table has', service('shop', 'image: ghcr.io/example/shop:1.4.2')],
    ['a service that waits before its program', service('shop', 'build: .', `command: sh -c 'sleep 5; exec shop'`)],
    ['a service that follows a log', service('shop', 'build: .', 'command: tail -f /var/log/shop.log')],
    ['a Deployment of apps/v1', deployment('apps/v1'), 'shop.yaml'],
    ['a name that only contains a word for preparing', service('initiative', 'build: .')],
    [
      'a service whose start another one waits for',
      'services:\n  keys:\n    build: keys\n  shop:\n    image: nginx:1.29\n    depends_on: {keys: {condition: service_started}}\n',
    ],
    ['a file that builds and runs', service('shop', 'build: .'), 'rebuild.compose.yml'],
  ];
  for (const [what, text, path] of reported) {
    test(what, () => assert.equal(reports(begun(text), path), true));
    test(`${what}, without any setting: in the strict profile`, () => {
      assert.equal(reports(text, path), false);
      assert.equal(reports(text, path, 'strict'), true);
    });
  }
  test('without any setting in a manifest for production, not in a Compose file', () => {
    assert.equal(reports(deployment('apps/v1'), 'deploy/production/shop.yaml'), true);
    assert.equal(reports(service('shop', 'build: .'), 'deploy/compose.prod.yaml'), false);
  });
  test('beside a container of the pod that has some', () => {
    const sidecar = ", {name: agent, image: 'ghcr.io/example/agent:1.4.2'";
    const text = (more: string): string => deployment('apps/v1').replace("shop:1.4.2'}", `$&${sidecar}${more}}`);
    assert.equal(reports(text(''), 'shop.yaml'), false);
    assert.equal(reports(text(', securityContext: {allowPrivilegeEscalation: false}'), 'shop.yaml'), true);
  });
});

describe('where a file only builds, no fix', () => {
  const fixes = (text: string, path: string): number => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile(path, text);
    engine.setComplete(true);
    const found = engine.check(path).findings.filter((f) => f.rule === 'privilege/missing-hardening');
    assert.equal(found.length, 1);
    return found[0]!.fixes.length;
  };
  const named = service('shop', 'image: ghcr.io/example/shop:1.4.2', 'build: .');
  test('by its name', () => assert.equal(fixes(named, 'docker-compose.build.yml'), 0));
  test('by what its services have', () => assert.equal(fixes(named, 'images.compose.yml'), 0));
  test('the main file of a folder runs', () => assert.notEqual(fixes(named, 'compose.yaml'), 0));
  test('a service with a command, ports or a restart runs', () => {
    for (const more of ['command: serve', 'ports: ["80"]', 'restart: always'])
      assert.notEqual(fixes(`${named}    ${more}\n`, 'images.compose.yml'), 0, more);
  });
});
