import { rule } from '../../rule/rule.ts';

/** Systems give numbers below to their own accounts and to people. Source: Debian Policy, 9.2.2; CIS Kubernetes has no number. */
const FIRST_FREE = 10_000;

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
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || container.windows) return;
      const { user: number } = container;
      if (number.unknown || (number.value === undefined && container.partial)) return;
      const { hostUsers } = container.owner;
      // In a user namespace the numbers differ from those of the node.
      if (hostUsers.value === false || hostUsers.unknown) return;
      if (number.value !== undefined && (!/^\d+$/.test(number.value) || Number(number.value) >= FIRST_FREE)) return;
      yield {
        at: number.at ?? container.nameSpan,
        ...(number.value === undefined ? { absent: true } : {}),
        message:
          number.value === undefined
            ? `\`${container.name}\` has no \`runAsUser\`: the image decides`
            : `\`${container.name}\` runs with the user number \`${number.value}\`, which the node may give to another`,
      };
    },
  },
);
