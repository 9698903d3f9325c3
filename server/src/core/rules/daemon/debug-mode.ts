import { daemonChecks, isTrue, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/debug-mode',
    title: 'Docker in debug mode',
    why: 'The log of debug mode names environment variables, paths and requests of containers, and the API has pages that show the memory of the daemon. Who reads the log learns what he should not.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon'],
    refs: { cisDocker: ['2.3', '2.18'], cwe: ['CWE-215', 'CWE-532'] },
  },
  daemonChecks([
    { key: ['debug'], wrong: isTrue, harm: 'the log holds details of containers' },
    { key: ['log-level'], wrong: oneOf('debug'), harm: 'the log holds details of containers' },
    { key: ['experimental'], wrong: isTrue, harm: 'features are on that are not finished' },
  ]),
);
