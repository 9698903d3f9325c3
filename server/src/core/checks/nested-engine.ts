/** Images that run containers of their own, for which their documentation asks for `privileged`. */
import type { Container } from '../domain/container.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';

/**
 * What the image of a container runs that needs `privileged`, as the end of a message; `undefined` for other images. Sources: documentation of Docker's
 * official image `docker`, "Rootless"; GitLab documentation, "Use Docker to build Docker images"; moby/buildkit, docs/rootless.md.
 */
export function nestedEngine({ image }: Container): string | undefined {
  const reference = image?.reference;
  if (!reference) return undefined;
  const { tag = '' } = reference;
  const name = publicName(reference);
  const isRootless = /(?:^|-)rootless(?:-|$)/.test(tag);
  if (name === 'docker' && /(?:^|-)dind(?:-|$)/.test(tag))
    return `it runs Docker in Docker${isRootless ? `, ${ROOTLESS}` : ''}`;
  if (/^(?:(?:registry\.gitlab\.com\/gitlab-org|gitlab)\/gitlab-runner)$/.test(name))
    return 'it runs builds in containers';
  if (name === 'moby/buildkit') return `it runs BuildKit${isRootless ? `, ${ROOTLESS}` : ''}`;
  return undefined;
}

const ROOTLESS = 'whose rootless image needs only unconfined seccomp and AppArmor and unmasked `/proc`';
