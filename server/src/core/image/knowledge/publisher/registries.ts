/** Public registries on which anyone can publish under a namespace of their own. On every other registry only its owner or customers can. */
export const COMMUNITY_REGISTRIES = [
  'docker.io',
  'ghcr.io',
  'public.ecr.aws',
  'quay.io',
  'registry.gitlab.com',
] as const;

export type CommunityRegistry = (typeof COMMUNITY_REGISTRIES)[number];

/** Registry and namespace of an image by its familiar name (`publicName`); `undefined` for official images and other registries. */
export function namespaceOf(name: string): readonly [registry: CommunityRegistry, namespace: string] | undefined {
  const [first, second] = name.split('/', 2);
  if (second === undefined) return undefined;
  // A registry has a dot, a port or upper case, or is localhost: what a reference's grammar says.
  if (!/[.:A-Z]/.test(first!) && first !== 'localhost') return ['docker.io', first!];
  const registry = COMMUNITY_REGISTRIES.find((candidate) => candidate === first);
  return registry === undefined ? undefined : [registry, second];
}
