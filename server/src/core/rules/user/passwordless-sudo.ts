import { isForDevelopment } from '../../checks/for-development.ts';
import { mayCallSudo } from '../../checks/may-call-sudo.ts';
import { isOnlyForBuild } from '../../dockerfile/final-image.ts';
import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/passwordless-sudo',
    title: 'sudo without a password',
    why: 'Whoever breaks into a program of this user is root with one word. A `USER` without rights protects nothing then, although scanners and Kubernetes see one.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { cisDocker: ['4.8'], nist800190: ['4.1.2', '4.4.3'], owaspDocker: ['2', '4'], cwe: ['CWE-250', 'CWE-269'] },
  },
  commandSwitchChecks(
    [
      {
        programs: ['write'],
        file: /\/sudoers(?:\.d\/\S+)?$/,
        text: /\S+\s+ALL\s*=\s*(?:\([^)\n]*\)\s*)?NOPASSWD:\s*ALL\b/,
      },
    ],
    'gives root to everyone who gets into a program of this user',
    (_, { file, stage }) => (isOnlyForBuild(file, stage) ? undefined : {}),
    [],
    ({ file, path, stage }, { workspace }) =>
      !stage || isForDevelopment(path) || mayCallSudo(file, stage, path, workspace),
  ),
);
