/**
 * The settings of the cluster's programs in objects: their own configuration, and the objects of tools that install clusters (kubeadm, Cluster
 * API and kOps). Such tools add flags of their own, so what is not written there is not known. Sources: kubelet.config.k8s.io,
 * kubeadm.k8s.io/v1beta3 (`extraArgs` is a map) and v1beta4 (a list); Cluster API, `KubeadmConfigSpec`; kOps, "Cluster spec".
 */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { memoLast } from '../text/memo-last.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import { type Component, type ComponentName, type ComponentSetting, textOf } from './component.ts';

const CONFIGURATIONS: Readonly<Record<string, ComponentName>> = {
  'kubelet.config.k8s.io KubeletConfiguration': 'kubelet',
  'kubescheduler.config.k8s.io KubeSchedulerConfiguration': 'kube-scheduler',
  'kubeproxy.config.k8s.io KubeProxyConfiguration': 'kube-proxy',
};

/** The programs that an object configures; none for other objects. Kept for the last object: each of dozens of rules asks. */
export const configuredComponents: (object: KubernetesObject) => readonly Component[] = memoLast(componentsOf);

function componentsOf(object: KubernetesObject): readonly Component[] {
  const type = `${object.apiVersion.split('/')[0]} ${object.kind}`;
  const name = CONFIGURATIONS[type];
  if (type === 'apiserver.config.k8s.io AuthenticationConfiguration') return [authentication(object)];
  if (!name) return installedComponents(object);
  return [
    {
      name,
      at: object.lens.get('kind').at ?? object.nameSpan,
      complete: !object.partial,
      form: 'fields',
      get(path) {
        const field = object.lens.get(...path.split('.'));
        return field.absent || !field.node ? undefined : { value: textOf(field), at: field.at, node: field.node };
      },
    },
  ];
}

/**
 * How the API server authenticates. Its anonymous requests may be limited to some paths. What is not written a flag may say. Source:
 * k8s.io/apiserver v0.37.2, `pkg/apis/apiserver/v1/types.go`, read 2026-11-30.
 */
const authentication = (object: KubernetesObject): Component => ({
  name: 'kube-apiserver',
  at: object.lens.get('kind').at ?? object.nameSpan,
  complete: false,
  form: 'fields',
  get(path) {
    const field = object.lens.get(...path.split('.'));
    const conditions = object.lens.get('anonymous', 'conditions');
    const isLimited = path === 'anonymous.enabled' && !conditions.absent && conditions.seq?.items.length !== 0;
    return field.absent || !field.node || isLimited
      ? undefined
      : { value: textOf(field), at: field.at, node: field.node };
  },
});

type Section = readonly [ComponentName, ...path: readonly string[]];

const OF_CLUSTER: readonly Section[] = [
  ['kube-apiserver', 'apiServer', 'extraArgs'],
  ['kube-controller-manager', 'controllerManager', 'extraArgs'],
  ['kube-scheduler', 'scheduler', 'extraArgs'],
  ['etcd', 'etcd', 'local', 'extraArgs'],
];
const OF_NODE: readonly Section[] = [['kubelet', 'nodeRegistration', 'kubeletExtraArgs']];

const below = (sections: readonly Section[], ...path: readonly string[]): Section[] =>
  sections.map(([name, ...rest]) => [name, ...path, ...rest]);
/** `KubeadmConfigSpec` of Cluster API. */
const configSpec = (...path: readonly string[]): Section[] => [
  ...below(OF_CLUSTER, ...path, 'clusterConfiguration'),
  ...below(OF_NODE, ...path, 'initConfiguration'),
  ...below(OF_NODE, ...path, 'joinConfiguration'),
];

const KOPS: readonly Section[] = [
  ['kube-apiserver', 'spec', 'kubeAPIServer'],
  ['kube-controller-manager', 'spec', 'kubeControllerManager'],
  ['kube-scheduler', 'spec', 'kubeScheduler'],
  ['kubelet', 'spec', 'kubelet'],
  ['kubelet', 'spec', 'controlPlaneKubelet'],
  ['kubelet', 'spec', 'masterKubelet'],
  ['kube-proxy', 'spec', 'kubeProxy'],
];

const SECTIONS: Readonly<Record<string, readonly Section[]>> = {
  'kubeadm.k8s.io ClusterConfiguration': OF_CLUSTER,
  'kubeadm.k8s.io InitConfiguration': OF_NODE,
  'kubeadm.k8s.io JoinConfiguration': OF_NODE,
  'bootstrap.cluster.x-k8s.io KubeadmConfig': configSpec('spec'),
  'bootstrap.cluster.x-k8s.io KubeadmConfigTemplate': configSpec('spec', 'template', 'spec'),
  'controlplane.cluster.x-k8s.io KubeadmControlPlane': configSpec('spec', 'kubeadmConfigSpec'),
  'controlplane.cluster.x-k8s.io KubeadmControlPlaneTemplate': configSpec(
    'spec',
    'template',
    'spec',
    'kubeadmConfigSpec',
  ),
  'kops.k8s.io Cluster': KOPS,
  'kops.k8s.io InstanceGroup': [['kubelet', 'spec', 'kubelet']],
};

/** The programs whose settings the object of an installing tool has. */
function installedComponents(object: KubernetesObject): readonly Component[] {
  const group = object.apiVersion.split('/')[0] ?? '';
  return (SECTIONS[`${group} ${object.kind}`] ?? []).flatMap(([name, ...path]): Component[] => {
    const section = object.lens.get(...path);
    if (section.absent || !section.at) return [];
    const settings = group === 'kops.k8s.io' ? kopsSettings(section, path) : argumentsOf(section, path);
    return [{ name, at: section.keyAt, complete: false, form: 'options', get: (flag) => settings.get(squeezed(flag)) }];
  });
}

/** kOps writes flags as fields: `anonymousAuth`, `auditLogMaxAge`. */
const squeezed = (flag: string): string => flag.replaceAll('-', '').toLowerCase();

type Settings = ReadonlyMap<string, ComponentSetting>;

const kopsSettings = (section: Found, path: readonly string[]): Settings =>
  new Map(
    section
      .entries()
      .flatMap((entry): [string, ComponentSetting][] =>
        entry.absent || entry.entry.templatedKey
          ? []
          : [[squeezed(entry.key), { ...read(entry), shown: [...path, entry.key].join('.') }]],
      ),
  );

/** `extraArgs`: a map from flags to values (v1beta3), or a list of `name` and `value` (v1beta4), of which the last counts. */
function argumentsOf(section: Found, path: readonly string[]): Settings {
  const shown = (flag: string): string => `${path.join('.')}: ${flag}`;
  const fromMap = section
    .entries()
    .flatMap((entry): [string, ComponentSetting][] =>
      entry.entry.templatedKey ? [] : [[squeezed(entry.key), { ...read(entry), shown: shown(entry.key) }]],
    );
  const fromList = section.items().flatMap((item): [string, ComponentSetting][] => {
    const name = item.get('name').text;
    const value: Lens = item.get('value');
    if (name === undefined || !value.at) return [];
    return [[squeezed(name), { ...read(value), at: item.at, shown: shown(name) }]];
  });
  return new Map([...fromMap, ...fromList]);
}

const read = (value: Found): ComponentSetting => ({ value: textOf(value), at: value.at, node: value.node });
