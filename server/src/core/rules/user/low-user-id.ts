import { lowNumber } from '../../checks/low-number.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/low-user-id',
    title: 'User number that the node may know',
    why: 'Numbers of users are the same inside of the container and on the node. With a small one, a program that breaks out of the container owns what the node’s user of that number owns. Without a number the image decides, which the file does not show.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    setting: 'user',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-250'],
      trivy: ['KSV-0020'],
      checkov: ['CKV_K8S_40'],
      kubesec: ['RunAsUser'],
      kics: ['~02323c00-cdc3-4fdc-a310-4f2b3e7a1660'],
      'kube-score': ['~container-security-context-user-group-id'],
      datree: ['~CONTAINERS_INCORRECT_RUNASUSER_VALUE_LOWUID'],
    },
  },
  { container: (container) => lowNumber(container, 'user') },
);
