import { platformOn } from '../platform.ts';
import kubernetes from './kubernetes.ts';

/**
 * Knative Serving. Its webhook refuses fields that are not on its list, and those behind a flag that is `disabled`, as most flags are by
 * default. Fields of a container's `securityContext` need no flag, those of the pod's do.
 */
export default platformOn(kubernetes, {
  name: 'knative',
  title: 'a Knative Service',
  changes: {
    privileged: 'refused',
    addedCapabilities: 'optional',
    appArmor: 'refused',
    seLinux: 'refused',
    procMount: 'refused',
    sysctls: 'refused',
    hostPort: 'refused',
    hostNamespaces: 'optional',
    hostMounts: 'optional',
    windowsHostProcess: 'refused',
  },
  writes: { podSecurity: false },
  sources: [
    {
      address:
        'https://github.com/knative/serving/blob/98e5ef90aa7033797aa0a61ef97f3ff7e49a3944/pkg/apis/serving/fieldmask.go',
      day: '2026-08-21',
    },
    {
      address:
        'https://github.com/knative/serving/blob/98e5ef90aa7033797aa0a61ef97f3ff7e49a3944/config/core/configmaps/features.yaml',
      day: '2026-08-21',
    },
    { address: 'https://knative.dev/docs/serving/configuration/feature-flags/', day: '2026-11-29' },
  ],
  recognisesPod: ({ apiVersion }) => apiVersion.startsWith('serving.knative.dev/'),
});
