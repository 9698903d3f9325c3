import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { groupOf } from '../../kubernetes/templates.ts';
import type { Span } from '../../text/span.ts';
import { type Found, type Lens, lens } from '../../yaml/lens.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';

/** A Service that callers from outside of its namespace reach by another object: an Ingress, a route, a webhook, an APIService. */
export interface ServiceReferenceFacts {
  readonly kind: 'service-reference';
  /** The kind and name of the object that refers to the Service. */
  readonly type: string;
  readonly name: string;
  readonly service: string;
  /** The namespace of the Service; `undefined` when it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  /** The number or the name of the Service's port; `undefined`: any. */
  readonly port: string | undefined;
  readonly at: Span;
}

/**
 * The kinds whose Services get traffic from a controller, a load balancer or the API server, by API group. Sources: the API references of
 * Kubernetes v1.37, Gateway API v1, OpenShift 4, Traefik v3, Contour, Istio and NGINX Ingress Controller.
 */
const KINDS: Readonly<Record<string, RegExp>> = {
  'networking.k8s.io': /^Ingress$/,
  extensions: /^Ingress$/,
  'gateway.networking.k8s.io': /Route$/,
  'gateway.networking.x-k8s.io': /Route$/,
  'route.openshift.io': /^Route$/,
  'traefik.io': /^IngressRoute|^TraefikService$/,
  'traefik.containo.us': /^IngressRoute|^TraefikService$/,
  'projectcontour.io': /^HTTPProxy$/,
  'networking.istio.io': /^VirtualService$/,
  'k8s.nginx.org': /^(?:VirtualServer|VirtualServerRoute|TransportServer)$/,
  'admissionregistration.k8s.io': /^(?:Validating|Mutating)WebhookConfiguration$/,
  'apiregistration.k8s.io': /^APIService$/,
  'apiextensions.k8s.io': /^CustomResourceDefinition$/,
};

/** Objects of the API server, which calls port 443 when none is written. */
const CALLED_BY_API_SERVER = /^(?:admissionregistration|apiregistration|apiextensions)\.k8s\.io$/;

/** A reference to a Service, with its place in the object. */
export interface ServiceUse {
  readonly service: string;
  /** As in `ServiceReferenceFacts`. */
  readonly namespace: string | undefined;
  readonly port: string | undefined;
  /** The map with the name. Unit-relative. */
  readonly at: Span;
  /** The name, for edits; `undefined` where it is part of a longer text. */
  readonly node: YamlNode | undefined;
}

/** The facts about the Services that an object leads callers to. */
export const serviceReferences = (object: KubernetesObject): ServiceReferenceFacts[] =>
  serviceUses(object).map(({ node: _, ...use }) => ({
    kind: 'service-reference',
    type: object.kind,
    name: object.name,
    ...use,
    at: object.nameSpan,
  }));

/** The Services that an object leads callers to. */
export function serviceUses(object: KubernetesObject): ServiceUse[] {
  const group = groupOf(object.apiVersion);
  if (!KINDS[group]?.test(object.kind)) return [];
  const facts: ServiceUse[] = [];
  const add = (name: Lens, from: Lens, port: Lens, service = name.text): void => {
    if (service === undefined) return;
    facts.push({
      service,
      namespace: from.get('namespace').text ?? object.namespace,
      port: portOf(port) ?? (CALLED_BY_API_SERVER.test(group) ? '443' : undefined),
      at: from.node?.span ?? object.nameSpan,
      node: service === name.text ? name.node : undefined,
    });
  };
  const routePort = object.lens.get('spec', 'port', 'targetPort');
  walk(object.node, (node) => {
    if (node.type !== 'map') return;
    const here = lens(node);
    const service = here.get('service');
    if (service.map) add(service.get('name'), service, service.get('port'));
    else add(service, here, here.get('port'));
    add(here.get('serviceName'), here, here.get('servicePort'));
    for (const key of ['backendRefs', 'services', 'mirrors'])
      for (const item of here.get(key).items()) if (isService(item)) add(item.get('name'), item, item.get('port'));
    for (const target of [here.get('backendRef'), here.get('to'), ...here.get('alternateBackends').items()])
      if (target.map && isService(target))
        add(target.get('name'), target, group === 'route.openshift.io' ? routePort : target.get('port'));
    const host = here.get('destination', 'host').text;
    if (host !== undefined) addHost(host, here.get('destination'));
  });
  return facts;

  /** A host of Istio: `web`, `web.shop` or `web.shop.svc.cluster.local`. */
  function addHost(host: string, destination: Lens): void {
    const [service, namespace] = host.split('.');
    const first = facts.length;
    add(destination.get('host'), destination, destination.get('port'), service);
    const fact = facts[first];
    if (fact && namespace !== undefined) facts[first] = { ...fact, namespace };
  }
}

const isService = (reference: Found): boolean => ['Service', undefined].includes(reference.get('kind').text);

/** A port is a scalar, or a map with `number` or `name`. */
const portOf = (port: Lens): string | undefined => port.text ?? port.get('number').text ?? port.get('name').text;
