import { daemonChecks } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/open-api',
    title: 'Docker’s API for everyone',
    why: 'Docker’s API starts any container with any file of the host: who reaches it is root. Without client certificates everyone who reaches the port is let in, and attackers scan the internet for it.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'isolation'],
    refs: { cisDocker: ['2.7'], nist800190: ['4.4.3'], owaspDocker: ['1'], cwe: ['CWE-306'] },
  },
  daemonChecks([
    {
      key: ['hosts', '*'],
      wrong: (value, root) => /^tcp:/i.test(value) && root.get('tlsverify').text !== 'true',
      harm: 'whoever reaches this address is root on the host, since `tlsverify` is not `true`',
      caveat: 'programs that use this address need `ssh://` or certificates',
    },
  ]),
);
