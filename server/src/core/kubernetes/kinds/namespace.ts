/** Namespace, core/v1. Sources: Kubernetes API reference v1.37; Istio, "Installing the Sidecar"; Linkerd, "Automatic Proxy Injection". */
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';
import { type Mesh, meshOfNamespace } from '../mesh.ts';
import { enforcedBy, type PodSecurity } from '../pod-security/labels.ts';

export interface NamespaceObject extends TypedObject {
  /** The service mesh that gives its pods a proxy by default. */
  readonly mesh: Mesh | undefined;
  /** `undefined` where no label says it: the API server then enforces its default. */
  readonly podSecurity: PodSecurity | undefined;
}

export interface NamespaceFacts {
  readonly kind: 'namespace';
  readonly name: string;
  readonly mesh: Mesh | undefined;
  readonly podSecurity: PodSecurity | undefined;
  readonly at: Span;
}

export default kind({
  name: 'Namespace',
  kinds: ['Namespace'],
  groups: [''],
  read: (_, object): NamespaceObject => ({
    object,
    mesh: meshOfNamespace(object.labels, object.lens.get('metadata', 'annotations')),
    podSecurity: enforcedBy(object.labels),
  }),
  facts: ({ object, mesh, podSecurity }): readonly NamespaceFacts[] => [
    { kind: 'namespace', name: object.name, mesh, podSecurity, at: object.nameSpan },
  ],
});
