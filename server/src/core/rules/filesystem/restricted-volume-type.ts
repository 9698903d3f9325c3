import { VolumeName } from '../../checks/shown-name.ts';
import { RESTRICTED_VOLUMES } from '../../kubernetes/pod-security/lists.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/restricted-volume-type',
    title: 'Restricted volume type',
    why: 'A pod that names its storage directly (NFS, iSCSI, a cloud disk) picks the server and the path itself, and its node connects with the rights of the node. With a PersistentVolumeClaim, an administrator decides what pods may mount. The old `gitRepo` volume even ran code from the repository on the node.',
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
        // Other rules report `hostPath`.
        if (
          RESTRICTED_VOLUMES.has(volume.source) ||
          volume.source === 'hostPath' ||
          !source.at ||
          source.entry?.templatedKey ||
          volume.source === ''
        )
          continue;
        const git = volume.source === 'gitRepo';
        yield {
          at: source.keyAt,
          covers: volume.span,
          ...(git ? { severity: 'warning', profile: 'default' } : {}),
          message: git
            ? `${VolumeName(volume.name)} runs Git on the node to clone a repository (\`gitRepo\`)`
            : `${VolumeName(volume.name)} uses \`${volume.source}\` directly, without a PersistentVolumeClaim`,
        };
      }
    },
  },
);
