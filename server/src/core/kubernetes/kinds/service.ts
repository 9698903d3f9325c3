/** Service, core/v1. Source: Kubernetes API reference v1.37, ServiceSpec. */
import type { Span } from '../../text/span.ts';
import type { Setting } from '../../yaml/setting.ts';
import type { TextList } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';
import { scrapedPort } from '../scraped-port.ts';

export interface ServiceObject extends TypedObject {
  /** `ClusterIP` when absent. */
  readonly type: Setting<string>;
  /** Addresses for which the nodes accept traffic. Kubernetes does not manage them. */
  readonly externalIPs: TextList;
  /** The labels of the selected pods; `undefined` when there is no selector or part of it is unknown. */
  readonly selector: readonly (readonly [string, string])[] | undefined;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly name: string | undefined;
  /** Empty when unknown. */
  readonly port: string;
  /** A number, or a name that containers give a port. Same as `port` when absent or 0; `undefined` when unknown. Source: `SetDefaults_Service` of Kubernetes, read on 2026-11-30. */
  readonly targetPort: string | undefined;
  readonly protocol: string;
}

export interface KubernetesServiceFacts {
  readonly kind: 'kubernetes-service';
  readonly name: string;
  readonly namespace: string | undefined;
  /** 'of unknown type' if a template supplies it. */
  readonly type: string;
  /** Callers from outside of the cluster reach it, or may reach it: by a load balancer, a port of the nodes, or an address of `externalIPs`. */
  readonly published: boolean;
  readonly selector: ServiceObject['selector'];
  readonly ports: readonly ServicePort[];
  /** The host that an `ExternalName` Service stands for. */
  readonly externalName: string | undefined;
  readonly labels: readonly (readonly [string, string])[];
  /** The port that the annotations `prometheus.io/*` name for scraping; 'all' when they name none. */
  readonly scraped: string | undefined;
  readonly at: Span;
}

/** A template supplies the type, and may publish the Service. */
const isOpen = ({ unknown, at }: ServiceObject['type']): boolean => unknown && at !== undefined;

export default kind({
  name: 'Service',
  kinds: ['Service'],
  groups: [''],
  read(fields, object): ServiceObject {
    const selector = fields.has('spec', 'selector') ? fields.pairs('spec', 'selector') : undefined;
    return {
      object,
      type: fields.text('spec', 'type'),
      externalIPs: fields.texts('spec', 'externalIPs'),
      selector: selector && !selector.unknown ? selector.pairs : undefined,
      ports: fields.maps('spec', 'ports').map((item) => {
        const [port, target] = [item.text('port').value ?? '', item.text('targetPort')];
        const isSame = target.value === '0' || (target.value === undefined && !target.unknown);
        const number = isSame ? port : target.value;
        const targetPort = number === '' || number === '0' ? undefined : number;
        return { name: item.text('name').value, port, targetPort, protocol: item.text('protocol').value ?? 'TCP' };
      }),
    };
  },
  facts: ({ object, type, externalIPs, selector, ports }): readonly KubernetesServiceFacts[] => [
    {
      kind: 'kubernetes-service',
      name: object.name,
      namespace: object.namespace,
      type: type.value ?? (isOpen(type) ? 'of unknown type' : 'ClusterIP'),
      published: isOpen(type) || /^(?:LoadBalancer|NodePort)$/.test(type.value ?? '') || externalIPs.items.length > 0,
      selector,
      ports,
      externalName:
        type.value === 'ExternalName' ? object.lens.get('spec', 'externalName').text?.toLowerCase() : undefined,
      labels: object.lens
        .get('metadata', 'labels')
        .entries()
        .flatMap((e) => (e.text === undefined ? [] : [[e.key, e.text] as const])),
      scraped: scrapedPort(object.lens.get('metadata', 'annotations')),
      at: object.nameSpan,
    },
  ],
});
