import type { KubernetesObject, KubernetesUnit, Workload } from '../domain/kubernetes.ts';
import type { Kustomized } from '../kustomize/kustomized.ts';
import type { Span } from '../text/span.ts';
import { asMap, asSeq } from '../yaml/access.ts';
import { budgetFor, find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../yaml/node.ts';
import { readLabels } from './labels.ts';
import type { Reading } from './pod.ts';
import { scalarOf, textOf } from './scalar.ts';
import { templatesOf } from './templates.ts';
import { isPartialTemplate, readWorkload } from './workload.ts';

const MAX_LIST_DEPTH = 8;

/** `kind` and `apiVersion` of the list an object stands in: typed lists leave them out of their items. */
interface Inherited {
  readonly kind: string;
  readonly apiVersion: string;
}

function readObject(
  object: Lens,
  node: YamlMap,
  span: Span,
  inherited: Inherited | undefined,
  reading: Reading,
): KubernetesObject | undefined {
  const kindNode = find(object, 'kind')?.node;
  const versionNode = find(object, 'apiVersion')?.node;
  if ((isNull(kindNode) || isNull(versionNode)) && !inherited) return undefined;
  const kind = scalarOf(kindNode)?.text ?? inherited?.kind ?? '';
  const apiVersion = scalarOf(versionNode)?.text ?? inherited?.apiVersion ?? '';
  const metadata = find(object, 'metadata');
  const name = scalarOf(find(metadata, 'name')?.node);
  const namespace = find(metadata, 'namespace');
  const moved = reading.namespace;
  const templates = templatesOf(object, apiVersion, kind, reading.budget);
  const selector = !isNull(find(find(object, 'spec'), 'selector')?.node);
  const workloads: Workload[] = [];
  // The workload names its object, so it is put there last.
  const out: Omit<KubernetesObject, 'workload'> & { workload: Workload | undefined } = {
    apiVersion,
    kind,
    name: name?.text ?? '',
    nameKnown: name !== undefined,
    namespace: moved ? moved.name : textOf(namespace),
    namespaceKnown: moved !== undefined || isNull(namespace?.node) || scalarOf(namespace?.node) !== undefined,
    labels: readLabels(find(metadata, 'labels'), reading.budget).values,
    node,
    span,
    nameSpan: (name ?? kindNode ?? node).span,
    partial:
      reading.templated ||
      node.entries.some((e) => e.key === '$patch') ||
      templates.some((site) => isPartialTemplate(site.template, selector, reading)),
    workload: undefined,
    workloads,
  };
  for (const site of templates) {
    const workload = readWorkload(out, site, reading);
    if (workload) workloads.push(workload);
  }
  out.workload = workloads[0];
  return out;
}

function readAll(
  from: Lens,
  span: Span,
  inherited: Inherited | undefined,
  depth: number,
  reading: Reading,
  out: KubernetesObject[],
): void {
  const map = asMap(from.node);
  if (!map) return;
  const kind = textOf(find(from, 'kind')) ?? inherited?.kind ?? '';
  const list = find(from, 'items');
  if (/List$/.test(kind) && asSeq(list?.node) && depth < MAX_LIST_DEPTH) {
    const apiVersion = textOf(find(from, 'apiVersion')) ?? inherited?.apiVersion ?? '';
    const members = kind === 'List' ? undefined : { kind: kind.slice(0, -'List'.length), apiVersion };
    for (const item of itemsOf(list, reading.budget)) readAll(item, item.at, members, depth + 1, reading, out);
    return;
  }
  const object = readObject(from, map, span, inherited, reading);
  if (object) out.push(object);
}

/**
 * Reads the objects of a document; of a `List` or a typed list (`PodList`) its items. A document without `apiVersion` and `kind` has
 * none. Whatever has an unexpected shape is left out, or unknown; the rest is still read. `patch`: its objects are parts of objects that
 * stand elsewhere; `namespace` takes the place of theirs; `images` are names of images that are replaced. Never throws.
 */
export function readKubernetes(unit: YamlUnit, options: Partial<Kustomized> = {}): KubernetesUnit {
  const reading: Reading = {
    text: unit.text,
    budget: budgetFor(unit.text),
    templated: unit.templated || options.patch === true,
    namespace: options.namespace,
    replacedImages: options.images,
  };
  const objects: KubernetesObject[] = [];
  if (unit.root) readAll({ node: unit.root, via: undefined }, unit.root.span, undefined, 0, reading, objects);
  return { yaml: unit, objects };
}
