/** Images that the project of a file publishes itself. */
import type { Unit } from '../domain/unit.ts';
import { isOfficialName } from '../image/knowledge/data/official.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { supportOf } from '../image/knowledge/support/support.ts';
import { tagKind } from '../image/knowledge/tag/floating-tags.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import { isOfKnownPublisher } from '../image/trust/trust.ts';
import { isDataImage } from '../network/sensitive-ports.ts';
import type { Context } from '../rule/rule.ts';
import { namedLike } from '../workspace/keys.ts';
import { type ProjectName, projectNames } from '../workspace/project-names.ts';
import { publisherOf } from '../workspace/publishers.ts';

/**
 * What shows that the image is the project's own, for the end of a message; `undefined` if nothing does. Names are compared by whole parts of
 * the path, and a well-known image of others needs their repository. It reads the workspace, so call it last.
 */
export function ownImage(
  reference: ImageReference,
  { unit, workspace }: Pick<Context, 'unit' | 'workspace'>,
): string | undefined {
  const { familiar } = reference;
  const isOfficial = isOfficialName(publicName(reference));
  const isKnown = isOfficial || isWellKnown(reference);
  if (!isOfficial) {
    const built = workspace.publishedIn(familiar);
    if (built !== undefined && (built.whole || !isKnown)) return `\`${built.path}\` builds or pushes it`;
    if (!isKnown && familiar.includes('/')) {
      const path = workspace.buildsOf(publisherOf(reference));
      if (path !== undefined) return `\`${path}\` builds images of this publisher`;
    }
  }
  const names = projectNames(unit.path, workspace);
  const project = names.find((one) => isOf(one, reference, isOfficial, isKnown));
  if (project) return `${project.source} is of \`${project.owner}/${project.name}\``;
  const sibling = isKnown ? undefined : names.find(({ name }) => hasProjectsImage(name, reference, unit));
  if (sibling) return `the publisher has an image \`${sibling.name}\`, as the project is called`;
  // `proxy/Dockerfile` may well be FROM the `proxy` of others.
  const like = isKnown
    ? undefined
    : workspace.of('dockerfile', namedLike(lastOf(reference))).find(({ place }) => place.unit.path !== unit.path);
  return like && `\`${like.place.unit.path}\` has its name`;
}

const lastOf = ({ repository }: ImageReference): string => repository.slice(repository.lastIndexOf('/') + 1);

/** Whether the owner of the repository publishes the image, of this project or another one of theirs. Official images are nobody's. */
export function isOfOwner(
  reference: ImageReference,
  { unit, workspace }: Pick<Context, 'unit' | 'workspace'>,
): boolean {
  if (isOfficialName(publicName(reference))) return false;
  const above = reference.repository.split('/').slice(0, -1).map(plain);
  return projectNames(unit.path, workspace).some(({ owner }) => above.includes(plain(owner)));
}

/** Whether a service of the same Compose file runs an image of the publisher that is named like the project. */
function hasProjectsImage(project: string, { repository }: ImageReference, unit: Unit): boolean {
  const publisher = repository.slice(0, repository.lastIndexOf('/') + 1);
  return (
    unit.kind === 'compose' &&
    publisher !== '' &&
    plain(project).length > 3 &&
    unit.compose.services.some(({ container: { image } }) => image?.reference?.repository === publisher + project)
  );
}

/** Whether the image is an official one, or one that a table of ours has. Those of the project itself may be among them (`ownImage`). */
export const isOfOthers = (reference: ImageReference): boolean =>
  isOfficialName(publicName(reference)) || isWellKnown(reference);

/** Whether a table of ours has the image or its publisher. */
const isWellKnown = (reference: ImageReference): boolean =>
  isDataImage(reference.repository) ||
  userRow(reference) !== undefined ||
  supportOf(reference).length > 0 ||
  isOfKnownPublisher(reference);

function isOf(
  { owner, name }: ProjectName,
  { repository }: ImageReference,
  isOfficial: boolean,
  isKnown: boolean,
): boolean {
  const parts = repository.split('/');
  const last = parts.at(-1)!;
  if (isOfficial) return last === name && (owner === name || owner === 'docker-library');
  const above = parts.slice(0, -1).map(plain);
  // A namespace for the project alone: `apachepinot`, of `apache/pinot`.
  if (above.includes(plain(owner + name))) return true;
  // Large owners publish many projects, so the owner's name is not enough.
  if (above.includes(plain(owner))) return isAlike(owner, name) || sharesWord(last, name);
  return !isKnown && above.includes(plain(name)) && plain(name).length > 3;
}

/**
 * Whether another service of the same Compose file runs an image of the same publisher with a version, or with a variable for it: the two can then
 * drift apart, unless the variable of this one chooses among versions too.
 * @param written the image as the file has it
 */
export function hasPinnedSibling({ raw, nameSpan }: ImageReference, written: string, { unit }: Context): boolean {
  if (unit.kind !== 'compose') return false;
  const name = raw.slice(0, nameSpan.end);
  const publisher = name.slice(0, name.lastIndexOf('/') + 1);
  return unit.compose.services.some(({ container: { image } }) => {
    const rest = image?.raw.startsWith(publisher) ? image.raw.slice(publisher.length) : undefined;
    if (!publisher || !image || rest === undefined || rest.includes('/')) return false;
    return image.reference
      ? image.reference.digest !== undefined || tagKind(image.reference) === 'version'
      : /:.*\$/.test(rest) && !/:.*\$/.test(written);
  });
}

const plain = (name: string): string => name.replace(/[-_.]/g, '');
const words = (name: string): string[] =>
  name.split(/[-_.]+/).filter((word) => word.length > 2 && !ORDINARY.test(word));

/** Whether the first word of the image's name is one of the repository's. */
const sharesWord = (image: string, name: string): boolean => {
  const [first] = words(image);
  return first !== undefined && words(name).includes(first);
};

/** Whether an owner is named after its project: `novuhq/novu`, `feast-dev/feast`. */
const isAlike = (owner: string, name: string): boolean => {
  const [first = ''] = words(name);
  return (
    (first.length > 3 && plain(owner).startsWith(first)) ||
    (plain(owner).length > 3 && plain(name).startsWith(plain(owner)))
  );
};

/** Words of names that say nothing about the project. */
const ORDINARY =
  /^(?:api|app|apps|backend|base|chart|charts|client|cloud|compose|demo|deploy|deployment|dev|docker|dockerfiles?|example|examples|frontend|helm|infra|k8s|kubernetes|manifests|microservices?|operator|platform|project|sample|samples|server|services?|test|tools?|tutorial|web|website|worker)$/;
