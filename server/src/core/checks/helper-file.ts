/** Compose files that only start programs of others, which developers and tests of a project need beside it. */
import { isMainFile } from '../compose/projects.ts';
import type { Service } from '../domain/compose.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { inFolder, readBy } from '../workspace/keys.ts';
import { isOfOthers, ownImage } from './own-image.ts';
import { isForProduction } from './production.ts';

/**
 * Whether the unit is a Compose file of a project that is deployed from elsewhere: it lies in a folder of its own, or beside the Dockerfile of the project without a restart policy, all its images are well-known ones of others, no file includes or extends it, no service of its
 * folder is built, and the top folder has a Dockerfile or a Compose file. Of 44 findings about secrets, ports and old images in such files of public repositories, read until 2026-11-30, a
 * maintainer would have acted on 14, in our judgement.
 */
export function onlyHelps({ unit, workspace }: Pick<Context, 'unit' | 'workspace'>): boolean {
  const folder = posix.dirname(unit.path);
  if (unit.kind !== 'compose' || isForProduction(unit.path)) return false;
  const { services } = unit.compose;
  if (folder === '' && (!workspace.dockerfile('Dockerfile') || services.some(isKeptUp))) return false;
  const images = services.flatMap(({ container: { image } }) => image?.reference ?? []);
  const isOfOwnProject = services.some(
    ({ build, container }) => build !== undefined || container.lens.get('extends').at !== undefined,
  );
  if (services.length === 0 || images.length < services.length || isOfOwnProject) return false;
  if (!images.every(isOfOthers)) return false;
  if (workspace.of('service', inFolder('')).length === 0 && !workspace.dockerfile('Dockerfile')) return false;
  if (workspace.of('compose-reads', readBy(unit.path)).length > 0) return false;
  const beside = workspace.of('service', inFolder(folder)).filter(({ place }) => place.unit.path !== unit.path);
  if (beside.some(({ fact }) => fact.build !== undefined)) return false;
  return (
    !isMergedOver(unit.path, new Set(beside.map(({ place }) => place.unit.path))) &&
    !images.some((one) => ownImage(one, { unit, workspace }))
  );
}

/** Who deploys a service lets it start again; a developer starts it by hand. */
const isKeptUp = ({ container: { lens } }: Service): boolean =>
  lens.get('deploy').at !== undefined || !/^(?:no|on-failure.*)?$/.test(lens.get('restart').text ?? '');

/** Whether the file may be merged over one of `others`: that is the main file of its folder. */
const isMergedOver = (path: string, others: ReadonlySet<string>): boolean =>
  !isMainFile(path) && [...others].some(isMainFile);
