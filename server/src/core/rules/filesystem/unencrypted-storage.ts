import { objectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { rule } from '../../rule/rule.ts';

/** Drivers whose disks are plain unless the class says otherwise. Source: AWS EBS CSI driver, `docs/parameters.md`; read 2026-11-30. */
const PLAIN_BY_DEFAULT = ['ebs.csi.aws.com', 'kubernetes.io/aws-ebs'];

export default rule(
  {
    id: 'filesystem/unencrypted-storage',
    title: 'Disks without encryption',
    why: 'Copies of these disks, their snapshots and backups, are read by everyone who gets at them: in another account, or in a bucket that was opened by mistake. Encrypted, they need the key too.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: { nsa: ['Encryption'], cwe: ['CWE-311'], kubescape: ['~C-0264'] },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'StorageClass' || groupOf(object.apiVersion) !== 'storage.k8s.io') return;
      const provisioner = object.lens.get('provisioner');
      if (!PLAIN_BY_DEFAULT.includes(provisioner.text ?? '') || !provisioner.at) return;
      const parameters = object.lens.get('parameters');
      const { at, text, node, absent, hidden } = parameters.get('encrypted');
      if (at && text === 'false')
        yield {
          at,
          message: `Disks of ${objectName(object)} are not encrypted: \`encrypted: "false"\``,
          fixes: fixIf(
            'Set `encrypted: "true"`',
            'review',
            () => changeScalar(ctx, node, 'true'),
            [changes(object, 'parameters', 'encrypted')],
            [
              'The API server changes no parameters of a StorageClass: delete it before you apply the new one; disks that exist stay plain',
            ],
          ),
        };
      // An account may encrypt all of its disks, which no file shows.
      else if (absent && !hidden && !object.partial && (parameters.absent || parameters.map))
        yield {
          at: provisioner.at,
          profile: 'audit',
          confidence: 'medium',
          absent: true,
          message: `Disks of ${objectName(object)} are encrypted only if the account encrypts all: \`encrypted\` is not set`,
        };
    },
  },
);
