import { daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/old-storage-driver',
    title: 'Storage driver without support',
    why: 'The driver is no longer developed or was removed. Its faults, also those that let a container reach files of others, are not mended, and Docker cannot be updated.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon'],
    refs: { cisDocker: ['2.6'], cwe: ['CWE-1104'] },
  },
  daemonChecks([
    {
      key: ['storage-driver'],
      wrong: oneOf('aufs', 'devicemapper', 'overlay'),
      harm: 'Docker no longer has this driver',
      good: 'overlay2',
      caveat: 'images and containers of before are not seen: save them first',
    },
  ]),
);
