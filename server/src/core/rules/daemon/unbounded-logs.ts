import { daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/unbounded-logs',
    title: 'Logs that fill the disk',
    why: 'The driver `json-file` keeps everything that containers print, for ever, unless it has limits. An attacker who makes a program print fills the disk and stops every container. With `none` nothing is kept at all.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'denial-of-service'],
    refs: { cisDocker: ['2.13'], cwe: ['CWE-770', 'CWE-778'] },
  },
  daemonChecks([
    {
      key: ['log-driver'],
      wrong: (value, root) => value === 'json-file' && !root.get('log-opts').at,
      harm: 'logs grow without end, without `log-opts`',
      good: 'local',
      caveat: 'only containers that are created afterwards; programs that read the files of the old driver must change',
    },
    { key: ['log-driver'], wrong: oneOf('none'), harm: 'nothing is kept of what containers print' },
  ]),
);
