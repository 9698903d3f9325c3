import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-storage-limit',
    title: 'Limit of temporary storage missing',
    why: 'What a container writes outside of volumes, its logs and its temporary files, lies on the disk of the node. Without a limit an attacker, or a loop, fills it, and the node evicts the pods of others.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'storageLimit',
    since: '0.1.0',
    tags: ['kubernetes', 'denial-of-service'],
    refs: {
      nsa: ['Resource policies'],
      cwe: ['CWE-770'],
      'kube-score': ['~container-ephemeral-storage-request-and-limit'],
      gatekeeper: ['K8sContainerEphemeralStorageLimit'],
      kyverno: ['~require-emptydir-requests-and-limits'],
      'sonar-iac': ['S6870'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || container.partial || container.role === 'ephemeral') return;
      const resources = container.lens.get('resources');
      const limits = resources.get('limits');
      if ((!resources.absent && !resources.map) || (!limits.absent && !limits.map)) return;
      const limit = limits.get('ephemeral-storage');
      if (!limit.absent || limit.hidden || resources.hidden) return;
      yield {
        at: container.nameSpan,
        absent: true,
        message: `\`${container.name}\` may fill the disk of its node: it has no limit of \`ephemeral-storage\``,
      };
    },
  },
);
