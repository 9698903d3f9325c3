import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/scanned-host-key',
    title: 'SSH host key fetched at build',
    why: '`ssh-keyscan` writes down the key of whoever answers during the build. An attacker on the network path gives another key, and every later connection trusts it.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], cwe: ['CWE-322'] },
  },
  commandSwitchChecks(
    [{ programs: ['ssh-keyscan'], line: /[\w.]/ }],
    'trusts whoever answers during the build',
    () => ({
      fixes: [],
    }),
  ),
);
