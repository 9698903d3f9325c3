import { parseReference } from '../image/reference.ts';
import type { ServiceFacts } from '../workspace/facts/compose.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { imageNamesOf, namedLike, startedAs, startedNames } from '../workspace/keys.ts';
import { isOfOthers } from './own-image.ts';

/**
 * Services without `build` whose image is called like the Dockerfile at `path` (`acme/acme-worker` and `worker/Dockerfile`): a script probably
 * builds it. Not certain, so only reasons against a fix may come from them.
 */
export const likelyServices = (workspace: WorkspaceIndex, path: string): Located<ServiceFacts>[] =>
  imageNamesOf(path).flatMap((name) => workspace.of('service', startedAs(name)));

/**
 * Whether a service without `build` may start the image of the Dockerfile at `path` and needs root: it is called like the Dockerfile, or it has something in
 * the home of root and its image, which no Dockerfile is called like, is published by the workspace; or by nobody who is known, if the path of the Dockerfile
 * says no name. Reads all services, so only fixes ask.
 */
export function mayNeedRoot(workspace: WorkspaceIndex, path: string): boolean {
  if (likelyServices(workspace, path).some(({ fact }) => (fact.rootHome ?? fact.engineSocket) !== undefined))
    return true;
  const isNamed = imageNamesOf(path).length > 0;
  return workspace.of('service').some(({ fact: { build, rootHome, image } }) => {
    const reference = build || rootHome === undefined || image === undefined ? undefined : parseReference(image);
    if (!reference || startedNames(image).some((name) => workspace.of('dockerfile', namedLike(name)).length > 0))
      return false;
    return workspace.publishedIn(reference.familiar)?.whole === true || !(isNamed || isOfOthers(reference));
  });
}
