/** The name of an image in our tables, for every mirror. */
import type { ImageReference } from '../../reference.ts';

/** Namespaces on Docker Hub with Docker's official images for one architecture each. */
const ARCHITECTURES: ReadonlySet<string> = new Set(
  'amd64 arm32v5 arm32v6 arm32v7 arm64v8 i386 mips64le ppc64le riscv64 s390x'.split(' '),
);

/** Exact copies of Docker Hub, by registry and path prefix. A company's pull-through cache is not in the list: it may not be a copy. */
const HUB_MIRRORS: readonly string[] = [
  'registry-1.docker.io/', // the host behind docker.io
  'registry.hub.docker.com/', // an old alias of it
  'mirror.gcr.io/', // Google's cache of Docker Hub
  'public.ecr.aws/docker/', // the official images on Amazon's public registry
  'mcr.microsoft.com/mirror/docker/', // Microsoft's copy for Azure builds
];

/**
 * The familiar name of a reference (`nginx`, `bitnami/redis`, `ghcr.io/a/b`), without tag. Mirrors of Docker Hub and its
 * per-architecture namespaces give the name of the original.
 */
export function publicName(ref: ImageReference): string {
  let name = names.get(ref);
  if (name === undefined) {
    name = withoutMirror(ref);
    names.set(ref, name);
  }
  return name;
}

/** Most rules ask for the name of the same image. */
const names = new WeakMap<ImageReference, string>();

function withoutMirror(ref: ImageReference): string {
  const full = `${ref.registry}/${ref.repository}`;
  const mirror = HUB_MIRRORS.find((prefix) => full.startsWith(prefix));
  const name = mirror === undefined ? ref.familiar : full.slice(mirror.length).replace(/^library\/(?=[^/]+$)/, '');
  const parts = name.split('/');
  return parts.length === 2 && ARCHITECTURES.has(parts[0]!) ? parts[1]! : name;
}

/** Whether this is one of Docker's official images (`docker.io/library/*`), also on a mirror. */
export const isOfficial = (ref: ImageReference): boolean => !publicName(ref).includes('/');
