/** Namespaces of publishers on public registries, as the data has them. */
import type { CommunityRegistry } from '../publisher/registries.ts';
import { PUBLISHERS } from './publishers.generated.ts';

/**
 * Where a namespace stands: an image of it is that of a product at endoflife.date (`product`), has a Dockerfile in the publisher's own
 * repository (`dockerfile`), or takes the place of an official image, as that image's notice says (`notice`).
 */
export type PublisherSource = 'product' | 'dockerfile' | 'notice';

const SOURCES: Readonly<Record<string, PublisherSource>> = { p: 'product', d: 'dockerfile', n: 'notice' };

const READ = new Map<CommunityRegistry, ReadonlyMap<string, readonly PublisherSource[]>>();

/** The namespaces of a registry, each with its sources. */
export function sourcedNamespaces(registry: CommunityRegistry): ReadonlyMap<string, readonly PublisherSource[]> {
  const known = READ.get(registry);
  if (known) return known;
  const namespaces = new Map(PUBLISHERS[registry].map(readEntry));
  READ.set(registry, namespaces);
  return namespaces;
}

/** `namespace:letters` */
function readEntry(entry: string): [string, readonly PublisherSource[]] {
  const [namespace, letters] = entry.split(':');
  return [namespace!, [...letters!].map((letter) => SOURCES[letter]!)];
}
