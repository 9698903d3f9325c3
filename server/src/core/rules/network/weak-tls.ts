import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/** Sources: curl(1) 8, the manual of GNU Wget 1.25, openssl-s_client(1) 3. `--tlsv1` allows newer versions too. */
const SWITCHES: readonly Switch[] = [
  { programs: ['curl'], flag: /^(?:--sslv[23]|-[23])$/ },
  { programs: ['curl'], flag: /^--tls-max$/, next: /^1\.[01]$/ },
  { programs: ['wget'], flag: /^--secure-protocol=(?:SSLv[23]|TLSv1(?:_1)?)$/i },
  { programs: ['openssl'], flag: /^-(?:ssl[23]|tls1|tls1_1)$/ },
];

export default rule(
  {
    id: 'network/weak-tls',
    title: 'Outdated version of TLS',
    why: 'SSL and the first versions of TLS have known holes: an attacker on the network path reads or changes what is transferred. The option asks for such a version although both sides know a newer one.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], cwe: ['CWE-327'] },
  },
  commandSwitchChecks(SWITCHES, 'asks for a version of TLS with known holes'),
);
