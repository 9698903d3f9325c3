import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import type { Unit } from '../../../server/src/core/domain/unit.ts';
import type { RuleMeta } from '../../../server/src/core/rule/rule.ts';
import { isSuppressed, readSuppressions } from '../../../server/src/core/suppress/suppressions.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { dockerfile, mutableTag, rootUser, rules, secretArg, where, yaml } from '../../support/config-fixture.ts';

/** Whether a finding of `rule` at `at` (covering `covers`) is suppressed in `unit`. */
function silent(unit: Unit, at: string | Span, rule: RuleMeta = rootUser, covers: string | Span = at): boolean {
  const place = (s: string | Span) => (typeof s === 'string' ? where(unit.text, s) : s);
  return (
    isSuppressed(
      { at: place(at), covers: place(covers) },
      rule,
      readSuppressions(unit, rules).suppressions,
      PINNED_DAY,
    ) !== undefined
  );
}
test('hadolint and BuildKit', () => {
  const cases: [string, string, RuleMeta, boolean][] = [
    ['FROM a\n# hadolint ignore=DL3002\nUSER root\n', 'USER root', rootUser, true],
    ['FROM a\n#hadolint  ignore = SC2086 , dl3002 # reason\nUSER root\n', 'USER root', rootUser, true],
    ['FROM a\n# hadolint ignore=DL3002\nUSER root\n', 'USER root', mutableTag, false],
    ['FROM a\n# hadolint ignore=DL3002\n\nUSER root\n', 'USER root', rootUser, false],
    ['# hadolint global ignore=DL3002\nFROM a\nUSER root\n', 'USER root', rootUser, true],
    ['# hadolint ignore=DL3007\nFROM a:latest\n', 'a:latest', mutableTag, true],
    ['# check=skip=SecretsUsedInArgOrEnv;error=true\nFROM a\nARG TOKEN\n', 'TOKEN', secretArg, true],
    ['# check=skip=all\nFROM a\nARG TOKEN\nUSER root\n', 'TOKEN', secretArg, true],
    ['# check=skip=all\nFROM a\nARG TOKEN\nUSER root\n', 'USER root', rootUser, false],
    ['# check=error=true\nFROM a\nARG TOKEN\n', 'TOKEN', secretArg, false],
    ['FROM a\n# check=skip=SecretsUsedInArgOrEnv // why\n\nARG TOKEN\nARG B\n', 'TOKEN', secretArg, true],
    ['FROM a\n# check=skip=SecretsUsedInArgOrEnv // why\n\nARG TOKEN\nARG B\n', 'ARG B', secretArg, false],
  ];
  for (const [text, at, rule, expected] of cases) assert.equal(silent(dockerfile(text), at, rule), expected, text);
  const below: [string, boolean][] = [
    ['# hadolint ignore=DL3002\nFROM a\nRUN b\nUSER root\n', false],
    ['# check=skip=DL3002\n# hadolint ignore=DL3002\nFROM a\nRUN b\nUSER root\n', false],
    ['# kics-scan ignore-line\nFROM a\nRUN b\nUSER root\n', false],
    ['FROM a\nRUN b\n# hadolint ignore=DL3002\nUSER root\n', true],
    ['FROM a\nRUN b\n# kics-scan ignore-line\nUSER root\n', true],
    ['# trivy:ignore:DS-0002\nFROM a\nRUN b\nUSER root\n', true],
    ['# kics-scan ignore-block\nFROM a\nRUN b\nUSER root\n', true],
    ['# seaworthy: ignore[user/root-user]\nFROM a\nRUN b\nUSER root\n', true],
  ];
  for (const [text, expected] of below) {
    const stage = text.slice(text.indexOf('FROM')).trimEnd();
    assert.equal(silent(dockerfile(text), 'USER root', rootUser, stage), expected, text);
  }
  const read = readSuppressions(
    dockerfile('FROM a\n# check=skip=X // the why\nARG B\n# hadolint ignore=DL1 # so\nARG C\n'),
    rules,
  );
  assert.deepEqual(
    read.suppressions.map((s) => [s.dialect, s.reason]),
    [
      ['buildkit', 'the why'],
      ['hadolint', 'so'],
    ],
  );
});

test('Trivy, Checkov and KICS in Dockerfiles', () => {
  const uuid = 'fd54f200-402c-4333-a5a4-36ef6709af2f';
  const cases: [string, RuleMeta, boolean][] = [
    ['FROM a\n#trivy:ignore:DS-0002\nUSER root\n', rootUser, true],
    // Trivy ignores until the day before.
    ['FROM a\n# trivy:ignore:AVD-DS-0002:exp:2026-11-22\nUSER root\n', rootUser, true],
    ['FROM a\n# trivy:ignore:AVD-DS-0002:exp:2026-11-21\nUSER root\n', rootUser, false],
    ['FROM a\n# trivy:ignore:AVD-DS-0002:exp:2026-02-30\nUSER root\n', rootUser, false],
    ['FROM a\n# trivy:ignore:DS-0001:exp:2020-01-01 trivy:ignore:DS-0002\nUSER root\n', rootUser, true],
    ['FROM a\n# trivy:ignore:DS001 trivy:ignore:ds002\nUSER root\n', rootUser, true],
    ['FROM a\n# trivy:ignore:ds-*\nUSER root\n', rootUser, true],
    ['FROM a\n# trivy:ignore:DS-0001\nUSER root\n', rootUser, false],
    ['FROM a\nUSER root\n# checkov:skip=CKV_DOCKER_3:because\n', rootUser, true],
    ['FROM a\nUSER root\n# checkov:skip=CKV_DOCKER_2:because\n', rootUser, false],
    ['# kics-scan ignore\nFROM a\nUSER root\n', rootUser, true],
    ['# kics-scan ignore\nFROM a\nUSER root\n', secretArg, false],
    [`# kics-scan disable=${uuid}\nFROM a\nUSER root\n`, rootUser, true],
    ['# kics-scan disable=9efb0b2d-89c9-41a3-91ca-dcc0aec911fd\nFROM a\nUSER root\n', mutableTag, true],
    [`# kics-scan disable=${uuid}\nFROM a\nUSER root\n`, mutableTag, false],
    ['FROM a\n# kics-scan ignore-line\nUSER root\n', rootUser, true],
    ['# kics-scan ignore-line\nFROM a\nUSER root\n', rootUser, false],
    ['# kics-scan ignore-block\nFROM a\nUSER root\n', rootUser, true],
    ['# kics-scan ignore-block\nFROM b\nFROM a\nUSER root\n', rootUser, false],
  ];
  for (const [text, rule, expected] of cases) assert.equal(silent(dockerfile(text), 'USER root', rule), expected, text);
});

test('Trivy, Checkov, KICS and kube-linter in Kubernetes YAML', () => {
  const manifest = (top: string, annotations: string, user: string): Unit =>
    yaml(`${top}apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations: {${annotations}}\nspec:\n${user}`);
  const user = '  securityContext:\n    runAsUser: 0\n';
  const cases: [Unit, boolean][] = [
    [manifest('# trivy:ignore:AVD-KSV-0012\n', '', user), true],
    [manifest('# trivy:ignore:KSV-0013\n', '', user), false],
    [manifest('', '', '  # trivy:ignore:KSV012\n  securityContext:\n    runAsUser: 0\n'), true],
    [manifest('', '', '  securityContext: # trivy:ignore:KSV012\n    runAsUser: 0\n'), true],
    [manifest('# checkov:skip=CKV_K8S_23:x\n', '', user), true],
    [manifest('', 'checkov.io/skip1: "CKV_K8S_23=why"', user), true],
    [manifest('', 'checkov.io/skip1: "CKV_K8S_24=why"', user), false],
    [manifest('', 'checkov.io/skip: CKV_K8S_23', user), true],
    [manifest('', 'checkov.io/skipME: "CKV_K8S_23=why"', user), true],
    [manifest('', 'checkov.io/skip-root_1.a: "CKV_K8S_23=why"', user), true],
    [manifest('', 'bridgecrew.io/skip_a: "CKV_K8S_23=why"', user), true],
    [manifest('', 'team.checkov.io/skip: "CKV_K8S_23=why"', user), true],
    [manifest('', 'checkov.io/Skip1: "CKV_K8S_23=why"', user), false],
    [manifest('', 'checkov.io/no-skip: "CKV_K8S_23=why"', user), false],
    [manifest('', 'ignore-check.kube-linter.io/run-as-non-root: why', user), true],
    [manifest('', 'kube-linter.io/ignore-all: why', user), true],
    [manifest('# kics-scan ignore\n', '', user), true],
    [manifest('', '', '  # kics-scan ignore-block\n  securityContext:\n    runAsUser: 0\n'), true],
  ];
  for (const [unit, expected] of cases) {
    assert.equal(unit.kind, 'kubernetes');
    assert.equal(silent(unit, 'runAsUser: 0'), expected, unit.text);
  }
  const reason = readSuppressions(manifest('', 'checkov.io/skip1: "CKV_K8S_23=why"', user), rules).suppressions[0];
  assert.equal(reason?.reason, 'why');
  assert.equal(
    readSuppressions(yaml('# hadolint ignore=DL3002\nservices: {a: {image: b}}\n'), rules).suppressions.length,
    0,
  );
});

test('Semgrep, SonarQube, tally and dclint', () => {
  const refs = { semgrep: ['last-user-is-root'], 'sonar-iac': ['S6471'], tally: ['hadolint/DL3002'] };
  const root: RuleMeta = { ...rootUser, refs };
  const cases: [string, RuleMeta, boolean][] = [
    ['FROM a\n# nosemgrep\nUSER root\n', root, true],
    ['FROM a\n# the why, nosemgrep: dockerfile.security.last-user-is-root.last-user-is-root\nUSER root\n', root, true],
    ['FROM a\n# nosemgrep: no-sudo-in-dockerfile\nUSER root\n', root, false],
    ['# nosemgrep\nFROM a\nRUN b\nUSER root\n', root, false],
    ['FROM a\n# NOSONAR the why\nUSER root\n', root, true],
    ['FROM a\n# NOSONARs\nUSER root\n', root, false],
    ['FROM a\n# tally ignore=hadolint/DL3002;reason=why\nUSER root\n', root, true],
    ['# tally global ignore=hadolint/DL3002\nFROM a\nUSER root\n', root, true],
    ['FROM a\n# tally ignore=hadolint/DL3004\nUSER root\n', root, false],
  ];
  for (const [text, rule, expected] of cases) assert.equal(silent(dockerfile(text), 'USER root', rule), expected, text);
  const ports: RuleMeta = { ...rootUser, refs: { dclint: ['no-unbound-port-interfaces'], semgrep: ['x'] } };
  const service = (top: string, end: string): Unit =>
    yaml(`${top}services:\n  a:\n    image: b\n    ports: [80:80]${end}\n`);
  const compose: [Unit, boolean][] = [
    [service('# dclint disable-file\n', ''), true],
    [service('# dclint disable no-unbound-port-interfaces\n', ''), true],
    [service('# dclint disable service-keys-order\n', ''), false],
    [service('', ' # dclint disable-line'), true],
    [service('', ' # nosemgrep: x'), true],
    [service('', ' # nosemgrep: y'), false],
    [service('', ''), false],
  ];
  for (const [unit, expected] of compose) assert.equal(silent(unit, '80:80', ports), expected, unit.text);
});
