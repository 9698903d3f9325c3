import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { LOWER_SEVERITY } from '../../../server/src/core/config/settings.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile, Severity } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { POD, severities, TLS_OFF, UNVERIFIED } from '../../support/severities.ts';

const tlsOff = (path: string, config?: string): Severity | undefined => severities(path, UNVERIFIED, config)[TLS_OFF];

describe('by path', () => {
  test('elsewhere nothing is lowered', () => {
    for (const path of [
      'Dockerfile',
      'latest/Dockerfile',
      'contest/Dockerfile',
      'test.Dockerfile',
      'docs/app/Dockerfile',
      // Other words that end or begin as `test` does, and programs that test.
      'attest/Dockerfile',
      'protest/Dockerfile',
      'speedtest/Dockerfile',
      'testimonials/Dockerfile',
      'Contests/Dockerfile',
      'unit/Dockerfile',
      'mock/Dockerfile',
      'scans/Dockerfile',
      'stress-test.Dockerfile',
      // Other words again, and a provisioner that clusters run.
      'device-plugin/Dockerfile',
      'developers/Dockerfile',
      'devices/Dockerfile',
      'locales/Dockerfile',
      'local-path-provisioner/Dockerfile',
      'localstorage/Dockerfile',
    ])
      assert.equal(tlsOff(path), 'warning', path);
  });
  for (const pattern of LOWER_SEVERITY.filter((one) => one.endsWith('/'))) {
    const folder = pattern
      .replace('**/docs/**/*.*/', 'docs/v1.2/')
      .replace('**/releases/*.*/', 'releases/v1.2/')
      .replace('*', 'shop');
    test(pattern, () => {
      assert.equal(tlsOff(`${folder}Dockerfile`), 'info');
      assert.equal(tlsOff(`a/${folder}b/Dockerfile`), 'info');
    });
  }
  test('folders of tests of any name', () => {
    for (const folder of [
      'unit-tests',
      'unittests/scans/polaris',
      'stress-tests',
      'load_test',
      'Shop.UnitTests',
      'IntegrationTest',
      'test-data',
      'e2e-kubernetes',
      'testbed/cluster',
      'docker-testing',
    ])
      assert.equal(tlsOff(`a/${folder}/Dockerfile`), 'info', folder);
  });
  test('folders of a developer’s machine of any name', () => {
    for (const folder of [
      'dev-host',
      'dev-multidc-multinode',
      'shop-dev-env',
      'shop_dev',
      'devenv',
      'localenv/shop',
      'local-env',
      'local-development',
      'compose-local',
      'testenv/shop',
      'integration-test-common/docker',
      'playground/shop',
    ])
      assert.equal(tlsOff(`a/${folder}/Dockerfile`), 'info', folder);
  });
  describe('by the name of the file', () => {
    const compose = (path: string): Severity | undefined =>
      severities(path, 'services:\n  db:\n    image: mariadb:11.8\n    ports: ["3306:3306"]\n')[
        'network/published-on-all-interfaces'
      ];
    const names: readonly (readonly [name: string, pattern: string])[] = [
      ['docker-compose.dev.yml', '*compose?dev*.y*ml'],
      ['docker-compose.development.yml', '*compose?dev*.y*ml'],
      ['compose-test.yaml', '*compose?test*.y*ml'],
      ['docker-compose.test-db.yml', '*compose?test*.y*ml'],
      ['docker-compose_local.yml', '*compose?local*.y*ml'],
      ['docker-compose.e2e.yml', '*compose?e2e*.y*ml'],
      ['docker-compose.override.yml', '*compose?override*.y*ml'],
      ['docker-compose.integration.yml', '*compose?integration*.y*ml'],
      ['.woodpecker.yml', '.woodpecker*.y*ml'],
      ['.drone.yml', '.drone.y*ml'],
      ['docker-compose.ci.yml', '*compose?ci.y*ml'],
      ['docker-compose.ci-db.yml', '*compose?ci-*.y*ml'],
      ['docker-compose.ci.mysql.yml', '*compose?ci.*.y*ml'],
      ['docker-compose-ci_mysql.yml', '*compose?ci_*.y*ml'],
      ['docker-compose.demo.yml', '*compose?demo*.y*ml'],
      ['compose-playground.yaml', '*compose?playground*.y*ml'],
      ['docker-compose.benchmark.yml', '*compose?bench*.y*ml'],
      ['compose.fuzz.yaml', '*compose?fuzz*.y*ml'],
      ['docker-compose.mysql-test.yml', '*compose.*-test.y*ml'],
      ['docker-compose.mysql-ci.yml', '*compose.*-ci.y*ml'],
      ['stack.dev.yml', '*.dev.y*ml'],
      ['stack.test.yaml', '*.test.y*ml'],
      ['stack.local.yml', '*.local.y*ml'],
      ['stack.e2e.yml', '*.e2e.y*ml'],
      ['stack.ci.yml', '*.ci.y*ml'],
      ['local.yml', 'local.y*ml'],
      ['values.example.yaml', '*.example.y*ml'],
      ['secrets-example.yml', '*-example.y*ml'],
      ['stack.sample.yml', '*.sample.y*ml'],
      ['e2e-tests.yaml', 'e2e-test*.y*ml'],
      ['stack-e2e.yml', '*-e2e.y*ml'],
      ['integration-test.yml', 'integration-test*.y*ml'],
      ['integration.docker-compose.yaml', 'integration.*compose*.y*ml'],
      ['tilt-values.yaml', 'tilt-*.y*ml'],
      ['stack.debug.yaml', '*.debug.y*ml'],
      ['docker-compose-debug.yml', '*compose*-debug.y*ml'],
      ['docker-compose-mysql_debug.yml', '*compose*_debug.y*ml'],
      ['dev-compose.yaml', 'dev-*compose*.y*ml'],
      ['dev.docker-compose.yml', 'dev.*compose*.y*ml'],
      ['local-docker-compose.yml', 'local-*compose*.y*ml'],
      ['local.compose.yaml', 'local.*compose*.y*ml'],
    ];
    for (const [name, pattern] of names)
      test(name, () => {
        assert.equal(compose(name), 'info');
        assert.equal(compose(`deploy/${name}`), 'info');
        assert.ok(LOWER_SEVERITY.includes(pattern));
      });
    test('every pattern has a name here', () => {
      const byName = LOWER_SEVERITY.filter((pattern) => !pattern.endsWith('/'));
      assert.deepEqual([...new Set(names.map(([, pattern]) => pattern))].sort(), [...byName].sort());
    });
    test('other names only look like it', () => {
      for (const name of [
        'docker-compose.yml',
        'compose.prod.yaml',
        'docker-compose.citus.yml',
        'docker-compose.latest.yml',
        'docker-compose.cicd.yml',
        'localhost-compose.yml',
        'device-compose.yml',
        'developers-compose.yml',
        'test.compose.yml',
        'cinema/compose.yml',
      ])
        assert.equal(compose(name), 'warning', name);
    });
  });
  test('an error stays an error', () =>
    assert.equal(severities('test/pod.yaml', POD)['privilege/privileged-container'], 'error'));
  test('a hint moves to the profile `audit`', () => {
    const hints = (path: string, profile: Profile): string[] =>
      Object.entries(severities(path, POD, '', profile)).flatMap(([id, severity]) => (severity === 'hint' ? [id] : []));
    const [hint] = hints('pod.yaml', 'strict');
    assert.ok(hint);
    assert.ok(!hints('test/pod.yaml', 'strict').includes(hint));
    assert.ok(hints('test/pod.yaml', 'audit').includes(hint));
  });
});

describe('the configuration', () => {
  test('replaces the folders', () => {
    const config = 'lowerSeverity: [/own/]\n';
    assert.equal(tlsOff('test/Dockerfile', config), 'warning');
    assert.equal(tlsOff('own/Dockerfile', config), 'info');
  });
  test('switches it off', () => {
    assert.equal(tlsOff('test/Dockerfile', 'lowerSeverity: []\n'), 'warning');
    assert.equal(
      severities('Dockerfile', `# Code generated by x. DO NOT EDIT.\n${UNVERIFIED}`, 'lowerSeverity: []\n')[TLS_OFF],
      'warning',
    );
  });
  test('keeps the severity of a rule or concern', () => {
    assert.equal(tlsOff('test/Dockerfile', `rules: {${TLS_OFF}: warning}\n`), 'warning');
    assert.equal(tlsOff('test/Dockerfile', 'rules: {network/*: warning}\n'), 'warning');
  });
});

describe('by text', () => {
  const lowered = (text: string): boolean => severities('app/Dockerfile', text)[TLS_OFF] === 'info';
  const tag = (text: string): Severity | undefined => severities('app/pod.yaml', text)['image/mutable-tag'];
  const plain = tag(POD);
  test('a generator says so', () => {
    for (const line of [
      '# Code generated by gen. DO NOT EDIT.',
      '# DO NOT EDIT: generated from Dockerfile.in',
      '# This file is auto-generated; do not modify',
      '# @generated',
      '# NOTE: THIS DOCKERFILE IS GENERATED VIA "apply-templates.sh"',
    ])
      assert.ok(lowered(`${line}\n${UNVERIFIED}`), line);
  });
  test('other comments do not', () => {
    for (const line of [
      '# generated keys are mounted',
      '# do not edit on the server',
      '# Source: https://example.com/Dockerfile',
    ])
      assert.ok(!lowered(`${line}\n${UNVERIFIED}`), line);
  });
  test('a rendered chart: the comment above each document', () => {
    assert.notEqual(tag(`---\n# Source: shop/templates/pod.yaml\n${POD}`), plain);
  });
  test('a rendered chart: its labels', () => {
    const labels = (...lines: string[]): string =>
      POD.replace('    app: web\n', (app) => app + lines.map((l) => `    ${l}\n`).join(''));
    assert.notEqual(tag(labels('helm.sh/chart: shop-1.2.3', 'app.kubernetes.io/managed-by: Helm')), plain);
    assert.notEqual(tag(labels('chart: shop-1.2.3', 'heritage: Tiller')), plain);
    assert.equal(tag(labels('app.kubernetes.io/managed-by: Helm')), plain);
    assert.equal(tag(labels('chart: shop-1.2.3')), plain);
  });
});

describe('a file that says at its beginning that a program wrote it', () => {
  const HEAD = '########\n# THIS FILE IS AUTOMATICALLY GENERATED DURING CI/CD.\n########\n';
  const pods = `${POD}---\n${POD.replaceAll('web', 'b').replace('privileged: true', 'runAsUser: 0')}`;
  const ROOT_POD = 'user/root-user';
  test('goes for all of its documents', () => {
    assert.equal(severities('pods.yaml', pods)[ROOT_POD], 'warning');
    assert.equal(severities('pods.yaml', `${HEAD}---\n${pods}`, '', 'strict')[ROOT_POD], 'info');
    assert.equal(severities('pods.yaml', `${HEAD}${pods}`, 'lowerSeverity: []\n')[ROOT_POD], 'warning');
  });
  test('a comment further down does not', () =>
    assert.equal(severities('pods.yaml', `kind: List\n${HEAD}---\n${pods}`)[ROOT_POD], 'warning'));
  test('counts from the moment it is written', () => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    const severity = (text: string): Severity | undefined => {
      engine.setFile('pods.yaml', text);
      return engine.check('pods.yaml').findings.findLast((f) => f.rule === ROOT_POD)?.severity;
    };
    assert.deepEqual([pods, `${HEAD}${pods}`, pods].map(severity), ['warning', 'info', 'warning']);
  });
});

describe('missing settings', () => {
  const text = 'services:\n  shop:\n    build: .\n    read_only: true\n';
  const found = (path: string, profile?: Profile, config = ''): boolean =>
    'privilege/capabilities-not-dropped' in severities(path, text, config, profile) ||
    'privilege/missing-hardening' in severities(path, text, config, profile);
  test('appear only in `audit`', () => {
    assert.ok(found('compose.yaml'));
    assert.ok(!found('demo/compose.yaml', 'strict'));
    assert.ok(found('demo/compose.yaml', 'audit'));
  });
  test('stay where the configuration switches lowering off', () =>
    assert.ok(found('demo/compose.yaml', undefined, 'lowerSeverity: []\n')));
});
