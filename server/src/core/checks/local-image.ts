/** Names that look like images but that a build does not pull from a registry. */
import { interpolate } from '../compose/interpolate.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { OFFICIAL_IMAGES } from '../image/knowledge/publisher/official-images.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';

/**
 * Whether a use names an image of this workspace: an extra context that a Compose file passes to the build of this Dockerfile
 * (`additional_contexts`), or an image that a service of the workspace builds. It reads the workspace, so call it last.
 */
export function isLocal(use: ImageUse, ctx: Context): boolean {
  const ref = use.reference;
  if (ref && isNamedContext(ref, use, ctx)) return true;
  return ctx.workspace
    .of('service')
    .some(({ fact }) => fact.build && (ref ? builds(fact.image, ref) : sameText(fact.image, use.raw)));
}

/** A context name is compared with the whole reference, without `:latest` (BuildKit, `dockerui.NamedContext`). */
function isNamedContext(ref: ImageReference, use: ImageUse, ctx: Context): boolean {
  if (ctx.unit.kind !== 'dockerfile' || use.role === 'syntax') return false;
  const name = bare(ref);
  return ctx.workspace
    .servicesBuilding(ctx.unit.path)
    .some(({ fact }) => fact.build?.contexts.some((context) => nameOf(context) === name));
}

const bare = (ref: ImageReference): string =>
  ref.tag === undefined || ref.tag === 'latest' ? ref.familiar : `${ref.familiar}:${ref.tag}`;

function nameOf(context: string): string {
  const ref = parseReference(context);
  return ref ? bare(ref) : context;
}

/** Whether a service that builds `image:` builds this reference. For names that Docker publishes too, the tag must match. */
function builds(image: string | undefined, ref: ImageReference): boolean {
  const text = image === undefined ? undefined : interpolate(image).text;
  const built = text === undefined ? parseReference(image?.replace(/:\$.*$/, '') ?? '') : parseReference(text);
  if (!built || built.familiar !== ref.familiar) return false;
  return !OFFICIAL_IMAGES.has(ref.familiar) || (built.tag ?? 'latest') === (ref.tag ?? 'latest');
}

/** Names with variables are compared as written, without tags. */
const sameText = (image: string | undefined, raw: string): boolean =>
  image !== undefined && image.replace(TAG, '') === raw.replace(TAG, '');

const TAG = /:(?:\$\{[^{}]*\}|\$\w+|[\w.-]+)$/;
