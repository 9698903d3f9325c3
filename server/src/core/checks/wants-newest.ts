/** Services that ask for the newest image of their own project. */
import type { Container } from '../domain/container.ts';
import { isOfficialImage } from '../image/knowledge/publisher/official-names.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { publisherOf } from '../workspace/publishers.ts';
import { likelyBuild } from './likely-build.ts';

/** Source: Compose specification, "pull_policy". */
const PULLS = /^(?:always|daily|weekly|every_\w+)$/;

/**
 * Whether a Compose service pulls an image of this project again by its own setting, so a tag that moves is meant. `false` for images of
 * others, where names tell. It reads the workspace, so call it last.
 */
export function wantsNewest(container: Container | undefined, ctx: Context): boolean {
  const reference = container?.image?.reference;
  if (container?.origin !== 'compose' || !reference) return false;
  return PULLS.test(container.lens.get('pull_policy').text ?? '') && isOfProject(container, reference, ctx);
}

function isOfProject(container: Container, reference: ImageReference, ctx: Context): boolean {
  if (isOfficialImage(reference.familiar)) return false;
  if (ctx.workspace.buildsOf(publisherOf(reference)) !== undefined || likelyBuild(container, ctx)) return true;
  // `shop/shop`, beside a Dockerfile of the whole repository. Of known products it is the image of another project.
  const [name, publisher] = reference.repository.split('/').reverse();
  return name === publisher && !userRow(reference) && ctx.workspace.dockerfile('Dockerfile') !== undefined;
}
