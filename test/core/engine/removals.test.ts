/** Fixes in files unlike the examples remove only what they name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The text after the first fix of the first finding of a rule. */
function fixed(path: string, text: string, rule: string): string | undefined {
  const files = new Map([[path, text]]);
  const finding = engineOver(files, rules, { flags: { profile: 'audit' } })
    .check(path)
    .findings.find((f) => f.rule === rule);
  assert.ok(finding, rule);
  const [fix] = finding.fixes;
  return fix && applyChanges(files, fix.changes()).get(path);
}

test('a service or container without other settings stays', () => {
  assert.equal(
    fixed(
      'compose.yaml',
      'services:\n  a:\n    security_opt:\n      - label=type:spc_t\n',
      'privilege/selinux-options',
    ),
    'services:\n  a: {}\n',
  );
  const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - securityContext:\n        procMount: Unmasked\n';
  assert.match(fixed('pod.yaml', pod, 'privilege/unmasked-proc') ?? '', /containers:\n {4}- \{\}\n$/);
});

test('an option that occurs twice is removed twice', () => {
  const option = '      - apparmor:unconfined\n';
  assert.equal(
    fixed(
      'compose.yaml',
      `services:\n  a:\n    image: a:1\n    security_opt:\n${option}${option}`,
      'privilege/unconfined-apparmor',
    ),
    'services:\n  a:\n    image: a:1\n',
  );
});

test('two keys at the end of a text without a last line break', () => {
  const ports = (end: string): string =>
    `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: postgres:17.11\n      ports:\n        - containerPort: 80${end}`;
  const after = fixed('pod.yaml', ports('\n          hostPort: 80\n          hostIP: 0.0.0.0'), 'network/host-port');
  assert.equal(after?.trimEnd(), ports(''));
  const windows =
    'apiVersion: v1\nkind: Pod\nspec:\n  os:\n    name: windows\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n      hostProcess: true';
  const pod = fixed('pod.yaml', windows, 'privilege/windows-host-process');
  assert.equal(pod?.trimEnd(), windows.slice(0, windows.indexOf('\n  hostNetwork')));
});

test('a USER whose variable has no value at that place is not offered', () => {
  const dockerfile = (arg: string): string =>
    `FROM debian:trixie-slim\nARG NAME${arg}\nRUN groupadd -g 1654 $NAME && useradd -u 1654 -g 1654 -m "$NAME"\nCMD ["shop"]\n`;
  assert.match(fixed('Dockerfile', dockerfile('=app'), 'user/root-user') ?? '', /\nUSER \$NAME\nCMD/);
  assert.equal(fixed('Dockerfile', dockerfile(''), 'user/root-user'), undefined);
});
