import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/root-authority',
    title: 'Pods get no authority',
    why: 'The authority lets pods verify the API server. Without it programs skip the verification, and an attacker in between gets their tokens.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.5'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0037'],
      checkov: ['CKV_K8S_111'],
      kics: ['05fb986f-ac73-4ebb-a5b2-7faafa93d882'],
      kubescape: ['C-0148'],
    },
  },
  componentChecks('gives pods no authority for the API server', [
    { of: 'kube-controller-manager', flag: 'root-ca-file', wrong: missing },
  ]),
);
