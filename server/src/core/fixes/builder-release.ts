/** The release of Debian for a stage that builds programs: they need the C library with which they are built, or a newer one. */

import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { copySource, namedSources, stageNames } from '../dockerfile/sources.ts';
import { chainOf } from '../dockerfile/start-scripts.ts';
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
  /** What the stage builds needs no C library. */
  readonly isStatic: boolean;
}

/**
 * The reference `text` in place of `use`. Where a stage FROM the same reference builds programs, it is on the release of Debian on which these
 * run, if the image has such a tag; else there is a note.
 */
export function onRuntimeRelease(
  use: ImageUse,
  ctx: Context,
  text: string,
): { readonly to: string; readonly notes: readonly string[] } {
  const next = parseReference(text);
  const same = { to: text, notes: [] };
  const { unit } = ctx;
  if (unit.kind !== 'dockerfile' || !next?.tag) return same;
  const runtime = runtimesIn(unit.dockerfile).get(use.reference?.raw ?? '');
  const { distro, words } = readTag(next.tag);
  if (!runtime || (distro && distro.name !== 'debian')) return same;
  const { cycle } = runtime.debian;
  if (cycle.codename === undefined || distro?.release === cycle.name) return same;
  const tag = distro ? words.with(distro.at, cycle.codename).join('-') : `${next.tag}-${cycle.codename}`;
  if (!hasEnded(cycle.end, ctx.settings.today) && listedTags(publicName(next))?.tags.has(tag) === true)
    return { to: `${text.slice(0, next.nameSpan.end)}:${tag}`, notes: [] };
  if (runtime.isStatic) return same;
  return {
    to: text,
    notes: [`Move \`${runtime.reference.raw}\`, which runs what this stage builds, to the same release of Debian`],
  };
}

/** By the reference of a stage: the first stage with another image of Debian that copies from it. Kept, because every image asks. */
const runtimes = new WeakMap<Dockerfile, ReadonlyMap<string, Runtime>>();

function runtimesIn(file: Dockerfile): ReadonlyMap<string, Runtime> {
  const known = runtimes.get(file);
  if (known) return known;
  const found = new Map<string, Runtime>();
  const names = stageNames(file.stages);
  const roots = new Map<Stage, Stage>();
  const rootOf = (stage: Stage): Stage =>
    // A stage refers only to earlier ones.
    roots.get(stage.source.kind === 'stage' ? stage.source.stage : stage) ?? stage;
  for (const stage of file.stages) {
    const root = rootOf(stage);
    roots.set(stage, root);
    if (root.source.kind !== 'image') continue;
    const { reference } = root.source;
    const name = publicName(reference);
    for (const { role, name: source } of stage.instructions.flatMap(namedSources)) {
      const copied = role === 'copy' ? copySource(source.text, file.stages, names) : undefined;
      const builder = copied?.kind === 'stage' ? rootOf(copied.stage) : undefined;
      if (copied?.kind !== 'stage' || !builder || builder === root || builder.source.kind !== 'image') continue;
      const { raw } = builder.source.reference;
      if (found.get(raw)?.isStatic === false || (publicName(builder.source.reference) !== name && !PLAIN.test(name)))
        continue;
      const debian = distributionOf(name, readTag(reference.tag));
      if (debian?.product.id === 'debian') found.set(raw, { reference, debian, isStatic: isStatic(copied.stage) });
    }
  }
  runtimes.set(file, found);
  return found;
}

/** Whether Go builds without C in the stage. Source: `go doc cmd/cgo`, `CGO_ENABLED`. */
function isStatic(stage: Stage): boolean {
  const set = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ keyword, argsText }) => (/^(?:RUN|ENV|ARG)$/.test(keyword) ? [...argsText.matchAll(CGO)] : []));
  return set.length > 0 && set.every(([, value]) => value === '0');
}

const CGO = /\bCGO_ENABLED[= ]["']?([^\s"';&]*)/g;
