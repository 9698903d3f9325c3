import { platformOn } from '../platform.ts';
import openshift from './openshift.ts';

const ANNOTATION = 'openshift.io/required-scc';

/** OpenShift pods that require `restricted-v2` or its successor: it sets what is missing and refuses the rest. */
export default platformOn(openshift, {
  name: 'openshift-restricted',
  title: 'OpenShift with a restricted SCC',
  changes: {
    privileged: 'refused',
    // Only NET_BIND_SERVICE may be added.
    addedCapabilities: 'optional',
    droppedCapabilities: 'supplied',
    seccomp: 'supplied',
    privilegeEscalation: 'supplied',
    user: 'supplied',
    runAsNonRoot: 'supplied',
    hostPort: 'refused',
    hostNamespaces: 'refused',
    hostMounts: 'refused',
  },
  sources: [
    ...openshift.sources,
    {
      address:
        'https://github.com/openshift/cluster-monitoring-operator/commit/f7eb1eb4c822df36edb5e6a349d34d42b40b4e8e',
      day: '2026-11-29',
    },
  ],
  recognisesPod: ({ template }) =>
    /^restricted-v[2-9]$/.test(template.get('metadata', 'annotations').get(ANNOTATION).text ?? ''),
});
