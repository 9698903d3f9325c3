/** Images for which few maintainers choose a version, as far as we read public repositories. */
import type { ImageUse } from '../domain/image-use.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { tagKind } from '../image/knowledge/tag/floating-tags.ts';
import { namesRelease } from '../image/knowledge/tag/release-in-name.ts';
import type { ImageReference } from '../image/reference.ts';
import { isStoreImage } from '../network/sensitive-ports.ts';
import type { Context } from '../rule/rule.ts';
import { isBareDistribution } from './bare-distribution.ts';
import { isNamedForDevelopers } from './for-development.ts';
import { onlyHelps } from './helper-file.ts';
import { isImitation } from './imitation-image.ts';
import { onlyStores } from './open-store.ts';
import { isOfOwner, ownImage } from './own-image.ts';
import { isForProduction } from './production.ts';

/**
 * Images that their publisher builds again and again under the same name. Sources: chainguard.dev, "A guide on how to use Chainguard Images for public
 * catalog tier users" (others get `latest` and `latest-dev` only), the README of GoogleContainerTools/distroless (its tags name variants, not versions)
 * and the new project guide of google/oss-fuzz, read on 2026-11-30.
 */
const ONLY_LATEST = /^(?:gcr\.io\/(?:distroless|oss-fuzz-base)|cgr\.dev\/chainguard)\//;

/** Free of charge Bitnami offers `latest` only. Source: bitnami/charts, issue 35164, read on 2026-12-01. */
const BITNAMI = /^bitnami(?:secure)?\//;

/** A build of Maven or Gradle that is not released: only its own developers have it. */
const SNAPSHOT = /(?:^|-)snapshot$/i;

/** Whether others only copy files of the stage, which runs nothing: a program of another image. */
const isSource = ({ role, stage }: ImageUse, { unit }: Context): boolean =>
  role === 'from' &&
  stage?.final === false &&
  unit.kind === 'dockerfile' &&
  !stage.instructions.some(({ keyword }) => keyword === 'RUN') &&
  !unit.dockerfile.stages.some(({ source }) => source.kind === 'stage' && source.stage === stage);

/** `shop:${VERSION:-latest}`, not `${REGISTRY}/shop`. */
const VARIABLE_VERSION = /:[^/]*\$[^/]*$/;

/**
 * Whether a Compose file uses the image, and a variable chooses the version or the file is not for production: those who run it choose the version, as
 * `docker compose pull` takes it.
 */
export const isComposeTemplate = ({ container, raw }: ImageUse, { unit }: Context): boolean =>
  container?.origin === 'compose' && (VARIABLE_VERSION.test(raw) || !isForProduction(unit.path));

/** Whether a database with its data runs the image: the next major version does not start with the data of this one. */
const losesItsData = (reference: ImageReference, { unit }: Context): boolean =>
  isStoreImage(reference.repository) &&
  tagKind(reference) !== 'floating' &&
  !(unit.kind === 'compose' && onlyStores(unit.compose));

/**
 * Whether the image has no other tag, is not released, gives but files, or states its release in its name, is a distribution alone, is for developers, as its Dockerfile may be, or is another one of the repository's own
 * publisher.
 */
export function isSeldomPinned(use: ImageUse, reference: ImageReference, ctx: Context): boolean {
  if (namesRelease(reference)) return true;
  if (isComposeTemplate(use, ctx)) return !losesItsData(reference, ctx) || onlyHelps(ctx);
  if (use.container?.role === 'init') return true;
  // A variant or channel in a Dockerfile (`alpine`, `stable`) is chosen on purpose.
  if (tagKind(reference) === 'floating' && use.container === undefined) return true;
  const name = publicName(reference);
  if (ONLY_LATEST.test(name) || BITNAMI.test(name) || isImitation(name)) return true;
  if (SNAPSHOT.test(reference.tag ?? '') || isSource(use, ctx)) return true;
  if (isBareDistribution(use, reference)) return true;
  if (use.container === undefined && isNamedForDevelopers(ctx.unit.path)) return true;
  return isOfOwner(reference, ctx) && ownImage(reference, ctx) === undefined;
}
