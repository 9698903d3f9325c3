import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { isShared, walk } from '../yaml/walk.ts';
import type { ComposeUnit } from './compose.ts';
import type { Container } from './container.ts';
import type { ComposeFileUnit } from './unit.ts';

const known = new WeakMap<ComposeUnit, ReadonlyMap<YamlNode, readonly Container[]>>();

/**
 * The services that have their image from one definition, through aliases or merge keys: a change of `node` is a change of all. Empty if
 * nothing shares it, or if a value that is no image reads it too.
 */
export function sharingServices(unit: ComposeFileUnit, node: YamlScalar): readonly Container[] {
  if (!isShared(unit.yaml, node)) return [];
  let services = known.get(unit.compose);
  if (!services) {
    services = allSharing(unit);
    known.set(unit.compose, services);
  }
  return services.get(node) ?? [];
}

function allSharing({ yaml, compose }: ComposeFileUnit): Map<YamlNode, Container[]> {
  const services = new Map<YamlNode, Container[]>();
  const others = new Set<YamlNode>();
  for (const { container } of compose.services) {
    const { image } = container;
    if (!image) continue;
    const list = services.get(image.node);
    if (list) list.push(container);
    else services.set(image.node, [container]);
  }
  walk(yaml.root, (part) => {
    if (part.type === 'scalar') return;
    for (const child of part.type === 'map' ? part.entries : part.items)
      if (child.alias && child.value && !('key' in child && child.key === 'image')) others.add(child.value);
  });
  for (const node of others) services.delete(node);
  return services;
}
