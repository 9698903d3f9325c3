/** Dockerfiles that nothing in the repository builds, beside others that something does. */

import { ANY_DOCKERFILE, dockerfileNamed, SOME_DOCKERFILE } from '../image/named-dockerfiles.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { builtFrom, startedAs } from '../workspace/keys.ts';
import { dependents } from './built-on.ts';

/**
 * Whether no Compose service, Bake file, Dockerfile, script, workflow or README names the Dockerfile or its folder, though they name others: it is left from earlier, or for those who want it. `false` where a variable may name
 * it, and before all files are read. Of eight findings about old bases of such files in public repositories, read until 2026-12-01, a maintainer would have acted on none, in the judgement of two readers.
 */
export function isUnnamed(ctx: Context): boolean {
  const { unit, workspace } = ctx;
  const { path } = unit;
  const name = posix.basename(path);
  const folder = posix.basename(posix.dirname(path));
  const isPlain = /^(?:docker|container)file$/i.test(name);
  if (unit.kind !== 'dockerfile' || (isPlain && folder === '') || !workspace.complete) return false;
  if (workspace.servicesBuilding(path).length > 0 || workspace.of('bake-target', builtFrom(path)).length > 0)
    return false;
  const named = (key: string): boolean => workspace.publishedIn(key) !== undefined;
  if (!named(SOME_DOCKERFILE) || named(ANY_DOCKERFILE) || named(dockerfileNamed(isPlain ? folder : name))) return false;
  if (isPlain && workspace.of('service', startedAs(folder)).length > 0) return false;
  return dependents(path, ctx).length === 0;
}
