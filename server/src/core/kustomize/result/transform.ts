/** What the fields of a kustomization change in every object: namespace, names, labels, annotations, images, replicas. */

import { changeAt, changedItems, entryAt, mapAt, plainAt, stringAt, textAt, withEntry } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import type { Lens } from '../../yaml/lens.ts';
import { lastOf, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { ANNOTATION_PATHS, type FieldPath, isAbout, labelPaths, SCALED } from './field-paths.ts';
import { identitiesOf, identityOf, isClusterWide, keepIdentity, type Resource } from './identity.ts';

/** Sets the root of an object, and notes that a kustomization changed it. */
export function setRoot(resource: Resource, root: YamlNode): void {
  if (root === resource.root || root.type !== 'map') return;
  resource.root = root;
  resource.changed = true;
}

/** Sets the root of an object that only gets another name: rules judge it as it is. */
function rename(resource: Resource, root: YamlNode): void {
  if (root.type === 'map') resource.root = root;
}

/** Labels decide which objects belong together, which no rule asks of one object alone. */
const relabel = rename;

/** `namespace:`: that of every object that has one, the name of a Namespace, and that of subjects named `default`. */
export function setNamespace(resources: readonly Resource[], setting: Lens): void {
  const name = setting.text;
  if (!name || !setting.at) return;
  const at = setting.at;
  const value = stringAt(name, at);
  for (const resource of resources) {
    keepIdentity(resource);
    const id = identityOf(resource.root);
    if (!isClusterWide(id))
      rename(
        resource,
        changeAt(resource.root, ['metadata', 'namespace'], true, () => value, at),
      );
    if (id.kind === 'Namespace' && id.group === '' && id.version === 'v1')
      rename(
        resource,
        changeAt(resource.root, ['metadata', 'name'], true, () => value, at),
      );
    if (id.kind === 'APIService')
      rename(
        resource,
        changeAt(resource.root, ['spec', 'service', 'namespace'], true, () => value, at),
      );
    if (id.kind === 'CustomResourceDefinition') {
      const path = ['spec', 'conversion', 'webhook', 'clientConfig', 'service', 'namespace'];
      rename(
        resource,
        changeAt(resource.root, path, false, () => value, at),
      );
    }
    if (id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding')
      rename(resource, withSubjects(resource.root, value, at));
  }
}

function withSubjects(root: YamlMap, namespace: YamlNode, at: Span): YamlNode {
  const subjects = lastOf(root, 'subjects');
  if (subjects?.value?.type !== 'seq') return root;
  const value = changedItems(subjects.value, (subject) =>
    subject.type === 'map' && textAt(subject, 'name') === 'default'
      ? withEntry(subject, entryAt('namespace', namespace, at))
      : subject,
  );
  return value === subjects.value ? root : withEntry(root, { ...subjects, value });
}

/** `namePrefix` and `nameSuffix`. */
export function setNames(resources: readonly Resource[], prefix: Lens, suffix: Lens): void {
  const [before, after] = [prefix.text ?? '', suffix.text ?? ''];
  const at = prefix.at ?? suffix.at;
  if (!at || before + after === '') return;
  for (const resource of resources) {
    const { kind, group } = resource.before[0] ?? identityOf(resource.root);
    if (kind === 'CustomResourceDefinition' || kind === 'Namespace' || (kind === 'APIService' && group !== ''))
      continue;
    keepIdentity(resource);
    const name = `${before}${textAt(resource.root, 'metadata', 'name')}${after}`;
    rename(
      resource,
      changeAt(resource.root, ['metadata', 'name'], true, () => stringAt(name, at), at),
    );
  }
}

/** Adds texts to the maps at these paths. A value keeps the place where the kustomization writes it. */
function addTexts(resource: Resource, pairs: Lens, paths: readonly FieldPath[], set: typeof setRoot): void {
  const id = identityOf(resource.root);
  for (const field of paths)
    if (isAbout(field, id))
      for (const pair of pairs.entries()) {
        const value = stringAt(pair.scalar?.text ?? pair.text ?? '', pair.at);
        const add = (map: YamlNode | undefined): YamlNode | undefined =>
          map && map.type !== 'map'
            ? undefined
            : withEntry(map ?? mapAt([], pair.at), entryAt(pair.key, value, pair.at));
        set(resource, changeAt(resource.root, field.path, field.create, add, pair.at));
      }
}

/** `labels:` and `commonLabels:`. */
export function setLabels(resources: readonly Resource[], kustomization: Lens): void {
  for (const entry of kustomization.get('labels').items()) {
    const is = (key: string): boolean => entry.get(key).scalar?.value === true;
    const reach = {
      selectors: is('includeSelectors'),
      templates: is('includeTemplates'),
      claims: is('includeVolumeClaimTemplates'),
    };
    const own = entry.get('fields').items().map(fieldPath);
    for (const resource of resources) addTexts(resource, entry.get('pairs'), [...own, ...labelPaths(reach)], relabel);
  }
  const common = kustomization.get('commonLabels');
  if (common.map)
    for (const resource of resources)
      addTexts(resource, common, labelPaths({ selectors: true, templates: true, claims: true }), relabel);
}

/** Labels or annotations that a transformer adds, at its own paths alone. */
export function addFields(
  resources: readonly Resource[],
  pairs: Lens,
  paths: Lens,
  set: 'labels' | 'annotations',
): void {
  if (!pairs.map) return;
  const own = paths.items().map(fieldPath);
  for (const resource of resources) addTexts(resource, pairs, own, set === 'labels' ? relabel : setRoot);
}

function fieldPath(field: Lens): FieldPath {
  const { text: kind } = field.get('kind');
  const { text: group } = field.get('group');
  const { text: version } = field.get('version');
  return {
    path: (field.get('path').text ?? '').replaceAll('[]', '').split('/'),
    create: field.get('create').scalar?.value === true,
    ...(kind !== undefined && { kind }),
    ...(group !== undefined && { group }),
    ...(version !== undefined && { version }),
  };
}

/** `commonAnnotations:`. */
export function setAnnotations(resources: readonly Resource[], pairs: Lens): void {
  if (pairs.map) for (const resource of resources) addTexts(resource, pairs, ANNOTATION_PATHS, setRoot);
}

/** `replicas:`. */
export function setReplicas(resources: readonly Resource[], list: Lens): void {
  for (const entry of list.items()) setCount(resources, entry);
}

/** One of `replicas:`. */
export function setCount(resources: readonly Resource[], entry: Lens): void {
  const [name, count] = [entry.get('name').text, entry.get('count')];
  if (name === undefined || count.text === undefined) return;
  const { text, at } = count;
  for (const resource of resources)
    if (identitiesOf(resource).some((id) => id.name === name && SCALED.has(id.kind)))
      setRoot(
        resource,
        changeAt(resource.root, ['spec', 'replicas'], true, () => plainAt(text, at), at),
      );
}
