/** Images that run containers of their own, for which their documentation asks for `privileged`. */
import type { Container } from '../domain/container.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';

export interface NestedEngine {
  /** The end of a message. */
  readonly text: string;
  /** Its rootless image needs less than `privileged`. */
  readonly rootless: boolean;
}

/**
 * What the image of a container runs that needs `privileged`; `undefined` for other images. Sources: documentation of Docker's
 * official image `docker`, "Rootless"; GitLab documentation, "Use Docker to build Docker images"; moby/buildkit,
 * docs/rootless.md; K3s, README, read on 2026-11-30.
 */
export function nestedEngine({ image }: Container): NestedEngine | undefined {
  const reference = image?.reference;
  if (!reference) return undefined;
  const { tag = '' } = reference;
  const name = publicName(reference);
  const isRootless = /(?:^|-)rootless(?:-|$)/.test(tag);
  const runs = (what: string): NestedEngine => ({
    text: `${what}${isRootless ? `, ${ROOTLESS}` : ''}`,
    rootless: isRootless,
  });
  if (name === 'docker' && /(?:^|-)dind(?:-|$)/.test(tag)) return runs('it runs Docker in Docker');
  if (/^(?:(?:registry\.gitlab\.com\/gitlab-org|gitlab)\/gitlab-runner)$/.test(name))
    return { text: 'it runs builds in containers', rootless: false };
  if (name === 'rancher/k3s') return { text: 'it runs Kubernetes in a container', rootless: false };
  return name === 'moby/buildkit' ? runs('it runs BuildKit') : undefined;
}

const ROOTLESS = 'whose rootless image needs only unconfined seccomp and AppArmor and unmasked `/proc`';
