/**
 * Reads what manifests declare about a pod's connections, straight from their fields and apart from the code that drafts policies: its
 * laws are tested with it.
 */
import type { KubernetesObject } from '../../server/src/core/domain/kubernetes.ts';
import type { Found, Lens } from '../../server/src/core/yaml/lens.ts';
import type { Flow, Pod } from './network-law.ts';

const OUTSIDE = { address: '203.0.113.9' };
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** The pods of an object; undefined if it has none that a policy can select. */
export function podOf(object: KubernetesObject): Pod | undefined {
  const { workload } = object;
  if (!workload || object.partial || workload.hostNetwork.value === true) return undefined;
  const labels = new Map(workload.podLabels);
  if (object.kind === 'Job' && object.name !== '') labels.set('batch.kubernetes.io/job-name', object.name);
  const ports = new Map<string, string>();
  for (const { lens } of workload.containers)
    for (const port of lens.get('ports').items()) {
      const name = port.get('name').text;
      if (name !== undefined) ports.set(`${name} ${protocolOf(port)}`, port.get('containerPort').text ?? '');
    }
  return { namespace: object.namespace, labels, ports };
}

const protocolOf = (port: Found): string => port.get('protocol').text ?? 'TCP';
const kindOf = (object: KubernetesObject): string => `${object.apiVersion.split('/').at(-2) ?? ''}/${object.kind}`;
const same = (a: string | undefined, b: string | undefined): boolean => a === b;

/** Whether an object means another one that has the name or the labels that it refers to. */
export type IsMeant = (from: KubernetesObject, to: KubernetesObject) => boolean;

/**
 * Every connection of `pod`, the pods of `object`, that `all` objects declare. `nearby`: the objects of the files in its folder, which
 * may show the platform.
 */
export function declaredFlows(
  object: KubernetesObject,
  pod: Pod,
  all: readonly KubernetesObject[],
  nearby: readonly KubernetesObject[],
  isMeant: IsMeant,
): Flow[] {
  const flows: Flow[] = [];
  const neighbour = { namespace: pod.namespace, labels: new Map([['app', 'some-neighbour']]) };
  const ingress = (other: Flow['other'], port: string | undefined, protocol: string, because: string): void => {
    if (port !== undefined) flows.push({ direction: 'ingress', other, port, protocol, because });
  };
  for (const { lens } of object.workload?.containers ?? []) {
    for (const port of lens.get('ports').items()) {
      ingress(neighbour, port.get('containerPort').text, protocolOf(port), 'containerPort');
      if (Number(port.get('hostPort').text ?? 0) > 0)
        ingress(OUTSIDE, port.get('containerPort').text, protocolOf(port), 'hostPort');
    }
    for (const probe of PROBES)
      for (const action of ['httpGet', 'tcpSocket', 'grpc'])
        if (lens.get(probe, action, 'host').absent)
          ingress(neighbour, lens.get(probe, action, 'port').text, 'TCP', probe);
  }
  if (object.kind === 'StatefulSet')
    ingress({ namespace: pod.namespace, labels: pod.labels }, '2380', 'TCP', 'another replica');
  const hasPorts = object.workload?.containers.some(({ lens }) => lens.get('ports').items().length > 0) ?? false;
  for (const service of all.filter((o) => kindOf(o) === '/Service')) {
    const selector = service.lens.get('spec', 'selector');
    if (selector.entries().length === 0 || !same(service.namespace, pod.namespace)) continue;
    if (!hasLabels(selector, (key) => pod.labels.get(key)) || !isMeant(service, object)) continue;
    const ports = service.lens.get('spec', 'ports').items();
    const callers = callersOf(service, all);
    const published = /^(?:LoadBalancer|NodePort)$/.test(service.lens.get('spec', 'type').text ?? '');
    const called = all.flatMap((o) => (isMeant(o, service) ? calledPorts(o, service) : []));
    for (const port of ports) {
      const number = port.get('port').text;
      if (number === undefined) continue;
      const target = port.get('targetPort').text ?? number;
      // A named port leads to the pods that have it: the others are no endpoints of the Service.
      if (/[a-z]/i.test(target) && hasPorts && !pod.ports.has(`${target} ${protocolOf(port)}`)) continue;
      ingress(neighbour, target, protocolOf(port), `Service ${service.name}`);
      for (const { other, because } of callers) ingress(other, target, protocolOf(port), because);
      if (published) ingress(OUTSIDE, target, protocolOf(port), `published Service ${service.name}`);
      for (const { by, port: wanted } of called)
        if ([number, port.get('name').text, target].includes(wanted))
          ingress(OUTSIDE, target, protocolOf(port), `${by.kind} ${by.name}`);
    }
  }
  return [...flows, ...dnsFlows(object, nearby), ...apiServerFlows(object, pod, all), ...calleeFlows(object, pod, all)];
}

const hasLabels = (wanted: Lens, label: (key: string) => string | undefined): boolean =>
  wanted.entries().every((e) => e.text !== undefined && label(e.key) === e.text);

const URLS = /\bhttps?:\/\/([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)(?::(\d+))?/g;

/** The URLs in the variables of an object's containers and in the ConfigMaps that these load whole. */
function urlsOf(object: KubernetesObject, all: readonly KubernetesObject[]): { host: string; port: string }[] {
  const texts = (object.workload?.containers ?? []).flatMap(({ lens }) => [
    ...lens
      .get('env')
      .items()
      .map((e) => e.get('value').text ?? ''),
    ...lens
      .get('envFrom')
      .items()
      .flatMap((from) =>
        all
          .filter((o) => o.kind === 'ConfigMap' && o.name === from.get('configMapRef', 'name').text)
          .filter((o) => same(o.namespace, object.namespace))
          .flatMap((o) =>
            o.lens
              .get('data')
              .entries()
              .map((e) => e.text ?? ''),
          ),
      ),
  ]);
  return texts.flatMap((text) =>
    [...text.matchAll(URLS)].map(([url, host = '', port]) => ({
      host,
      port: port ?? (url.startsWith('https') ? '443' : '80'),
    })),
  );
}

/** The other ends of the URLs that a pod names, outside of its namespace. */
function calleeFlows(object: KubernetesObject, pod: Pod, all: readonly KubernetesObject[]): Flow[] {
  return urlsOf(object, all).flatMap(({ host, port }): Flow[] => {
    const flow = { direction: 'egress', protocol: 'TCP', because: host } as const;
    const [name, namespace, svc] = host.split('.');
    if (svc !== 'svc') return [{ ...flow, port, other: OUTSIDE }];
    if (namespace === pod.namespace || namespace === undefined) return [];
    const services = all.filter((o) => kindOf(o) === '/Service' && o.name === name && o.namespace === namespace);
    const other = { namespace, labels: new Map<string, string>() };
    const targets = services
      .flatMap((o) => o.lens.get('spec', 'ports').items())
      .filter((p) => p.get('port').text === port && protocolOf(p) === 'TCP')
      .map((p) => p.get('targetPort').text ?? port);
    return (services.length > 0 ? targets : [port]).map((target) => ({ ...flow, port: target, other }));
  });
}

/** Pods of other namespaces and Prometheus, which call a Service by its full name or its annotations. */
function callersOf(service: KubernetesObject, all: readonly KubernetesObject[]): Pick<Flow, 'other' | 'because'>[] {
  const out: Pick<Flow, 'other' | 'because'>[] = [];
  const full = `${service.name}.${service.namespace}.svc`;
  for (const caller of all) {
    if (caller.namespace === undefined || caller.namespace === service.namespace) continue;
    if (!urlsOf(caller, all).some(({ host }) => host === full || host.startsWith(`${full}.`))) continue;
    const other = { namespace: caller.namespace, labels: caller.workload?.podLabels ?? new Map<string, string>() };
    const isOnNode = caller.workload?.hostNetwork.value === true;
    out.push({ other: isOnNode ? OUTSIDE : other, because: `${caller.kind} ${caller.name}` });
  }
  const monitors = all.filter((o) => o.kind === 'ServiceMonitor' && !o.partial && same(o.namespace, service.namespace));
  for (const { lens, name } of monitors) {
    const labels = service.lens.get('metadata', 'labels');
    if (hasLabels(lens.get('spec', 'selector', 'matchLabels'), (key) => labels.get(key).text))
      out.push({ other: { namespace: 'monitoring', labels: new Map() }, because: `ServiceMonitor ${name}` });
  }
  return out;
}

function dnsFlows(object: KubernetesObject, nearby: readonly KubernetesObject[]): Flow[] {
  const ofOpenshift = {
    namespace: 'openshift-dns',
    labels: new Map([['dns.operator.openshift.io/daemonset-dns', 'x']]),
  };
  const ofCluster = { namespace: 'kube-system', labels: new Map([['k8s-app', 'kube-dns']]) };
  const flows: Flow[] = [];
  for (const protocol of ['UDP', 'TCP']) {
    const flow = { direction: 'egress', protocol, because: 'DNS' } as const;
    if (nearby.some((o) => /^(?:apps|route)\.openshift\.io\//.test(o.apiVersion)))
      flows.push({ ...flow, other: ofOpenshift, port: '5353' });
    if (object.workload?.platform.name !== 'openshift')
      for (const other of [ofCluster, { address: '169.254.20.10' }]) flows.push({ ...flow, other, port: '53' });
  }
  return flows;
}

function apiServerFlows(object: KubernetesObject, pod: Pod, all: readonly KubernetesObject[]): Flow[] {
  const flows: Flow[] = [];
  const account = object.workload?.serviceAccountName.value ?? 'default';
  for (const binding of all.filter((o) => /^(?:Cluster)?RoleBinding$/.test(o.kind)))
    for (const subject of binding.lens.get('subjects').items()) {
      if (subject.get('kind').text !== 'ServiceAccount' || subject.get('name').text !== account) continue;
      if (!same(subject.get('namespace').text ?? binding.namespace, pod.namespace)) continue;
      for (const port of ['443', '6443'])
        flows.push({
          direction: 'egress',
          other: { address: '10.96.0.1' },
          protocol: 'TCP',
          port,
          because: `${binding.kind} ${binding.name}`,
        });
    }
  return flows;
}

interface Called {
  readonly by: KubernetesObject;
  readonly port: string | undefined;
}

/** The ports of `service` that `object` leads callers to. */
function calledPorts(object: KubernetesObject, service: KubernetesObject): Called[] {
  const { lens } = object;
  const call = (reference: Lens, port: Lens, otherwise?: string): Called[] =>
    reference.get('name').text === service.name &&
    same(reference.get('namespace').text ?? object.namespace, service.namespace)
      ? [{ by: object, port: port.text ?? port.get('number').text ?? port.get('name').text ?? otherwise }]
      : [];
  const items = (...path: string[]): readonly Found[] => lens.get(...path).items();
  switch (kindOf(object)) {
    case 'networking.k8s.io/Ingress':
      return [
        lens.get('spec', 'defaultBackend', 'service'),
        ...items('spec', 'rules').flatMap((r) =>
          r
            .get('http', 'paths')
            .items()
            .map((p) => p.get('backend', 'service')),
        ),
      ].flatMap((backend) => call(backend, backend.get('port')));
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/TCPRoute':
      return items('spec', 'rules')
        .flatMap((r) => r.get('backendRefs').items())
        .flatMap((ref) => call(ref, ref.get('port')));
    case 'route.openshift.io/Route':
      return call(lens.get('spec', 'to'), lens.get('spec', 'port', 'targetPort'));
    case 'admissionregistration.k8s.io/ValidatingWebhookConfiguration':
    case 'admissionregistration.k8s.io/MutatingWebhookConfiguration':
      return items('webhooks')
        .map((w) => w.get('clientConfig', 'service'))
        .flatMap((ref) => call(ref, ref.get('port'), '443'));
    case 'apiregistration.k8s.io/APIService':
      return call(lens.get('spec', 'service'), lens.get('spec', 'service', 'port'), '443');
    default:
      return [];
  }
}
