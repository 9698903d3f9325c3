/**
 * What a rule of a role allows, in terms of what an attacker does with it. Sources: Kubernetes documentation, "Role Based Access Control Good
 * Practices" (privilege escalation risks) and "Using RBAC Authorization", read 2026-11-29; CIS Kubernetes Benchmark 1.11, 5.1.
 */
import type { Span } from '../text/span.ts';
import type { YamlMap } from '../yaml/node.ts';
import type { TextItem, TextList } from './kind/fields.ts';

/** One rule of a role. Where a list is `unknown`, the rule may grant more. */
export interface PolicyRule {
  readonly verbs: TextList;
  readonly apiGroups: TextList;
  readonly resources: TextList;
  /** Empty: the rule is about objects of every name. `*` is a name like any other. */
  readonly resourceNames: TextList;
  readonly nonResourceURLs: TextList;
  /** The rule stands in a Role: it grants nothing on resources of the whole cluster. */
  readonly namespaced: boolean;
  /** The place in `rules`, 0-based. */
  readonly index: number;
  /** The item of `rules`. Unit-relative. */
  readonly at: Span;
  readonly node: YamlMap;
}

/** Verbs on resources. A rule grants the power if one of its verbs on one of its resources is listed here. */
interface Power {
  /** The API groups of the resources. '' is the core group. */
  readonly groups: readonly string[];
  /** With subresource: `pods/exec`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** A rule with `resourceNames` does not grant it: it is about few objects, which were chosen. `create` is then refused in any case. */
  readonly unlessNamed?: true;
  /** Only a rule with one of these `resourceNames` grants it. */
  readonly onlyNamed?: readonly string[];
}

const WRITE = ['create', 'update', 'patch'];
const CHANGE = [...WRITE, 'delete', 'deletecollection'];
const RBAC = 'rbac.authorization.k8s.io';

/** The resources that decide what the cluster admits. */
const ADMISSION = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
];

/**
 * Resources of the powers that no namespace has, so that only a ClusterRole grants something on them. Whoever acts as another is asked about
 * `serviceaccounts` in their namespace, about all others in none. Not here: `clusterroles`, since a Role may allow to `bind` them in its
 * namespace, and `securitycontextconstraints`, which a Role may allow to `use`. Sources: Kubernetes API reference v1.37;
 * kubernetes/kubernetes, `impersonation.go` of k8s.io/apiserver and `pkg/registry/rbac/escalation_check.go`, read 2026-11-30.
 */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'nodes',
  'persistentvolumes',
  'certificatesigningrequests',
  'clusterrolebindings',
  ...ADMISSION,
  'users',
  'groups',
  'uids',
  'userextras',
]);

const POWERS = {
  readSecrets: { groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'], unlessNamed: true },
  changeSecrets: { groups: [''], resources: ['secrets'], verbs: CHANGE, unlessNamed: true },
  createPods: { groups: [''], resources: ['pods'], verbs: ['create'] },
  /** Their images: the rest of a pod, such as its account, does not change. */
  changePods: { groups: [''], resources: ['pods'], verbs: ['update', 'patch'], unlessNamed: true },
  createWorkloads: {
    groups: ['', 'apps', 'batch', 'extensions'],
    resources: [
      'replicationcontrollers',
      'deployments',
      'daemonsets',
      'statefulsets',
      'replicasets',
      'jobs',
      'cronjobs',
    ],
    verbs: WRITE,
    unlessNamed: true,
  },
  runInPods: { groups: [''], resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] },
  debugPods: { groups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
  forwardPorts: { groups: [''], resources: ['pods/portforward'], verbs: ['create', 'get'] },
  impersonate: {
    groups: ['', 'authentication.k8s.io'],
    resources: ['users', 'groups', 'serviceaccounts', 'uids', 'userextras'],
    verbs: ['impersonate'],
    unlessNamed: true,
  },
  escalateRoles: {
    groups: [RBAC],
    resources: ['roles', 'clusterroles'],
    verbs: ['escalate', 'bind'],
    unlessNamed: true,
  },
  bindRoles: { groups: [RBAC], resources: ['rolebindings', 'clusterrolebindings'], verbs: WRITE },
  reachNodes: { groups: [''], resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'] },
  createVolumes: { groups: [''], resources: ['persistentvolumes'], verbs: ['create'] },
  approveCertificates: {
    groups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests/approval'],
    verbs: ['update', 'patch'],
  },
  changeAdmission: {
    groups: ['admissionregistration.k8s.io'],
    resources: ADMISSION,
    verbs: CHANGE,
    unlessNamed: true,
  },
  /** Admission that writes into objects. A webhook or policy that validates sees an object and refuses it, but does not change it. */
  changeAdmitted: {
    groups: ['admissionregistration.k8s.io'],
    resources: ['mutatingwebhookconfigurations', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
    verbs: WRITE,
    unlessNamed: true,
  },
  issueTokens: { groups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], unlessNamed: true },
  deleteWorkloads: {
    groups: ['', 'apps', 'batch', 'extensions'],
    resources: [
      'pods',
      'services',
      'secrets',
      'deployments',
      'daemonsets',
      'statefulsets',
      'replicasets',
      'jobs',
      'cronjobs',
    ],
    verbs: ['delete', 'deletecollection'],
    unlessNamed: true,
  },
  deleteEvents: {
    groups: ['', 'events.k8s.io'],
    resources: ['events', 'pods/log'],
    verbs: ['delete', 'deletecollection'],
  },
  changeConfigMaps: { groups: [''], resources: ['configmaps'], verbs: CHANGE, unlessNamed: true },
  /** Who is an administrator (EKS), and which address a name has. */
  changeClusterSettings: {
    groups: [''],
    resources: ['configmaps'],
    verbs: ['update', 'patch', 'delete'],
    onlyNamed: ['aws-auth', 'coredns'],
  },
  changeNetwork: {
    groups: ['', 'networking.k8s.io', 'extensions', 'discovery.k8s.io'],
    resources: ['services', 'endpoints', 'endpointslices', 'networkpolicies', 'ingresses'],
    verbs: CHANGE,
    unlessNamed: true,
  },
  /** With these the pods of an account on OpenShift are root, or in control of their node. Source: OpenShift 4.20, "Managing SCCs", read 2026-11-30. */
  useOpenConstraints: {
    groups: ['security.openshift.io'],
    resources: ['securitycontextconstraints'],
    verbs: ['use'],
    onlyNamed: [
      'privileged',
      'anyuid',
      'hostaccess',
      'hostmount-anyuid',
      'hostnetwork',
      'hostnetwork-v2',
      'node-exporter',
    ],
  },
  useAnyConstraint: {
    groups: ['security.openshift.io'],
    resources: ['securitycontextconstraints'],
    verbs: ['use'],
    unlessNamed: true,
  },
  changeStatus: {
    groups: [''],
    resources: ['services/status', 'nodes/status', 'pods/status'],
    verbs: ['update', 'patch'],
  },
} as const satisfies Record<string, Power>;

export type PowerName = keyof typeof POWERS;

/** How a rule grants a power. */
export interface Grant {
  /** The verbs as written; `*` among them stands for all. */
  readonly verbs: readonly TextItem[];
  /** The resources as written. */
  readonly resources: readonly TextItem[];
  /** No resource is named: an asterisk grants it. */
  readonly byWildcard: boolean;
}

/** How `rule` grants the power; `undefined` if it does not, as far as can be read. */
export function grantOf(rule: PolicyRule, name: PowerName): Grant | undefined {
  const power: Power = POWERS[name];
  const named = rule.resourceNames.at !== undefined;
  if (named && power.unlessNamed) return undefined;
  if (power.onlyNamed && !rule.resourceNames.items.some(({ text }) => power.onlyNamed?.includes(text)))
    return undefined;
  if (!matches(rule.apiGroups, power.groups)) return undefined;
  // A request to create has no name yet: `resourceNames` refuses it.
  const possible = named ? power.verbs.filter((verb) => verb !== 'create') : power.verbs;
  const verbs = rule.verbs.items.filter(({ text }) => text === '*' || possible.includes(text));
  const reached = power.resources.filter((one) => !rule.namespaced || !CLUSTER_WIDE.has(one.split('/')[0]!));
  const resources = rule.resources.items.filter(({ text }) => reached.some((one) => covers(text, one)));
  if (verbs.length === 0 || possible.length === 0 || resources.length === 0) return undefined;
  const explicit = resources.filter(({ text }) => !text.includes('*'));
  return { verbs, resources: explicit.length > 0 ? explicit : resources, byWildcard: explicit.length === 0 };
}

const matches = (list: TextList, groups: readonly string[]): boolean =>
  list.items.some(({ text }) => text === '*' || groups.includes(text));

/**
 * Whether the written resource stands for the other: the same name, an asterisk, or an asterisk for the part before a slash. An asterisk
 * behind a slash is no pattern.
 * Source: Kubernetes, pkg/apis/rbac/v1/evaluation_helpers.go, `ResourceMatches`, read 2026-11-29.
 */
function covers(written: string, resource: string): boolean {
  if (written === '*' || written === resource) return true;
  const subresource = resource.split('/')[1];
  if (subresource !== undefined && written === `*/${subresource}`) return true;
  // The name of an extra field: `userextras/scopes`.
  return resource === 'userextras' && written.startsWith('userextras/');
}

/** The powers that any of the rules grants, sorted. */
export const powersOf = (rules: readonly PolicyRule[]): PowerName[] =>
  (Object.keys(POWERS) as PowerName[]).filter((name) => rules.some((rule) => grantOf(rule, name))).sort();
