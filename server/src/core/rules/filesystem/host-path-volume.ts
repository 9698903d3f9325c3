import { VolumeName } from '../../checks/shown-name.ts';
import { controlSocket } from '../../host-path/control-socket.ts';
import { sensitivePath } from '../../host-path/sensitive-path.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/host-path-volume',
    title: 'Host path volume',
    why: 'A `hostPath` volume gives a pod access to files of its node. The node and later pods read what one pod writes there, so an attacker can move from one workload to another without the cluster’s control. Symbolic links and broad paths have let pods escape from such volumes more than once.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    setting: 'hostMounts',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.12'],
      nist800190: ['4.5.5'],
      trivy: ['KSV-0023'],
      polaris: ['hostPathSet'],
      kubescape: ['C-0048', 'alert-any-hostpath', '~C-0045', '~alert-rw-hostpath'],
      kyverno: ['disallow-host-path'],
      gatekeeper: ['~K8sPSPHostFilesystem'],
      datree: ['CONTAINERS_INCORRECT_KEY_HOSTPATH'],
      kics: ['aa8f7a35-9923-4cad-bd61-a19b7f6aac91'],
      'pss-baseline': ['hostPathVolumes'],
      'pss-restricted': ['hostPathVolumes', '~restrictedVolumes'],
    },
  },
  {
    *workload(workload, ctx) {
      const hasStandard = ctx.settings.podSecurity !== undefined && ctx.settings.podSecurity.level !== 'privileged';
      for (const volume of workload.volumes) {
        const own = volume.lens.get('hostPath');
        if (volume.source !== 'hostPath' || !own.at) continue;
        const path = volume.hostPath;
        const writable = volume.mounts.some((m) => !m.readOnly);
        const isReportedElsewhere = path !== undefined && (controlSocket(path) ?? sensitivePath(path)) !== undefined;
        yield {
          at: own.keyAt,
          covers: volume.span,
          // Other rules report these paths, and their fixes must not cause this finding.
          // A configured Pod Security Standard forbids every host path.
          ...(isReportedElsewhere && !hasStandard ? { profile: 'audit' } : {}),
          message: `${VolumeName(volume.name)} mounts ${path === undefined || path.includes('{{') ? 'a path' : `\`${path}\``} of the node${writable ? ' with write access' : ''}`,
        };
      }
    },
  },
);
