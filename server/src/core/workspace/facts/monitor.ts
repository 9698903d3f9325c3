import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { parseSelector, type Selector } from '../../kubernetes/selectors.ts';
import { groupOf } from '../../kubernetes/templates.ts';
import type { Span } from '../../text/span.ts';

/** A ServiceMonitor or PodMonitor: Prometheus calls the ports of Services or pods that it selects. Source: API reference of Prometheus Operator. */
export interface MonitorFacts {
  readonly kind: 'monitor';
  readonly type: 'ServiceMonitor' | 'PodMonitor';
  readonly name: string;
  /** The namespaces of what it selects: 'any', or names; `undefined` is its own, chosen when it is applied. */
  readonly namespaces: 'any' | readonly (string | undefined)[];
  readonly selector: Selector;
  /** Names or numbers of ports: of the Service, or of the pod for `targetPort` and a PodMonitor. Empty: not readable, so any. */
  readonly ports: readonly string[];
  readonly at: Span;
}

export function monitorFacts(object: KubernetesObject): MonitorFacts | undefined {
  const type = object.kind;
  if (object.partial || groupOf(object.apiVersion) !== 'monitoring.coreos.com') return undefined;
  if (type !== 'ServiceMonitor' && type !== 'PodMonitor') return undefined;
  const spec = object.lens.get('spec');
  const places = spec.get('namespaceSelector');
  const names = places
    .get('matchNames')
    .items()
    .map((item) => item.text);
  const endpoints = spec.get(type === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints').items();
  return {
    kind: 'monitor',
    type,
    name: object.name,
    namespaces: places.get('any').text === 'true' ? 'any' : names.length > 0 ? names : [object.namespace],
    selector: parseSelector(spec.get('selector')),
    ports: endpoints.flatMap((e) => e.get('port').text ?? e.get('targetPort').text ?? e.get('portNumber').text ?? []),
    at: object.nameSpan,
  };
}
