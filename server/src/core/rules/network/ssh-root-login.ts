import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/ssh-root-login',
    title: 'SSH login as root',
    why: 'Attackers try passwords of root on every open SSH port. With one guess they own the container, and the log shows only root.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'exposure'],
    refs: { cisDocker: ['5.7'], nist800190: ['4.1.2'], owaspDocker: ['2'], cwe: ['CWE-250'] },
  },
  // The default, `prohibit-password`, allows keys. Source: sshd_config(5).
  commandSwitchChecks(
    [{ programs: ['write'], file: /sshd_config(?:\.d\/\S+)?$/, text: /\bPermitRootLogin[ \t]+yes\b/i }],
    'lets root log in with a password',
  ),
);
