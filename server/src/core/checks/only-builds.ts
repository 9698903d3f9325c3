/** Compose files that build images and run none. */
import { isMainFile } from '../compose/projects.ts';
import type { Service } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import type { Unit } from '../domain/unit.ts';

/** Keys of a service that say nothing of how it runs. */
const OF_BUILDS = /^(?:build|image|platform|pull_policy|labels|profiles|extends|x-.*)$/;

/**
 * Whether a service is only built: the file is called so (`docker-compose.build.yml`), or it is not the main one of its folder and none of its services has more than a
 * build and a name for the image. `docker compose build` reads such a file, and starts nothing.
 */
export function onlyBuilds({ image, owner }: Container, unit: Unit): boolean {
  if (owner.origin !== 'compose' || unit.kind !== 'compose') return false;
  if (image?.builtHere !== false && /(?:^|[/._-])build\.ya?ml$/i.test(unit.path)) return true;
  return !isMainFile(unit.path) && unit.compose.services.every(isBuild);
}

const isBuild = ({ build, node }: Service): boolean =>
  build !== undefined && node.merges.length === 0 && node.entries.every(({ key }) => OF_BUILDS.test(key));
