import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/long-account-tokens',
    title: 'Tokens of accounts live for a year',
    why: 'For old programs the API server extends the tokens in pods from an hour to a year. A token that was stolen once works as long.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.30'],
      cwe: ['CWE-1188'],
      kubescape: ['C-0290'],
    },
  },
  componentChecks('makes the tokens of accounts valid for a year', [
    { of: 'kube-apiserver', flag: 'service-account-extend-token-expiration', wrong: unless('false'), good: 'false' },
  ]),
);
