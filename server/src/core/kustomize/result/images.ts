/** What a kustomization changes in the images of its objects. */
import { changeAt, changedItems, stringAt, valueAt, withEntry } from '../../merged/tree.ts';
import type { Lens } from '../../yaml/lens.ts';
import { isNull, type YamlNode } from '../../yaml/node.ts';
import { identityOf, type Resource } from './identity.ts';
import { setRoot } from './transform.ts';

/** A map with `containers` or `initContainers` whose images are changed. */
const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers']);

/** `images:`: every `image` in a list of containers, wherever it stands, and image volumes of pods. */
export function setImages(resources: readonly Resource[], list: Lens): void {
  for (const entry of list.items()) setImage(resources, entry);
}

/** One of `images:`. */
export function setImage(resources: readonly Resource[], entry: Lens): void {
  const change = imageChange(entry);
  if (change) changeImages(resources, change);
}

/** Makes all images unknown: something that is not read may change them. */
export const hideImages = (resources: readonly Resource[]): void =>
  changeImages(resources, (image) => (image.type === 'scalar' ? { ...image, templated: true } : image));

function changeImages(resources: readonly Resource[], change: ImageChange): void {
  for (const resource of resources)
    if (identityOf(resource.root).kind !== 'CustomResourceDefinition')
      setRoot(resource, withImages(resource.root, change));
}

type ImageChange = (image: YamlNode) => YamlNode;

function imageChange(entry: Lens): ImageChange | undefined {
  const name = entry.get('name').text;
  if (!name || !entry.at) return undefined;
  const fields = ['newTag', 'digest', 'newName', 'tagSuffix'].map((key) => entry.get(key));
  const [newTag, digest, newName, suffix] = fields.map((field) => field.text ?? '');
  const decides = fields.find((field) => field.text !== undefined)?.valueAt ?? entry.at;
  return (image) => {
    if (image.type !== 'scalar' || image.templated || isNull(image)) return image;
    const parts = imageParts(image.text);
    if (parts.name !== name || !/^[\w.{}-]*$/.test(parts.tag)) return image;
    if (newName) parts.name = newName;
    if (newTag || digest) [parts.tag, parts.digest] = [newTag ?? '', digest ?? ''];
    else if (suffix) [parts.tag, parts.digest] = [parts.tag + suffix, ''];
    const text = `${parts.name}${parts.tag && `:${parts.tag}`}${parts.digest && `@${parts.digest}`}`;
    return text === image.text ? image : stringAt(text, decides);
  };
}

/** The name, tag and digest of a reference. A port in front of the first `/` belongs to the name. */
export function imageParts(reference: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(reference.indexOf('/'), 0);
  const at = reference.indexOf('@', slash);
  const beforeDigest = at < 0 ? reference : reference.slice(0, at);
  const colon = beforeDigest.indexOf(':', slash);
  return {
    name: colon < 0 ? beforeDigest : beforeDigest.slice(0, colon),
    tag: colon < 0 ? '' : beforeDigest.slice(colon + 1),
    digest: at < 0 ? '' : reference.slice(at + 1),
  };
}

function withImages(node: YamlNode, change: ImageChange): YamlNode {
  if (node.type === 'scalar') return node;
  if (node.type === 'seq') return changedItems(node, (value) => withImages(value, change));
  let out = node;
  for (const entry of node.entries) {
    if (!entry.value) continue;
    let value = withImages(entry.value, change);
    if (CONTAINERS.has(entry.key) && value.type === 'seq')
      value = changedItems(value, (one) => withImageAt(one, ['image'], change));
    if (entry.key === 'volumes' && value.type === 'seq')
      value = changedItems(value, (one) => withImageAt(one, ['image', 'reference'], change));
    if (value !== entry.value) out = withEntry(out, { ...entry, value });
  }
  return out;
}

function withImageAt(node: YamlNode, path: readonly string[], change: ImageChange): YamlNode {
  const image = valueAt(node, path);
  if (!image) return node;
  const now = change(image);
  return now === image ? node : changeAt(node, path, false, () => now, now.span);
}
