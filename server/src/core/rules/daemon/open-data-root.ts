import { daemonChecks } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/open-data-root',
    title: 'Docker’s data where everyone may write',
    why: 'Below this folder are the files of all images and containers. In a folder that everyone may write, any user of the host can put another folder in its place before the daemon starts.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon'],
    refs: { cisDocker: ['1.1.2'], cwe: ['CWE-379'] },
  },
  daemonChecks([
    {
      key: ['data-root'],
      wrong: (value) => /^\/(?:var\/)?(?:tmp|dev\/shm)(?:\/|$)/.test(value),
      harm: 'every user of the host may write there',
      caveat: 'images and volumes of before are not seen',
    },
  ]),
);
