import type { ServiceBuild } from '../domain/compose.ts';
import { posix } from '../text/paths.ts';

/** Workspace paths of a build's context and Dockerfile, from the path of the Compose file; `undefined` for remote, inline and unknown ones. */
export function buildPath(
  composePath: string,
  build: ServiceBuild,
): { readonly context: string; readonly dockerfile: string } | undefined {
  if (build.dockerfileInline || build.context === undefined || build.dockerfile === undefined) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\//i.test(build.context)) return undefined;
  const context = posix.join(posix.dirname(composePath), build.context);
  return { context, dockerfile: posix.join(context, build.dockerfile) };
}
