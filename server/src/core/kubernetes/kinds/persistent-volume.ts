/** PersistentVolume, core/v1. Source: Kubernetes API reference v1.37, "PersistentVolumeSpec". */
import { hostPath } from '../../host-path/normalise.ts';
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface PersistentVolumeObject extends TypedObject {
  /** The folder or file of the node that it is (`hostPath` or `local`), normalised; `undefined` if it is none, or unknown. */
  readonly nodePath: { readonly path: string; readonly at: Span } | undefined;
}

export default kind({
  name: 'PersistentVolume',
  kinds: ['PersistentVolume'],
  groups: [''],
  read(_, object): PersistentVolumeObject {
    const [found] = ['hostPath', 'local'].flatMap((source) => {
      const { text, valueAt } = object.lens.get('spec', source, 'path');
      return text === undefined || !valueAt ? [] : { path: hostPath(text), at: valueAt };
    });
    return { object, nodePath: found };
  },
  facts: () => [],
});
