import type { ServiceBuild } from '../domain/compose.ts';
import { posix } from '../text/paths.ts';

/** The workspace paths of a build's context and Dockerfile; `undefined` when they are remote, inline, absolute or unknown. */
export function buildPath(
  composePath: string,
  build: ServiceBuild,
): { readonly context: string; readonly dockerfile: string } | undefined {
  if (build.dockerfileInline || build.context === undefined || build.dockerfile === undefined) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\//i.test(build.context)) return undefined;
  // A path of the host: `~` is the home folder of the user who runs Compose.
  if (isAbsolute(build.context) || isAbsolute(build.dockerfile)) return undefined;
  const context = posix.join(posix.dirname(composePath), build.context);
  return { context, dockerfile: posix.join(context, build.dockerfile) };
}

const isAbsolute = (path: string): boolean => /^(?:[/\\~]|[A-Za-z]:[/\\])/.test(path);
