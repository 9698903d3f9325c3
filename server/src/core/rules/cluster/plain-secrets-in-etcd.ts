import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/plain-secrets-in-etcd',
    title: 'Encryption that encrypts nothing',
    why: 'The API server writes with the first provider of the list and only reads with the others. With `identity` first it stores Secrets as they are, so a backup of etcd, or a disk of its machine, holds all passwords of the cluster.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: {
      cisKubernetes: ['1.2.28'],
      nsa: ['Secrets'],
      cwe: ['CWE-311'],
      kics: ['~10efce34-5af6-4d83-b414-9e096d5a06a9'],
      kubescape: ['~C-0142'],
    },
  },
  {
    *object(object) {
      if (object.kind !== 'EncryptionConfiguration' || object.partial) return;
      for (const group of object.lens.get('resources').items()) {
        const [first] = group.get('providers').items();
        if (!first?.map?.entries.some(({ key }) => key === 'identity')) continue;
        const names = group
          .get('resources')
          .items()
          .map(({ text }) => text ?? '\u2026');
        yield {
          at: first.at,
          message: `Etcd holds \`${names.join('`, `')}\` as they are: \`identity\` is the first provider`,
        };
      }
    },
  },
);
