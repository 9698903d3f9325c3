/**
 * The transformers of a kustomization that are built in: each does what a field of a kustomization does. Source: the configuration of each in
 * `api/internal/builtins` of Kustomize 5.8; `api/internal/plugins/loader` says that their `apiVersion` is `builtin`.
 */
import { type Lens, lens } from '../../yaml/lens.ts';
import type { YamlMap } from '../../yaml/node.ts';
import type { Resource } from './identity.ts';
import { setImage } from './images.ts';
import { type Inner, patchFrom, replaceAll } from './steps.ts';
import { addFields, setCount, setNames, setNamespace } from './transform.ts';

/**
 * Applies what `config` says to the objects. Returns whether all of that is known: another program, and paths of its own, are not.
 */
export function applyTransformer(resources: Resource[], config: YamlMap, inner: Inner): boolean {
  const self = lens(config);
  if (self.get('apiVersion').text !== 'builtin') return false;
  const get = (key: string): Lens => self.get(key);
  switch (self.get('kind').text) {
    case 'ImageTagTransformer':
      setImage(resources, get('imageTag'));
      return true;
    case 'PrefixTransformer':
    case 'SuffixTransformer':
    case 'PrefixSuffixTransformer':
      setNames(resources, get('prefix'), get('suffix'));
      return true;
    case 'NamespaceTransformer':
      setNamespace(resources, self.get('metadata', 'namespace'));
      return true;
    case 'LabelTransformer':
      addFields(resources, get('labels'), get('fieldSpecs'), 'labels');
      return true;
    case 'AnnotationsTransformer':
      addFields(resources, get('annotations'), get('fieldSpecs'), 'annotations');
      return true;
    case 'ReplicaCountTransformer':
      setCount(resources, get('replica'));
      return true;
    case 'ReplacementTransformer':
      replaceAll(resources, self, inner);
      return true;
    case 'PatchTransformer':
      patchFrom(resources, inner, self, get('path'), get('patch'));
      return true;
    case 'PatchJson6902Transformer':
      patchFrom(resources, inner, self, get('path'), get('jsonOp'));
      return true;
    case 'PatchStrategicMergeTransformer': {
      const nothing = lens(undefined);
      for (const path of self.get('paths').items()) patchFrom(resources, inner, self, path, nothing);
      if (get('patches').text !== undefined) patchFrom(resources, inner, self, nothing, get('patches'));
      return true;
    }
    default:
      return false;
  }
}
