import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { servicesMadeFrom } from '../../kubernetes/made-services.ts';
import type { Span } from '../../text/span.ts';

/** A Service that an operator or a controller makes from an object of the file. */
export interface MadeServiceFacts {
  readonly kind: 'made-service';
  /** The name of the Service. */
  readonly name: string;
  /** `undefined` when it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  readonly at: Span;
}

/** The Services that something makes from an object. */
export const madeServiceFacts = (object: KubernetesObject): MadeServiceFacts[] =>
  servicesMadeFrom(object).map((name) => ({
    kind: 'made-service',
    name,
    namespace: object.namespace,
    at: object.nameSpan,
  }));
