import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/** Sources: passwd(1) and useradd(8) of shadow 4.17; adduser of BusyBox needs `-D` for no password, which locks it. */
const SWITCHES: readonly Switch[] = [
  { programs: ['passwd'], line: /^(?:\S+ )?(?:-d|--delete)(?: |$)/ },
  { programs: ['useradd', 'usermod'], flag: /^(?:-p|--password)$/, next: /^$/ },
  { programs: ['write'], file: /sshd_config(?:\.d\/\S+)?$/, text: /^\s*#?\s*PermitEmptyPasswords\s+yes\b/im },
];

export default rule(
  {
    id: 'user/empty-password',
    title: 'Account with an empty password',
    why: 'Anyone who reaches a login, `su` or an SSH server of the container gets the account without a password. For root that is the whole container.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials'],
    refs: { nist800190: ['4.1.2'], cwe: ['CWE-258'] },
  },
  commandSwitchChecks(SWITCHES, 'leaves an account without a password', undefined, [
    'An account without a password set is locked: SSH refuses its keys too, unless the password is `*`',
  ]),
);
