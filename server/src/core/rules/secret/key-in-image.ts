import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/** Sources: ssh-keygen(1) of OpenSSH 10; openssl-genrsa(1), openssl-genpkey(1), openssl-req(1) of OpenSSL 3.5. */
const SWITCHES: readonly Switch[] = [
  { programs: ['ssh-keygen'], flag: /^-A$/ },
  { programs: ['ssh-keygen'], unless: /^-(?:l|y|F|R|H|i|e|B|K|Y|s|L)$/, flag: /^-t$/, next: /./ },
  { programs: ['openssl'], line: /^(?:genrsa|genpkey|gendsa)\b/ },
  { programs: ['openssl'], line: /^req (?:.* )?-newkey\b/ },
];

export default rule(
  {
    id: 'secret/key-in-image',
    title: 'Private key made during the build',
    why: 'Every container of the image has the same private key, and whoever can pull the image has it too: an attacker answers in the place of your server, or logs in with the key.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials'],
    refs: { cisDocker: ['4.10'], nist800190: ['4.1.4'], cwe: ['CWE-321'] },
  },
  commandSwitchChecks(SWITCHES, 'makes a private key that all containers share', (hit) => ({
    message: `\`${hit.command.name}\` makes a private key that all containers of the image share`,
    fixes: [],
  })),
);
