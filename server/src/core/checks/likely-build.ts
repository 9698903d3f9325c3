/** Which Dockerfile of the workspace seems to build a container's image. */
import type { Container } from '../domain/container.ts';
import { isOfficialImage } from '../image/knowledge/publisher/official-names.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import type { DockerfileFacts, StageFacts } from '../workspace/facts/dockerfile.ts';
import type { Located } from '../workspace/index.ts';
import { builtAs, namedLike } from '../workspace/keys.ts';

export interface LikelyBuild {
  readonly path: string;
  readonly stage: StageFacts;
}

/**
 * The Dockerfile from which a Compose service builds the image, else the only one whose folder or ending has the image's name, with its last
 * stage. A name proves nothing: use it to choose between fixes, and say so. `undefined` for images of other known publishers.
 */
export function likelyBuild({ image }: Container, { workspace }: Context): LikelyBuild | undefined {
  const reference = image?.reference;
  if (!reference || isOfficialImage(reference.familiar) || userRow(reference)) return undefined;
  const [built] = workspace.of('service', builtAs(reference));
  const path = built?.fact.build?.dockerfile;
  const located = path === undefined ? byName(reference, workspace) : workspace.dockerfile(path);
  const stage = located?.fact.stages.at(-1);
  return located && stage && !built?.fact.build?.target ? { path: located.place.unit.path, stage } : undefined;
}

function byName({ repository }: ImageReference, workspace: Context['workspace']): Located<DockerfileFacts> | undefined {
  const found = workspace.of('dockerfile', namedLike(repository.slice(repository.lastIndexOf('/') + 1)));
  return found.length === 1 ? found[0] : undefined;
}
