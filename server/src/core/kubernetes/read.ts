import type { KubernetesObject, KubernetesUnit, Workload } from '../domain/kubernetes.ts';
import type { Kustomized } from '../kustomize/kustomized.ts';
import type { Span } from '../text/span.ts';
import { type Found, lens, lensOf } from '../yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../yaml/node.ts';
import { readLabels } from './labels.ts';
import type { Reading } from './pod.ts';
import type { TemplateRow } from './template-table.ts';
import { groupOf, templatesOf } from './templates.ts';
import { isPartialTemplate, readWorkload } from './workload.ts';

const MAX_LIST_DEPTH = 8;

/**
 * The annotation of an object that OpenShift deletes at an upgrade and never creates. Source: openshift/enhancements,
 * `dev-guide/cluster-version-operator/dev/object-deletion.md`, read on 2026-12-01.
 */
const DELETED = 'release.openshift.io/delete';

/** What other files say about a file: kustomizations, and the kinds with pod templates that the configuration names. */
export interface ReadingContext extends Kustomized {
  readonly templates: readonly TemplateRow[];
  /** The path says that the file is a patch, whether or not a kustomization applies it. */
  readonly mayBePatch?: boolean;
}

/** `kind` and `apiVersion` from the list around an object: items of typed lists do not have their own. */
interface Inherited {
  readonly kind: string;
  readonly apiVersion: string;
}

function readObject(
  object: Found,
  node: YamlMap,
  span: Span,
  inherited: Inherited | undefined,
  reading: Reading,
): KubernetesObject | undefined {
  const stated = { kind: object.get('kind'), apiVersion: object.get('apiVersion') };
  if ((stated.kind.absent || stated.apiVersion.absent) && !inherited) return undefined;
  const kind = stated.kind.text ?? inherited?.kind ?? '';
  const apiVersion = stated.apiVersion.text ?? inherited?.apiVersion ?? '';
  const metadata = object.get('metadata');
  const written = metadata.get('name').scalar;
  const namespace = metadata.get('namespace');
  const moved = reading.namespace;
  // A kustomization gives its namespace to the object of the namespace too. Many write `_` there.
  const renamed = moved !== undefined && kind === 'Namespace' && apiVersion === 'v1';
  const name = renamed ? moved.name : written?.text;
  const templates = templatesOf(object, apiVersion, kind, reading.templates);
  const selector = !object.get('spec', 'selector').absent;
  const fragment =
    reading.fragment ||
    node.entries.some((e) => e.key === '$patch') ||
    templates.some(
      (site) =>
        site.loose !== undefined ||
        site.completed ||
        isPartialTemplate(site.template, selector) ||
        (reading.mayBePatch && SELECTS.has(kind) && !selector && site.template.get('metadata').absent),
    );
  const workloads: Workload[] = [];
  // Object and workload refer to each other: `workload` is set last.
  const out: Omit<KubernetesObject, 'workload'> & { workload: Workload | undefined } = {
    apiVersion,
    kind,
    name: name ?? '',
    nameKnown: name !== undefined,
    namespace: moved ? moved.name : namespace.text,
    namespaceKnown: moved !== undefined || namespace.absent || namespace.text !== undefined,
    labels: readLabels(metadata.get('labels')).values,
    node,
    lens: lens(node, object.via),
    span,
    nameSpan: (written ?? stated.kind.node ?? node).span,
    partial: reading.templated || fragment,
    fragment,
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

/**
 * They need a selector, and the pods labels that it selects: the API server takes none without. Source: Kubernetes,
 * `ValidateDeploymentSpec` and its like (pkg/apis/apps/validation), read on 2026-12-01.
 */
const SELECTS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** Where objects hold whole other objects. Sources: OpenShift `Template`; Open Cluster Management `ManifestWork`; Crossplane provider-kubernetes. */
const EMBEDDED: readonly (readonly [kind: string, group: RegExp, path: readonly string[]])[] = [
  ['Template', /^(?:template\.openshift\.io)?$/, ['objects']],
  ['ManifestWork', /^work\.open-cluster-management\.io$/, ['spec', 'workload', 'manifests']],
  [
    'ManifestWorkReplicaSet',
    /^work\.open-cluster-management\.io$/,
    ['spec', 'manifestWorkTemplate', 'workload', 'manifests'],
  ],
  ['Object', /^kubernetes\.(?:m\.)?crossplane\.io$/, ['spec', 'forProvider', 'manifest']],
];

/** The objects that an object holds. */
function embeddedIn(from: Found, kind: string): readonly Found[] {
  const row = EMBEDDED.find(([name, group]) => name === kind && group.test(groupOf(from.get('apiVersion').text ?? '')));
  const found = row && from.get(...row[2]);
  return !found?.at ? [] : found.seq ? found.items() : [found];
}

function readAll(
  from: Found,
  span: Span,
  inherited: Inherited | undefined,
  depth: number,
  reading: Reading,
  out: KubernetesObject[],
): void {
  if (!from.map || from.get('metadata', 'annotations', DELETED).text === 'true') return;
  const kind = from.get('kind').text ?? inherited?.kind ?? '';
  const list = from.get('items');
  if (depth > MAX_LIST_DEPTH) return;
  if (/List$/.test(kind) && list.seq && depth < MAX_LIST_DEPTH) {
    const apiVersion = from.get('apiVersion').text ?? inherited?.apiVersion ?? '';
    const members = kind === 'List' ? undefined : { kind: kind.slice(0, -'List'.length), apiVersion };
    for (const item of list.items()) readAll(item, item.at, members, depth + 1, reading, out);
    return;
  }
  for (const inner of embeddedIn(from, kind)) readAll(inner, inner.at, undefined, depth + 1, reading, out);
  const object = readObject(from, from.map, span, inherited, reading);
  if (object) out.push(object);
}

/** Whether the gaps of a template are known. Not those of ytt, whose overlays may change anything. */
const isReadable = ({ text, problems }: YamlUnit): boolean =>
  text.includes('{{') && !problems.some(({ kind }) => kind === 'syntax');

/**
 * Reads the objects of a document, or the items of a `List` or a typed list (`PodList`). A document without `apiVersion` and `kind` has no
 * objects. A value of a wrong type is left out or unknown; the rest is still read. `patch`: the objects are patches of other objects.
 * `namespace` replaces their namespace. `images` are the names of images that are replaced. `templates` are kinds with pod templates beyond those that are known. Never throws.
 */
export function readKubernetes(unit: YamlUnit, options: Partial<ReadingContext> = {}): KubernetesUnit {
  const reading: Reading = {
    text: unit.text,
    templated: unit.templated || options.patch === true,
    fragment: options.patch === true || (unit.templated && !isReadable(unit)),
    namespace: options.namespace,
    replacedImages: options.images,
    addsLabels: options.addsLabels === true,
    templates: options.templates ?? [],
    mayBePatch: options.mayBePatch === true,
  };
  const objects: KubernetesObject[] = [];
  const root = lensOf(unit);
  if (!root.at) return { yaml: unit, objects };
  // Nobody knows what else a head from elsewhere brings, so only what is written counts.
  if (hasForeignHead(unit, root)) readAll(root, root.at, NO_HEAD, 0, { ...reading, fragment: true }, objects);
  else readAll(root, root.at, undefined, 0, reading, objects);
  return { yaml: unit, objects };
}

const NO_HEAD: Inherited = { kind: '', apiVersion: '' };

/** Whether a named template prints the `apiVersion` and `kind` above the other keys of the object: `{{ include "shop.head" . }}`. */
const hasForeignHead = ({ text, root, actions }: YamlUnit, from: Found): boolean =>
  root?.type === 'map' &&
  from.get('kind').absent &&
  from.get('apiVersion').absent &&
  from.get('spec').map !== undefined &&
  actions.some(
    ({ start, end }) =>
      start < root.entries[0]!.span.start && /^\{\{-?\s*(?:include|template)\b/.test(text.slice(start, end)),
  );
