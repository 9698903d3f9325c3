import type { ServiceFacts } from '../workspace/facts/compose.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { imageNamesOf, startedAs } from '../workspace/keys.ts';

/**
 * Services without `build` whose image is called like the Dockerfile at `path` (`acme/acme-worker` and `worker/Dockerfile`): a script probably
 * builds it. Not certain, so only reasons against a fix may come from them.
 */
export const likelyServices = (workspace: WorkspaceIndex, path: string): Located<ServiceFacts>[] =>
  imageNamesOf(path).flatMap((name) => workspace.of('service', startedAs(name)));
