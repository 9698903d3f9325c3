/** Under which name the tables know an image, whichever mirror it is pulled from. */
import type { ImageReference } from '../../reference.ts';

/** Namespaces on Docker Hub in which Docker publishes the official images of one architecture each. */
const ARCHITECTURES: ReadonlySet<string> = new Set(
  'amd64 arm32v5 arm32v6 arm32v7 arm64v8 i386 mips64le ppc64le riscv64 s390x'.split(' '),
);

/** Exact copies of Docker Hub: registry and path prefix. Pull-through caches of companies are not known to be copies. */
const HUB_MIRRORS: readonly string[] = [
  'registry-1.docker.io/', // the host behind docker.io
  'registry.hub.docker.com/', // an old alias of it
  'mirror.gcr.io/', // Google's cache of Docker Hub
  'public.ecr.aws/docker/', // the official images on Amazon's public registry
  'mcr.microsoft.com/mirror/docker/', // Microsoft's copy for Azure builds
];

/**
 * The familiar name (`nginx`, `bitnami/redis`, `ghcr.io/a/b`) of what a reference stands for: mirrors of Docker Hub and its
 * per-architecture namespaces are looked through. Without tag.
 */
export function publicName(ref: ImageReference): string {
  const full = `${ref.registry}/${ref.repository}`;
  const mirror = HUB_MIRRORS.find((prefix) => full.startsWith(prefix));
  const name = mirror === undefined ? ref.familiar : full.slice(mirror.length).replace(/^library\/(?=[^/]+$)/, '');
  const parts = name.split('/');
  return parts.length === 2 && ARCHITECTURES.has(parts[0]!) ? parts[1]! : name;
}

/** Whether this is one of Docker's official images (`docker.io/library/*`), under whichever mirror. */
export const isOfficial = (ref: ImageReference): boolean => !publicName(ref).includes('/');
