/**
 * Remembers the instructions of a Dockerfile that is being edited which hold no secret. Their sites are left out: a site without a hit
 * changes no other one.
 */
import type { Content, Instruction } from '../../dockerfile/model.ts';
import type { SecretSite } from './site.ts';

const known = new WeakSet<Content>();

/** Whether an earlier scan of the same instruction found nothing. */
export const isWithoutSecret = ({ content }: Instruction): boolean => content !== undefined && known.has(content);

export function rememberWithoutSite({ content }: Instruction): void {
  if (content) known.add(content);
}

/** Takes note of the instructions of `all` of whose sites none is in `withHit`. `all` holds every site of each of them. */
export function rememberWithoutSecret(all: readonly SecretSite[], withHit: ReadonlySet<SecretSite>): void {
  const withSecret = new Set<Content>();
  const others = new Set<Content>();
  for (const site of all) {
    const content = site.owner.in === 'dockerfile' ? site.owner.instruction.content : undefined;
    if (content) (withHit.has(site) ? withSecret : others).add(content);
  }
  for (const content of others) if (!withSecret.has(content)) known.add(content);
}
