import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/not-pulled-again',
    title: 'Image that the node has is used unasked',
    why: 'The node starts the image that it finds under this name and asks no registry. Another team’s pod may have pulled it with a password that this pod does not have, and an image that was taken back for a flaw runs on. `imagePullPolicy: Always` asks each time; with a digest the content is fixed, and asking adds nothing.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'supply-chain'],
    refs: {
      cwe: ['CWE-672'],
      checkov: ['CKV_K8S_15'],
      kics: ['caa3479d-885d-4882-9aac-95e5e78ef5c2'],
      polaris: ['pullPolicyNotAlways'],
      kubescape: ['~C-0075'],
      kyverno: ['~always-pull-images'],
      'kube-score': ['~container-image-pull-policy'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || container.partial || !container.image) return;
      const policy = container.lens.get('imagePullPolicy');
      if (policy.text === 'Always' || (!policy.absent && policy.text === undefined)) return;
      const { reference, raw, at } = container.image;
      if (reference?.digest !== undefined) return;
      // Without a tag, and with `latest`, the default is to pull.
      const always = reference !== undefined && (reference.tag === undefined || reference.tag === 'latest');
      if (policy.absent && always) return;
      yield {
        at: policy.absent ? at : policy.at,
        ...(policy.absent ? { absent: true } : {}),
        message: `\`${container.name}\` starts the \`${raw}\` that the node has, if it has one`,
      };
    },
  },
);
