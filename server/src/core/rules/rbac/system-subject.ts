import { removeSubject } from '../../fixes/binding-subject.ts';
import { type Profile, rule, type Severity } from '../../rule/rule.ts';

interface Everyone {
  /** Completes "… gets `reader`". */
  readonly who: string;
  readonly severity: Severity;
  readonly profile?: Profile;
}

/** Users and groups of the API server that are no person and no program. Source: Kubernetes documentation, "Authenticating", read 2026-11-29. */
const EVERYONE: Readonly<Record<string, Everyone>> = {
  'system:anonymous': { who: 'Anyone who reaches the API server', severity: 'error' },
  'system:unauthenticated': { who: 'Anyone who reaches the API server', severity: 'error' },
  'system:authenticated': { who: 'Every account and every user of the cluster', severity: 'warning' },
  'system:serviceaccounts': { who: 'Every account of every pod', severity: 'warning', profile: 'strict' },
  'system:masters': {
    who: 'The group `system:masters`, which may do everything already,',
    severity: 'info',
    profile: 'strict',
  },
};

/** Roles about what everyone may know. Source: Kubernetes documentation, "Using RBAC Authorization", default roles, read 2026-11-29. */
const PUBLIC_ROLE =
  /^system:(?:public-info-viewer|discovery|basic-user|service-account-issuer-discovery|node-bootstrapper|certificates\.k8s\.io:.*)$|^kubeadm:/;
/** Bindings of the cluster itself. */
const BUILT_IN = /^(?:system:|gce:|kubeadm:|cluster-admin$)/;

export default rule(
  {
    id: 'rbac/system-subject',
    title: 'Role bound to everyone',
    why: 'The API server puts every caller into groups: those without a token into `system:unauthenticated`, all others into `system:authenticated`. A role bound to such a group is open to every pod of the cluster or to the network: attackers search the internet for API servers that answer strangers. On some clouds `system:authenticated` includes every account of the cloud, also those of other customers.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'exposure'],
    refs: {
      cisKubernetes: ['~5.1.7', '~5.1.1'],
      cwe: ['CWE-284'],
      trivy: ['KSV-0122', 'KSV-0123', 'KSV-01011'],
      kubescape: [
        'C-0262',
        'C-0265',
        '~C-0246',
        'anonymous-access-enabled',
        'system-authenticated-allowed-to-take-over-cluster',
      ],
      kyverno: ['restrict-binding-system-groups'],
      gatekeeper: ['K8sDisallowAnonymous'],
      kubesec: ['BindingsToSystemAnonymous'],
      datree: ['~CIS_INVALID_VALUE_SYSTEM_MASTERS'],
    },
  },
  {
    *'object:RoleBinding'(binding, ctx) {
      const { object, role, subjects } = binding;
      const name = role.name.value;
      // What `kube-public` holds is meant for everyone.
      if (object.namespace === 'kube-public') return;
      const meant = BUILT_IN.test(object.name) || (name !== undefined && PUBLIC_ROLE.test(name));
      for (const subject of subjects) {
        const everyone = EVERYONE[subject.name.value ?? ''];
        if (!everyone || subject.kind.value === 'ServiceAccount') continue;
        // Benchmarks advise to review even these.
        if (meant && everyone.severity !== 'error') continue;
        // `rbac/cluster-admin-binding` says it.
        const said = name === 'cluster-admin' && role.kind.value === 'ClusterRole';
        yield {
          at: subject.name.at ?? subject.at,
          covers: subject.at,
          severity: meant ? 'info' : everyone.severity,
          ...(said || meant ? { profile: 'audit' as const } : everyone.profile ? { profile: everyone.profile } : {}),
          message: `${everyone.who} gets ${name === undefined ? 'this role' : `\`${name}\``} through \`${subject.name.value}\``,
          fixes: () => removeSubject(binding, subject, ctx),
        };
      }
    },
  },
);
