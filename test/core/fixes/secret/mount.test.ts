/** The cases in which an ARG or ENV can become a secret mount, and in which such a fix would not work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../../scripts/lib/prove.ts';
import { rules } from '../../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../../support/secrets-fake.ts';

/** The Dockerfile after the first fix of the first finding of the secret rules; `undefined` if no fix is offered. */
function mounted(dockerfile: string): string | undefined {
  const files = new Map([['Dockerfile', dockerfile]]);
  const finding = engineOver(files, rules)
    .check('Dockerfile')
    .findings.find((f) => f.rule.startsWith('secret/'));
  assert.ok(finding, 'nothing found');
  const [fix] = finding.fixes;
  return fix && applyChanges(files, fix.changes()).get('Dockerfile');
}

const mount = '--mount=type=secret,id=api_token,env=API_TOKEN';

test('each RUN that reads it gets the mount, after its other flags; one of several variables is removed alone', () => {
  assert.equal(
    mounted(
      'FROM a\nARG API_TOKEN\nRUN --network=none x\nRUN --network=host y $API_TOKEN\nRUN <<E\nz ${API_TOKEN}\nE\n',
    ),
    `FROM a\nRUN --network=none x\nRUN --network=host ${mount} y $API_TOKEN\nRUN ${mount} <<E\nz \${API_TOKEN}\nE\n`,
  );
  assert.equal(
    mounted('FROM a\nARG V=1 API_TOKEN\nRUN y ${API_TOKEN:-x}\n'),
    `FROM a\nARG V=1\nRUN ${mount} y \${API_TOKEN:-x}\n`,
  );
});

test('a variable with no RUN after it is only removed', () => {
  assert.equal(mounted('FROM a\nRUN x\nARG API_TOKEN\nUSER 1\n'), 'FROM a\nRUN x\nUSER 1\n');
});

test('an ENV of a stage that the final image does not include', () => {
  const value = fake(30);
  assert.equal(
    mounted(`FROM a AS b\nENV API_TOKEN=${value}\nRUN y $API_TOKEN\nFROM c\nCOPY --from=b /x /x\n`),
    `FROM a AS b\nRUN ${mount} y $API_TOKEN\nFROM c\nCOPY --from=b /x /x\n`,
  );
});

test('no fix if something else reads it, or may', () => {
  for (const [why, text] of [
    ['another instruction', 'FROM a\nARG API_TOKEN\nRUN x $API_TOKEN\nCMD echo $API_TOKEN\n'],
    ['an ENV', 'FROM a\nARG API_TOKEN\nENV X=$API_TOKEN\nRUN x $API_TOKEN\n'],
    ['another stage', 'FROM a AS b\nARG API_TOKEN\nRUN x $API_TOKEN\nFROM b\nRUN y $API_TOKEN\n'],
    ['a flag', 'FROM a\nARG API_TOKEN\nRUN --mount=type=cache,target=/$API_TOKEN x $API_TOKEN\n'],
    ['a program that is not known', 'FROM a\nARG API_TOKEN\nRUN ./build.sh\n'],
    ['the container', 'FROM a\nENV API_TOKEN=k7Qm2Zx9RbT4vWn1LpY8sGd3\nRUN x $API_TOKEN\n'],
    ['an old frontend', '# syntax=docker/dockerfile:1.4\nFROM a\nARG API_TOKEN\nRUN x $API_TOKEN\n'],
    ['another frontend', '# syntax=acme/frontend\nFROM a\nARG API_TOKEN\nRUN x $API_TOKEN\n'],
    ['Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nARG API_TOKEN\nRUN x $API_TOKEN\n'],
    ['a trigger', 'FROM a\nONBUILD ARG API_TOKEN\nONBUILD RUN x $API_TOKEN\n'],
    ['a second definition', 'FROM a\nARG API_TOKEN\nRUN x $API_TOKEN\nARG API_TOKEN=\nRUN y $API_TOKEN\n'],
  ] as const)
    assert.equal(mounted(text), undefined, why);
});

test('a frontend that knows `env=`', () => {
  for (const tag of ['', ':1', ':1.10', ':1.12-labs', ':latest', ':2', '@sha256:0'])
    assert.ok(mounted(`# syntax=docker/dockerfile${tag}\nFROM a\nARG API_TOKEN\nRUN x $API_TOKEN\n`), tag);
});
