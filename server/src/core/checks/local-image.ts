/** Names that look like images but that a build does not pull from a registry. */
import type { ImageUse } from '../domain/image-use.ts';
import { withdrawnImage } from '../image/knowledge/data/official.ts';
import { isOfficialImage } from '../image/knowledge/publisher/official-names.ts';
import { buildContext } from '../image/published-names.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { builtAs, builtAsText, builtFrom, builtIn, builtReference, namedLike } from '../workspace/keys.ts';

/**
 * Whether a use names an image of this workspace: an extra context that a Compose file (`additional_contexts`) or a Bake file (`contexts`) passes
 * to the build of this Dockerfile, or a script to any (`--build-context`), or an image that a service of the workspace builds. It reads the workspace, so call it last.
 */
export function isLocal(use: ImageUse, ctx: Context): boolean {
  const ref = use.reference;
  if (ref && isNamedContext(ref, use, ctx)) return true;
  if (!ref) return ctx.workspace.of('service', builtAsText(use.raw)).length > 0;
  return ctx.workspace.of('service', builtAs(ref)).some(({ fact }) => builds(fact.image, ref)) || isOfFolder(ref, ctx);
}

/**
 * Whether only this workspace can have the image: a Dockerfile stands in a folder of its name (`base/Dockerfile`), no registry, namespace or
 * tag is written, and Docker publishes no image of the name, or does so no longer.
 */
function isOfFolder(ref: ImageReference, { unit, workspace }: Context): boolean {
  const { familiar, tag } = ref;
  if (familiar.includes('/') || (tag ?? 'latest') !== 'latest') return false;
  if (isOfficialImage(familiar) && !withdrawnImage(familiar)) return false;
  const named = workspace.of('dockerfile', namedLike(familiar));
  return named.length > 0 && named.every(({ place }) => place.unit.path !== unit.path);
}

/** Whether no registry decides which image this is: it is built in this workspace, or must be on the machine already. Call it last. */
export const isNotPulled = (use: ImageUse, ctx: Context): boolean => use.preloaded || isLocal(use, ctx);

/** A context name is compared with the whole reference, without `:latest` (BuildKit, `dockerui.NamedContext`). */
function isNamedContext(ref: ImageReference, use: ImageUse, ctx: Context): boolean {
  if (ctx.unit.kind !== 'dockerfile' || use.role === 'syntax') return false;
  const name = bare(ref);
  const { workspace, unit } = ctx;
  const isGiven = (contexts: readonly string[] = []): boolean => contexts.some((context) => nameOf(context) === name);
  return (
    workspace.servicesBuilding(unit.path).some(({ fact }) => isGiven(fact.build?.contexts)) ||
    // A template may say elsewhere which Dockerfile of the folder it builds.
    workspace.of('service', builtIn(posix.dirname(unit.path))).some(({ fact }) => isGiven(fact.build?.contexts)) ||
    workspace.of('bake-target', builtFrom(unit.path)).some(({ fact }) => isGiven(fact.contexts)) ||
    // The command is not read so far that it shows which Dockerfile it builds.
    workspace.publishedIn(buildContext(name))?.whole === true
  );
}

const bare = (ref: ImageReference): string =>
  ref.tag === undefined || ref.tag === 'latest' ? ref.familiar : `${ref.familiar}:${ref.tag}`;

function nameOf(context: string): string {
  const ref = parseReference(context);
  return ref ? bare(ref) : context;
}

/** Whether a service that builds `image:` builds this reference. For names that Docker publishes too, the tag must match. */
function builds(image: string | undefined, ref: ImageReference): boolean {
  const built = builtReference(image);
  if (!built || built.familiar !== ref.familiar) return false;
  return !isOfficialImage(ref.familiar) || (built.tag ?? 'latest') === (ref.tag ?? 'latest');
}
