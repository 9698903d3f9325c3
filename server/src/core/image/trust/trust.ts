/** The publisher of an image, and whether the user's configuration or our tables trust it. */

import { publicName } from '../knowledge/publisher/names.ts';
import { HUB_PUBLISHERS } from '../knowledge/publisher/publishers-hub.ts';
import { COMMUNITY_PUBLISHERS } from '../knowledge/publisher/publishers-registries.ts';
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
  const first = name.slice(0, Math.max(0, name.indexOf('/')));
  if (first === '') return { verdict: 'trusted', why: 'it is a Docker official image' };
  const onHub = !/[.:A-Z]/.test(first) && first !== 'localhost';
  if (onHub) {
    return HUB_PUBLISHERS.has(first)
      ? { verdict: 'trusted', why: `\`${first}\` is a well-known publisher on Docker Hub` }
      : { verdict: 'unknown-publisher', why: `\`${first}\` on Docker Hub is not among the well-known publishers` };
  }
  const known = COMMUNITY_PUBLISHERS.get(first);
  if (known === undefined) {
    return { verdict: 'trusted', why: `\`${first}\` is not a registry on which anyone can publish` };
  }
  const path = name.slice(first.length + 1);
  const namespace = path.split('/', 1)[0]!;
  return known.has(namespace) || known.has(path)
    ? { verdict: 'trusted', why: `\`${namespace}\` is a well-known publisher on \`${first}\`` }
    : {
        verdict: 'unknown-publisher',
        why: `anyone can publish on \`${first}\`, and \`${namespace}\` is not among the well-known publishers`,
      };
}

/** Repositories of Docker's own Dockerfile frontend (docs.docker.com, "Custom Dockerfile syntax"). */
const FRONTENDS: ReadonlySet<string> = new Set(['docker/dockerfile', 'docker/dockerfile-upstream']);

/** Whether the image of a `# syntax=` line is Docker's own frontend. A frontend controls the whole build. */
export const isTrustedFrontend = (ref: ImageReference): boolean => FRONTENDS.has(publicName(ref));
