/** The names of files whose findings are one severity lower. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LOWER_SEVERITY } from '../../../server/src/core/config/settings.ts';
import type { Severity } from '../../../server/src/core/rule/rule.ts';
import { severities } from '../../support/severities.ts';

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
