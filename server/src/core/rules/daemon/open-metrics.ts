import { daemonChecks } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/open-metrics',
    title: 'Metrics for everyone',
    why: 'The metrics tell everyone who reaches the port which version runs, how many containers there are and what they do. The port has no login.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'exposure'],
    refs: { nist800190: ['4.4.2'], cwe: ['CWE-200'] },
  },
  daemonChecks([
    {
      key: ['metrics-addr'],
      wrong: (value) => !/^(?:127\.|localhost:|\[::1\])/i.test(value) && value !== '',
      harm: 'everyone who reaches the port reads them',
      good: '127.0.0.1:9323',
    },
  ]),
);
