/**
 * The names by which objects refer to others: they change with the name of the other object.
 * Source: `builtinpluginconsts/namereference.go` of Kustomize.
 */

import {
  changeAt,
  changedItems,
  changedScalars,
  entryAt,
  stringAt,
  textAt,
  unknownAt,
  withEntry,
} from '../../merged/tree.ts';
import { lastOf, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { effectiveNamespace, type Identity, identityOf, type Resource } from './identity.ts';
import { setRoot } from './transform.ts';

/** The kinds that a field names, by the last keys that lead to it. */
const FIELDS: Readonly<Record<string, string>> = {
  'configMap name': 'ConfigMap',
  'configMapKeyRef name': 'ConfigMap',
  'configMapRef name': 'ConfigMap',
  'secret secretName': 'Secret',
  'secret name': 'Secret',
  'secretKeyRef name': 'Secret',
  'secretRef name': 'Secret',
  'imagePullSecrets name': 'Secret',
  'secrets name': 'Secret',
  'tls secretName': 'Secret',
  'spec serviceAccountName': 'ServiceAccount',
  'persistentVolumeClaim claimName': 'PersistentVolumeClaim',
  'spec serviceName': 'Service',
  'backend serviceName': 'Service',
  'service name': 'Service',
  'spec volumeName': 'PersistentVolume',
  'spec storageClassName': 'StorageClass',
  'spec priorityClassName': 'PriorityClass',
  'spec policyName': 'ValidatingAdmissionPolicy',
};

/** Kinds of objects with such fields. */
const REFERRERS: ReadonlySet<string> = new Set(
  'Pod PodTemplate Deployment ReplicaSet DaemonSet StatefulSet ReplicationController Job CronJob ServiceAccount Ingress APIService PersistentVolumeClaim PersistentVolume ValidatingAdmissionPolicyBinding'.split(
    ' ',
  ),
);

/** Changes the references of all objects to the present names of others, and gives generated objects their unknown hash. */
export function setReferences(resources: readonly Resource[]): void {
  const renamed = resources.filter((r) => r.needsHash || r.before.length > 0);
  if (renamed.length === 0) return;
  const byName = new Map<string, Resource[]>();
  for (const resource of renamed)
    for (const { kind, name } of new Set([...resource.before, identityOf(resource.root)])) {
      const key = `${kind}/${name}`;
      const list = byName.get(key);
      if (!list) byName.set(key, [resource]);
      else if (!list.includes(resource)) list.push(resource);
    }
  const find = (kind: string, name: string, from: Identity, namespace?: string): Resource | undefined => {
    const all = byName.get(`${kind}/${name}`) ?? [];
    const here = all.filter((r) => effectiveNamespace(identityOf(r.root)) === (namespace ?? effectiveNamespace(from)));
    return namespace === undefined && all.length === 1 ? all[0] : here.length === 1 ? here[0] : undefined;
  };
  for (const resource of resources) {
    const id = identityOf(resource.root);
    const rename = (scalar: YamlScalar, kind: string): YamlScalar => {
      const to = scalar.templated ? undefined : find(kind, scalar.text, id);
      return to ? nameOf(to, scalar) : scalar;
    };
    if (REFERRERS.has(id.kind))
      setRoot(
        resource,
        changedScalars(resource.root, (scalar, keys) => {
          const kind = FIELDS[keys.slice(-2).join(' ')];
          return kind ? rename(scalar, kind) : scalar;
        }),
      );
    if (id.kind === 'HorizontalPodAutoscaler') {
      const kind = textAt(resource.root, 'spec', 'scaleTargetRef', 'kind');
      setRoot(
        resource,
        renamedAt(resource.root, ['spec', 'scaleTargetRef', 'name'], (s) => rename(s, kind)),
      );
    }
    if (id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding') {
      const kind = textAt(resource.root, 'roleRef', 'kind');
      setRoot(
        resource,
        renamedAt(resource.root, ['roleRef', 'name'], (s) => rename(s, kind)),
      );
      setRoot(
        resource,
        withSubjects(resource.root, (name, namespace) => find('ServiceAccount', name, id, namespace)),
      );
    }
    if (id.kind === 'ValidatingWebhookConfiguration' || id.kind === 'MutatingWebhookConfiguration')
      setRoot(
        resource,
        withServices(resource.root, (name) => find('Service', name, id)),
      );
  }
  for (const resource of resources) if (resource.needsHash) setHash(resource);
}

/** The present name of an object, at the place of a reference. */
function nameOf(to: Resource, at: YamlScalar): YamlScalar {
  const { name } = identityOf(to.root);
  if (to.needsHash) return unknownAt(name, at.span);
  return name === at.text ? at : { ...stringAt(name, at.span), style: at.style };
}

const renamedAt = (root: YamlNode, path: readonly string[], change: (s: YamlScalar) => YamlScalar): YamlNode =>
  changeAt(root, path, false, (value) => (value?.type === 'scalar' ? change(value) : undefined), root.span);

function withSubjects(
  root: YamlNode,
  find: (name: string, namespace: string | undefined) => Resource | undefined,
): YamlNode {
  const subjects = root.type === 'map' ? lastOf(root, 'subjects') : undefined;
  if (root.type !== 'map' || subjects?.value?.type !== 'seq') return root;
  const value = changedItems(subjects.value, (subject) => {
    if (subject.type !== 'map' || textAt(subject, 'kind') !== 'ServiceAccount') return subject;
    const written = textAt(subject, 'namespace');
    const to = find(textAt(subject, 'name'), written || undefined) ?? find(textAt(subject, 'name'), undefined);
    if (!to || (written !== '' && !wasIn(to, written))) return subject;
    return moved(subject, to);
  });
  return withEntry(root, { ...subjects, value });
}

const wasIn = (resource: Resource, namespace: string): boolean =>
  [...resource.before, identityOf(resource.root)].some((id) => effectiveNamespace(id) === namespace);

/** A reference by `name` and `namespace`, to the present place of an object. */
function moved<T extends YamlNode>(reference: T, to: Resource): YamlNode {
  if (reference.type !== 'map') return reference;
  const { name, namespace } = identityOf(to.root);
  const at = reference.span;
  const named = withEntry(reference, {
    ...(lastOf(reference, 'name') ?? entryAt('name', undefined, at)),
    value: stringAt(name, at),
  });
  if (namespace === '') return named;
  return withEntry(named, {
    ...(lastOf(reference, 'namespace') ?? entryAt('namespace', undefined, at)),
    value: stringAt(namespace, at),
  });
}

function withServices(root: YamlNode, find: (name: string) => Resource | undefined): YamlNode {
  const move = (service: YamlNode | undefined): YamlNode | undefined => {
    const to = service && find(textAt(service, 'name'));
    return to && service ? moved(service, to) : undefined;
  };
  return changeAt(
    root,
    ['webhooks'],
    false,
    (hooks) => {
      return hooks && changeAt(hooks, ['clientConfig', 'service'], false, move, root.span);
    },
    root.span,
  );
}

/** The name of a generated object ends in a hash of its content. */
function setHash(resource: Resource): void {
  const change = (name: YamlNode | undefined): YamlNode | undefined =>
    name?.type === 'scalar' ? unknownAt(name.text, name.span) : undefined;
  setRoot(resource, changeAt(resource.root, ['metadata', 'name'], false, change, resource.root.span));
}
