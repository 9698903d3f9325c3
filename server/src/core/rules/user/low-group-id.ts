import { lowNumber } from '../../checks/low-number.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/low-group-id',
    title: 'Group number that the node may know',
    why: 'Numbers of groups are the same inside of the container and on the node. With a small one, a program that breaks out of the container owns what the node’s group of that number owns. Without a number the image decides, which the file does not show.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    setting: 'user',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-250'],
      trivy: ['KSV-0021'],
      datree: ['CONTAINERS_INCORRECT_RUNASGROUP_VALUE_LOWGID'],
      kubesec: ['~RunAsGroup'],
    },
  },
  { container: (container) => lowNumber(container, 'group') },
);
