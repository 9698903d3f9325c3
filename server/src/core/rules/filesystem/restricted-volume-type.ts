import { rule } from '../../rule/rule.ts';

/** Source: pod-security-admission `check_restrictedVolumes.go`. `hostPath` has rules of its own. */
const ALLOWED = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'hostPath',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

export default rule(
  {
    id: 'filesystem/restricted-volume-type',
    title: 'Volume bypasses claims',
    why: 'A pod that names its storage directly (NFS, iSCSI, a cloud disk) picks server and path itself, and its node connects with its own rights. Through a claim somebody else decides what may be mounted. The old `gitRepo` volume even ran what a repository contained, on the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.5.5'],
      trivy: ['~KSV-0028'],
      kyverno: ['~restrict-volume-types'],
      gatekeeper: ['~K8sPSPVolumeTypes', '~K8sPSPFlexVolumes'],
      'pss-restricted': ['~restrictedVolumes'],
    },
  },
  {
    *workload(workload) {
      for (const volume of workload.volumes) {
        const source = volume.lens.get(volume.source);
        if (ALLOWED.has(volume.source) || !source.at || source.entry?.templatedKey || volume.source === '') continue;
        const git = volume.source === 'gitRepo';
        yield {
          at: source.keyAt,
          covers: volume.span,
          ...(git ? { severity: 'warning', profile: 'default' } : {}),
          message: git
            ? `Volume \`${volume.name}\` makes the node run Git on a repository (\`gitRepo\`)`
            : `Volume \`${volume.name}\` is of type \`${volume.source}\`, not a claim`,
        };
      }
    },
  },
);
