/** The release of Debian for a stage that builds programs: they need the C library with which they are built, or a newer one. */

import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { copySource, namedSources, stageNames } from '../dockerfile/sources.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { type Distribution, distributionOf } from '../image/knowledge/distro/distribution.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { hasEnded } from '../image/knowledge/support/support.ts';
import { listedTags } from '../image/knowledge/tag/listed-tags.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';

/** Images without a program of their own, on which copied programs run. */
const PLAIN = /^(?:debian|buildpack-deps|gcr\.io\/distroless\/.+)$/;

/** A stage that runs what another one builds. */
interface Runtime {
  readonly reference: ImageReference;
  readonly debian: Distribution;
}

/**
 * The reference `text` for stages that build programs, on the release of Debian on which these run, where the image has such a tag; else a
 * note. `uses`: where the reference is to be written.
 */
export function onRuntimeRelease(
  uses: readonly ImageUse[],
  ctx: Context,
  text: string,
): { readonly to: string; readonly notes: readonly string[] } {
  const next = parseReference(text);
  const same = { to: text, notes: [] };
  const { unit } = ctx;
  if (unit.kind !== 'dockerfile' || !next?.tag) return same;
  const builders = uses.flatMap((use) => (use.role === 'from' && use.stage ? [use.stage] : []));
  const runtime = builders.map((stage) => runtimeOf(unit.dockerfile, stage)).find((found) => found !== undefined);
  const { distro, words } = readTag(next.tag);
  if (!runtime || (distro && distro.name !== 'debian')) return same;
  const { cycle } = runtime.debian;
  if (cycle.codename === undefined || distro?.release === cycle.name) return same;
  const tag = distro ? words.with(distro.at, cycle.codename).join('-') : `${next.tag}-${cycle.codename}`;
  if (!hasEnded(cycle.end, ctx.settings.today) && listedTags(publicName(next))?.tags.has(tag) === true)
    return { to: `${text.slice(0, next.nameSpan.end)}:${tag}`, notes: [] };
  return {
    to: text,
    notes: [`Move \`${runtime.reference.raw}\`, which runs what this stage builds, to the same release of Debian`],
  };
}

/** The stage with another image of Debian that copies from a stage; `undefined` for none. */
function runtimeOf(file: Dockerfile, builder: Stage): Runtime | undefined {
  const names = stageNames(file.stages);
  for (const stage of file.stages) {
    const root = rootOf(stage);
    if (root === builder || root.source.kind !== 'image') continue;
    const copies = stage.instructions.some((i) =>
      namedSources(i).some(({ role, name }) => {
        const source = role === 'copy' ? copySource(name.text, file.stages, names) : undefined;
        return source?.kind === 'stage' && rootOf(source.stage) === builder;
      }),
    );
    const { reference } = root.source;
    const name = publicName(reference);
    const isSame = builder.source.kind === 'image' && publicName(builder.source.reference) === name;
    const found = copies && (isSame || PLAIN.test(name)) ? distributionOf(name, readTag(reference.tag)) : undefined;
    if (found?.product.id === 'debian') return { reference, debian: found };
  }
  return undefined;
}

/** The first stage of a chain of FROMs. */
function rootOf(stage: Stage): Stage {
  let here = stage;
  // A stage refers only to earlier ones, so the chain is finite.
  while (here.source.kind === 'stage') here = here.source.stage;
  return here;
}
