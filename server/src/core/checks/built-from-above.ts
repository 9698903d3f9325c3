import { buildPath } from '../compose/build-path.ts';
import type { ServiceBuild } from '../domain/compose.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';

/**
 * Whether the Dockerfile of a service is not where its own file says, but is there as seen from a folder above. Then another file probably
 * includes the service with that folder as `project_directory`, and what the service is built from is unknown here.
 */
export function isBuiltFromAbove(build: ServiceBuild, ctx: Context): boolean {
  const isIn = (folder: string): boolean => {
    const path = buildPath(posix.join(folder, 'compose.yaml'), build)?.dockerfile;
    return path !== undefined && ctx.workspace.dockerfile(path) !== undefined;
  };
  let folder = posix.dirname(ctx.unit.path);
  if (isIn(folder)) return false;
  while (folder !== '') {
    folder = posix.dirname(folder);
    if (isIn(folder)) return true;
  }
  return false;
}
