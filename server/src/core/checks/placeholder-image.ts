import type { ImageUse } from '../domain/image-use.ts';
import type { Context } from '../rule/rule.ts';

/**
 * Whether a tool writes another reference in its place: the registry is a word in capitals (`REGISTRY/shop`), which no registry has as its
 * name, the tag is one (`shop:IMAGE_TAG`, `shop:__TAG__`), or a manifest holds the variable of a tool (`${REGISTRY}/shop`), which Kubernetes does not expand.
 */
export function isPlaceholderImage({ raw, reference, role }: ImageUse, { unit }: Context): boolean {
  if (reference?.digest !== undefined) return false;
  if (unit.kind === 'kubernetes' && role === 'pod' && raw.includes('$')) return !raw.endsWith(':latest');
  if (!reference) return false;
  const { registry, tag = '' } = reference;
  return /^[A-Z][A-Z0-9_-]*$/.test(registry) || /^(?:__\w+__|[A-Z]+_[A-Z_]+|TAG|VERSION)$/.test(tag);
}
