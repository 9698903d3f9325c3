/** The publisher of an image, and whether the user's configuration or our tables trust it. */

import { publicName } from '../knowledge/publisher/names.ts';
import { isKnownPublisher } from '../knowledge/publisher/publishers.ts';
import { namespaceOf } from '../knowledge/publisher/registries.ts';
import { matchesImage } from '../pattern.ts';
import type { ImageReference } from '../reference.ts';

/** Image patterns (see `matchesImage`) of the user's configuration. */
export interface TrustPolicy {
  /** If not empty, only these are trusted. */
  readonly trusted: readonly string[];
  /** Wins over `trusted`. */
  readonly untrusted: readonly string[];
}

export interface PublisherTrust {
  readonly verdict: 'trusted' | 'untrusted' | 'unknown-publisher';
  /** One clause for a message, without a final full stop. */
  readonly why: string;
}

/**
 * Whether the publisher of an image is trusted. Without a policy these are trusted: Docker's official images, well-known publishers on
 * public community registries, and every registry on which only its owner or customers publish (the author of the file chose it).
 * Other namespaces of community registries are `unknown-publisher`.
 */
export function publisherTrust(ref: ImageReference, policy: TrustPolicy): PublisherTrust {
  const banned = policy.untrusted.find((pattern) => matchesImage(pattern, ref));
  if (banned !== undefined) return { verdict: 'untrusted', why: `it matches \`${banned}\` of the untrusted images` };
  if (policy.trusted.length > 0) {
    const allowed = policy.trusted.find((pattern) => matchesImage(pattern, ref));
    return allowed === undefined
      ? { verdict: 'untrusted', why: `\`${ref.familiar}\` matches none of the trusted images` }
      : { verdict: 'trusted', why: `it matches \`${allowed}\` of the trusted images` };
  }
  return defaultTrust(ref);
}

function defaultTrust(ref: ImageReference): PublisherTrust {
  const name = publicName(ref);
  if (!name.includes('/')) return { verdict: 'trusted', why: 'it is a Docker official image' };
  const [registry, namespace] = namespaceOf(name) ?? [];
  if (registry === undefined || namespace === undefined) {
    const host = name.slice(0, name.indexOf('/'));
    return { verdict: 'trusted', why: `\`${host}\` is not a registry on which anyone can publish` };
  }
  const where = registry === 'docker.io' ? 'Docker Hub' : `\`${registry}\``;
  if (isKnownPublisher(registry, namespace))
    return { verdict: 'trusted', why: `\`${namespace}\` is a well-known publisher on ${where}` };
  return {
    verdict: 'unknown-publisher',
    why:
      registry === 'docker.io'
        ? `\`${namespace}\` on Docker Hub is not among the well-known publishers`
        : `anyone can publish on ${where}, and \`${namespace}\` is not among the well-known publishers`,
  };
}

/** Whether a community registry's namespace is one of the publishers that we know, or Docker's own. */
export function isOfKnownPublisher(ref: ImageReference): boolean {
  const name = publicName(ref);
  const [registry, namespace] = namespaceOf(name) ?? [];
  return (
    !name.includes('/') || (registry !== undefined && namespace !== undefined && isKnownPublisher(registry, namespace))
  );
}

/** Repositories of Docker's own Dockerfile frontend (docs.docker.com, "Custom Dockerfile syntax"). */
const FRONTENDS: ReadonlySet<string> = new Set(['docker/dockerfile', 'docker/dockerfile-upstream']);

/** Whether the image of a `# syntax=` line is Docker's own frontend. A frontend controls the whole build. */
export const isTrustedFrontend = (ref: ImageReference): boolean => FRONTENDS.has(publicName(ref));
