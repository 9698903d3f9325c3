import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/** Source: ssh(1), ssh_config(5) and ssh-keyscan(1) of OpenSSH 10. */
const UNCHECKED = /^(?:StrictHostKeyChecking[= ]?(?:no|off)|UserKnownHostsFile[= ]?\/dev\/null)$/i;
const PROGRAMS = ['ssh', 'scp', 'sftp', 'git', 'rsync'];

const SWITCHES: readonly Switch[] = [
  { programs: PROGRAMS, flag: /^-o$/, next: UNCHECKED },
  { programs: PROGRAMS, flag: new RegExp(`^-o${UNCHECKED.source.slice(1)}`, 'i') },
  {
    programs: ['write'],
    file: /(?:^|\/)(?:ssh_config(?:\.d\/\S+)?|\.ssh\/config)$/,
    text: /\b(?:StrictHostKeyChecking[ \t=]+(?:no|off)|UserKnownHostsFile[ \t=]+\/dev\/null)\b/i,
  },
  {
    programs: ['git'],
    line: /^config (?:.* )?core\.sshCommand .*StrictHostKeyChecking[= ]no/i,
  },
];

export default rule(
  {
    id: 'network/unverified-ssh-host',
    title: 'SSH host not verified',
    why: 'SSH trusts whoever answers. An attacker on the network path answers in the place of the server, takes what you send, and gives your build other files.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], cwe: ['CWE-295', 'CWE-322'] },
  },
  commandSwitchChecks(SWITCHES, 'accepts any server', undefined, [
    'Write the key of the server, from its documentation, into `known_hosts`',
  ]),
);
