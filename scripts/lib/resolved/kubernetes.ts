/** Resolves a document of Kubernetes objects: each by its kind, namespace and name, and the items of its lists by their merge keys. */
import type { KubernetesObject, PodContainer, Workload } from '../../../server/src/core/domain/kubernetes.ts';
import type { KubernetesFileUnit } from '../../../server/src/core/domain/unit.ts';
import { itemName, objectName, podName } from '../../../server/src/core/rule/semantic-route.ts';
import { type Lens, lensOf } from '../../../server/src/core/yaml/lens.ts';
import { maskTemplates } from '../../../server/src/core/yaml/mask.ts';
import { distinct, list, map, names, type Resolved, texts, value } from './model.ts';
import { resolveYaml, type YamlReading } from './yaml.ts';

/** Lists of names without an order. */
const SETS = new Set([
  'capabilities/add',
  'capabilities/drop',
  'spec/policyTypes',
  'metadata/finalizers',
  'spec/accessModes',
]);

/** The objects of a document as entries for its file; a document without objects as it is written. */
export function resolveKubernetes(unit: KubernetesFileUnit): [string, Resolved][] {
  const all = unit.kubernetes.objects;
  const objects = all.flatMap((object) => objectEntries(object, all));
  if (objects.length === 0) {
    const whole = resolveYaml(lensOf(unit.yaml), READING);
    return whole ? [['document', whole]] : [];
  }
  const actions = unit.yaml.templated || unit.text.includes('{{') ? templateActions(unit.text) : [];
  return actions.length > 0 ? [...objects, ['template', texts(actions)]] : objects;
}

/** The actions of a Helm template in order. The tree of a templated object lacks those that stand on lines of their own. */
const templateActions = (text: string): string[] =>
  maskTemplates(text).actions.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '));

/** The name of an item of a list; '' when none of its fields names it. */
const label = (item: Lens, path: readonly string[]): string =>
  // Rules of an Ingress and the like have a path or a port and are not known by it.
  path.at(-1) === 'rules' ? '' : (itemName(item) ?? '');

const READING: YamlReading = { nullsAreAbsent: true, label, special: setOfNames };

/** One object, with its pods and containers under short names, and the names of the objects of `all` that it holds. */
function objectEntries(object: KubernetesObject, all: readonly KubernetesObject[]): [string, Resolved][] {
  const pods: [string, Resolved][] = [];
  const reading: YamlReading = {
    ...READING,
    special: (from, path) => {
      const workload = object.workloads.find((w) => from.node !== undefined && w.podSpec === from.node);
      if (workload && !pods.some(([name]) => name === podName(workload))) {
        const pod = podEntries(workload);
        pods.push(...(podName(workload) === 'pod' ? pod : nested(podName(workload), pod)));
        return names([podName(workload)]);
      }
      const held = path.length > 0 && all.find(({ node }) => from.node !== undefined && node === from.node);
      return held ? value(objectName(held)) : special(object, from, path);
    },
  };
  const tree = resolveYaml(object.lens, reading);
  const own = tree?.kind === 'map' ? [...tree.entries].filter(([key]) => !isData(object, key)) : [];
  return [[objectName(object), map([...own, ...dataOf(object), ...distinct(pods)])]];
}

/** Below the name of a further pod template. */
function nested(name: string, entries: readonly (readonly [string, Resolved])[]): [string, Resolved][] {
  const [pod, ...containers] = entries;
  const own = pod?.[1].kind === 'map' ? [...pod[1].entries] : [];
  return [[name, map([...own, ...containers])]];
}

/** `pod` and each `container NAME`. */
function podEntries(workload: Workload): [string, Resolved][] {
  const containers: [string, Resolved][] = [];
  const add = (name: string, item: Lens): Resolved => {
    const one = resolveYaml(item, READING, ['container']);
    if (one) containers.push([`container ${name}`, one]);
    return value('');
  };
  const reading: YamlReading = {
    ...READING,
    special: (from, path) => {
      if (path.length !== 1) return setOfNames(from, path);
      const one = containerOf(workload, from);
      if (one) return add(one.name, from);
      const items = from.items();
      if (!items.some((item) => containerOf(workload, item))) return setOfNames(from, path);
      const all = items.map((item, i) => [containerOf(workload, item)?.name ?? `${path[0]}[${i}]`, item] as const);
      return list(all.map(([name, item]) => ({ label: name, same: name, value: add(name, item) })));
    },
  };
  const pod = resolveYaml(workload.pod, reading);
  return [['pod', pod ?? map([])], ...containers];
}

const containerOf = ({ containers }: Workload, { node }: Lens): PodContainer | undefined =>
  node && containers.find((container) => container.node === node);

function special(object: KubernetesObject, from: Lens, path: readonly string[]): Resolved | undefined {
  return isData(object, path.join('/')) ? names([]) : setOfNames(from, path);
}

function setOfNames(from: Lens, path: readonly string[]): Resolved | undefined {
  if (!from.seq || !SETS.has(path.slice(-2).join('/'))) return undefined;
  const all = from.items().map((item) => item.text);
  return all.every((text) => text !== undefined) ? names(all) : undefined;
}

const isData = ({ kind }: KubernetesObject, key: string): boolean =>
  (kind === 'Secret' && (key === 'data' || key === 'stringData')) || (kind === 'ConfigMap' && key === 'binaryData');

/** The values that the cluster gets, decoded: `stringData` wins over `data`. */
function dataOf(object: KubernetesObject): [string, Resolved][] {
  if (object.kind !== 'Secret' && object.kind !== 'ConfigMap') return [];
  const [encoded, plain] = object.kind === 'Secret' ? ['data', 'stringData'] : ['binaryData', undefined];
  const entries = new Map<string, Resolved>();
  for (const e of object.lens.get(encoded).entries()) entries.set(e.key, value(decoded(e.text ?? '')));
  if (plain) for (const e of object.lens.get(plain).entries()) entries.set(e.key, value(e.text ?? ''));
  return entries.size > 0 ? [[encoded, map(entries)]] : [];
}

/** Text from base64; as written when it is none. */
function decoded(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === text.replace(/\s|=+$/g, '') ? bytes.toString('utf8') : text;
}
