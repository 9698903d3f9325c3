import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/** Key ids of 32 bits can be made at will, those of 64 bits with effort. Source: gpg(1), "How to specify a user ID". */
const SHORT = /(?:^| )(?:--recv-keys?|--recv) (?:\S+ )*?(?:0x)?[0-9A-F]{8}(?: |$)/i;

const SWITCHES: readonly Switch[] = [
  { programs: ['gpg', 'gpg2', 'apt-key'], line: SHORT },
  { programs: ['rpm'], line: /^(?:\S+ )*--import http:/ },
];

export default rule(
  {
    id: 'build/unverified-key',
    title: 'Key without a fingerprint',
    why: 'A key decides which packages the build trusts. Anyone can make a key with the same short id and upload it, and anyone on the network path can change a key that comes over `http`. Packages of the attacker are then valid.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], cwe: ['CWE-347', 'CWE-345'] },
  },
  commandSwitchChecks(SWITCHES, 'trusts a key that others can replace', () => ({ fixes: [] })),
);
