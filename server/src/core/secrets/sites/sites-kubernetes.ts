import { hookLines } from '../../domain/hook-commands.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { contains } from '../../text/span.ts';
import { lens } from '../../yaml/lens.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';
import type { SecretHit } from '../detect/hit.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import { commandLineSites, environmentSites, scalarSite, scriptSites } from './site-of.ts';
import { fieldSites, namedSites } from './sites-settings.ts';

/**
 * Sites of a Kubernetes object: environments and commands of pods, the data of a ConfigMap, `data` and `stringData` of a Secret,
 * annotations, and known formats anywhere. `inText`: what the whole text contains.
 */
export function kubernetesSites(text: string, object: KubernetesObject, inText: readonly SecretHit[]): SecretSite[] {
  const sites: SecretSite[] = [];
  for (const container of object.workloads.flatMap((w) => w.containers)) {
    const owner: SiteOwner = { in: 'container', container };
    sites.push(...environmentSites(text, 'pod-env', container, (variable) => ({ ...owner, variable })));
    for (const line of [container.command, ...hookLines(container)])
      sites.push(...commandLineSites(text, container, line, owner));
  }
  const core = object.apiVersion === 'v1';
  const values = (path: readonly string[], kind: SecretSite['kind']): void => {
    addValues(
      object.lens
        .get(...path)
        .entries()
        .map(({ entry }) => entry),
      kind,
    );
  };
  const addValues = (entries: readonly YamlEntry[], kind: SecretSite['kind']): void => {
    for (const entry of entries) {
      const owner: SiteOwner = { in: 'object', object, entry };
      const site = scalarSite(text, { kind, name: entry.key, covers: entry.span, owner }, entry.value);
      sites.push(...(kind === 'config-map' ? site.map((one) => ({ ...one, file: entry.key })) : site));
      const script = kind === 'config-map' ? scriptOf(entry) : undefined;
      if (script)
        sites.push(...scriptSites(text, { kind: 'command', covers: entry.span, owner }, script.text, script.span));
    }
  };
  if (core && object.kind === 'ConfigMap') values(['data'], 'config-map');
  if (core && object.kind === 'Secret') {
    values(['data'], 'secret-manifest');
    values(['stringData'], 'secret-manifest');
  }
  values(['metadata', 'annotations'], 'annotation');
  const own = object.lens.get('metadata', 'annotations').node;
  for (const map of annotationsBelow(object.node)) if (map !== own) addValues(map.entries, 'annotation');
  const owner: SiteOwner = { in: 'object', object };
  // A kubeconfig: its `users` hold only credentials.
  if (core && object.kind === 'Config') sites.push(...namedSites(text, object.lens.get('users').node, owner));
  // Everything in a SealedSecret is encrypted except its template.
  const open = object.kind === 'SealedSecret' ? object.lens.get('spec', 'template').node : object.node;
  const containers = object.workloads.flatMap((w) => w.containers);
  const ownerOf = (node: YamlNode): SiteOwner => {
    const container = containers.find((c) => contains(c.span, node.span));
    return container ? { in: 'container', container } : owner;
  };
  return [...sites, ...fieldSites(text, open, ownerOf, sites, inText)];
}

/** The annotations of an object and of the templates in it: of pods, Jobs, volume claims. */
function annotationsBelow(root: YamlNode): YamlMap[] {
  const found: YamlMap[] = [];
  walk(root, (node) => {
    if (node.type !== 'map') return;
    const annotations = lens(node).get('metadata', 'annotations').node;
    if (annotations?.type === 'map') found.push(annotations);
  });
  return found;
}

/** The scalar of a ConfigMap entry that is a shell script, by its key or its first line. */
function scriptOf({ key, value }: YamlEntry): YamlScalar | undefined {
  if (value?.type !== 'scalar' || value.templated) return undefined;
  return /\.(?:ba|k|z)?sh$/.test(key) || /^#!\s*\/\S*(?:env\s+)?(?:ba|da|a|k|z)?sh\b/.test(value.text)
    ? value
    : undefined;
}
