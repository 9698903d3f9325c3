/** Which publishers on public registries are known, and whether a source names them. */
import { KNOWN_PUBLISHERS } from '../data/known-publishers.generated.ts';
import { once } from '../data/once.ts';
import { sourcedNamespaces } from '../data/publishers.ts';
import type { CommunityRegistry } from './registries.ts';

interface Publishers {
  readonly sourced: ReadonlySet<string>;
  readonly unsourced: ReadonlySet<string>;
}

const byRegistry = once(() => new Map(KNOWN_PUBLISHERS().map(readLine)));

/** `registry|namespaces with a source|namespaces without one` */
function readLine(line: string): [string, Publishers] {
  const [registry, added, unsourced] = line.split('|');
  const data = sourcedNamespaces(registry as CommunityRegistry).keys();
  return [registry!, { sourced: new Set([...data, ...words(added!)]), unsourced: new Set(words(unsourced!)) }];
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** The publishers of a registry that a source names: the data or an addition. */
export const sourcedPublishers = (registry: CommunityRegistry): ReadonlySet<string> =>
  byRegistry().get(registry)!.sourced;

/** Whether a namespace is that of a publisher we know, with or without a source. */
export function isKnownPublisher(registry: CommunityRegistry, namespace: string): boolean {
  const { sourced, unsourced } = byRegistry().get(registry)!;
  return sourced.has(namespace) || unsourced.has(namespace);
}
