/** Which Dockerfiles of the workspace build on the image of another one, as far as names tell. */
import { isOfficialImage } from '../image/knowledge/publisher/official-names.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import type { BaseUse } from '../workspace/facts/dockerfile.ts';
import { builtReference, usingBase } from '../workspace/keys.ts';

export interface Dependent {
  /** Of the Dockerfile. */
  readonly path: string;
  readonly use: BaseUse;
}

/** The names that the image of the Dockerfile at a path may have: of its folder, of its own name, or as services call it. */
function namesOf(path: string, { workspace }: Context): string[] {
  const file = posix.basename(path).toLowerCase();
  const own = file.replace(/^(?:docker|container)file(?:[._-]|$)|(?:^|[._-])(?:docker|container)file$/, '');
  const services = workspace.servicesBuilding(path).flatMap(({ fact }) => builtReference(fact.image)?.repository ?? []);
  const folder = posix.basename(posix.dirname(path)).toLowerCase();
  const byPath = own === '' ? folder : own;
  // `shop-base/debian.dockerfile` is a variant of `shop-base`. A folder `node` is mostly one for programs in this language.
  const byPaths = [byPath, ...(folder.includes('-') ? [folder] : [])].filter((name) => !isOfficialImage(name));
  const names = [...byPaths, ...services.map((name) => posix.basename(name))];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/** The other Dockerfiles that use the image of the Dockerfile at `path`. */
export function dependents(path: string, ctx: Context): Dependent[] {
  return namesOf(path, ctx).flatMap((name) => [
    ...ctx.workspace.of('dockerfile', usingBase(name)).flatMap(({ fact, place }) => {
      const other = place.unit.path;
      if (other === path) return [];
      // One word such as `base` may be the end of any name, so the files must lie together.
      const near = name.includes('-') || posix.dirname(other) === posix.dirname(path);
      return fact.bases
        .filter((use) => use.name === name || (near && use.name.endsWith(`-${name}`)))
        .map((use) => ({ path: other, use }));
    }),
    // What the argument is for is not read, so commands of the build are supposed.
    ...ctx.workspace
      .of('service', usingBase(name))
      .flatMap(({ fact: { build } }) =>
        build && build.dockerfile !== path
          ? [{ path: build.dockerfile, use: { name, shipped: true, runs: true } }]
          : [],
      ),
  ]);
}
