import { platformOn } from '../platform.ts';
import kubernetes from './kubernetes.ts';

/** Whether a key of `labels` or `annotations` belongs to OpenShift: `openshift.io/required-scc`, `app.openshift.io/runtime`. */
const isOpenShifts = (key: string): boolean => /^(?:[\w-]+\.)*openshift\.io\//.test(key);

/**
 * OpenShift. A SecurityContextConstraint decides which settings a pod may have; the ones that most accounts may use give each namespace a
 * range of user ids, and refuse any other. So no fix chooses a user.
 */
export default platformOn(kubernetes, {
  name: 'openshift',
  title: 'OpenShift',
  changes: { user: 'optional' },
  sources: [
    {
      address:
        'https://github.com/openshift/cluster-kube-apiserver-operator/blob/master/bindata/bootkube/scc-manifests/0000_20_kube-apiserver-operator_00_scc-restricted-v2.yaml',
      day: '2026-11-29',
    },
  ],
  recognisesPod: ({ apiVersion, kind, object, template }) =>
    /^[\w-]+\.openshift\.io\//.test(apiVersion) ||
    kind === 'DeploymentConfig' ||
    [object, template].some((from) =>
      ['annotations', 'labels'].some((part) =>
        from
          .get('metadata', part)
          .entries()
          .some((e) => isOpenShifts(e.key)),
      ),
    ),
});
