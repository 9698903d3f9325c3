import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/cached-images',
    title: 'Pods use images that others pulled',
    why: 'A node keeps the images that it has pulled. A pod that names a private image of another team starts it without the password of the registry. The admission plugin `AlwaysPullImages` makes each pod ask the registry.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.11'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0012'],
      checkov: ['CKV_K8S_80'],
      kics: ['a77f4d07-c6e0-4a48-8b35-0eeb51576f4f'],
      kubescape: ['C-0123'],
    },
  },
  componentChecks('starts pods from images that others pulled', [
    { of: 'kube-apiserver', flag: 'enable-admission-plugins', wrong: lacks('AlwaysPullImages'), profile: 'audit' },
  ]),
);
