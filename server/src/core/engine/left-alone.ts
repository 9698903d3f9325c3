/** Moves missing settings to the strict profile where few maintainers add them: default are those that complete what a container has, and those of production. */
import { controlsHost } from '../checks/controls-host.ts';
import { endsSoon } from '../checks/ends-soon.ts';
import { idles } from '../checks/idles.ts';
import { isOfNodeAgent } from '../checks/node-agent.ts';
import { onlyBuilds } from '../checks/only-builds.ts';
import { isOfOthers, isOfOwner, ownImage } from '../checks/own-image.ts';
import { isForProduction } from '../checks/production.ts';
import { statesHardening } from '../checks/states-hardening.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import { isOfficialName } from '../image/knowledge/data/official.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { supportOf } from '../image/knowledge/support/support.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import { removedIn } from '../kubernetes/removed-api.ts';
import { isDataImage } from '../network/sensitive-ports.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { Visit } from './subjects.ts';

/**
 * The finding, in the strict profile if it is about a setting that is missing
 * - from a known image of others, or of a known publisher that is not the project, whose program often needs what the setting takes away,
 * - from a container that ends soon, only waits, controls the host anyway, or works on its node,
 * - in a file that only builds, which then has no fixes, or from an object that no supported cluster takes,
 * - from a container without any such setting, in a Compose file or in another file that is not for production.
 *
 * Of 158 findings about missing settings in public repositories, read until 2026-11-30, a maintainer would have acted on 36, in our judgement.
 * @param workspace asked only where the publisher decides
 */
export function softenMissing(
  meta: RuleMeta,
  visit: Visit,
  finding: Finding,
  unit: Unit,
  workspace: () => WorkspaceIndex,
): Finding {
  if (!finding.absent) return finding;
  // Nobody runs the service from this file, so a setting for its containers changes nothing.
  if (meta.group && visit.subject === 'container' && onlyBuilds(visit.value as Container, unit))
    return { ...finding, profile: lowest(finding.profile ?? meta.profile), fixes: [] };
  if ((finding.profile ?? meta.profile) !== 'default') return finding;
  const container = meta.group && visit.subject === 'container' ? (visit.value as Container) : undefined;
  const isLeft =
    isOutdated(visit) ||
    (container !== undefined && (isLeftAlone(container, unit) || isOfOtherProject(container, unit, workspace)));
  return isLeft ? { ...finding, profile: 'strict' } : finding;
}

/** Whether no supported cluster takes the object of a container or workload. */
function isOutdated({ subject, value }: Visit): boolean {
  const owner =
    subject === 'workload' ? (value as Workload) : subject === 'container' ? (value as Container).owner : undefined;
  return owner?.origin === 'kubernetes' && removedIn(owner.object) !== undefined;
}

/** Whether another project publishes the image, whose own files say how its program runs. */
function isOfOtherProject({ image, origin }: Container, unit: Unit, workspace: () => WorkspaceIndex): boolean {
  const reference = image?.reference;
  if (origin !== 'kubernetes' || reference === undefined || !isOfOthers(reference)) return false;
  const ctx = { unit, workspace: workspace() };
  return ownImage(reference, ctx) === undefined && !isOfOwner(reference, ctx);
}

/** By container: each of its missing settings asks. */
const leftAlone = new WeakMap<Container, boolean>();

function isLeftAlone(container: Container, unit: Unit): boolean {
  const before = leftAlone.get(container);
  if (before !== undefined) return before;
  const is = leaves(container, unit);
  leftAlone.set(container, is);
  return is;
}

function leaves(container: Container, unit: Unit): boolean {
  const { image } = container;
  if (endsSoon(container, unit) || idles(container) || controlsHost(container) || isOfNodeAgent(container)) return true;
  if (!statesHardening(container) && (container.origin === 'compose' || !isForProduction(unit.path))) return true;
  return image?.reference !== undefined && !image.builtHere && isKnown(image.reference);
}

/** Whether a table of ours has the image: an official one, or one whose user, support or data is known. */
const isKnown = (reference: ImageReference): boolean =>
  isOfficialName(publicName(reference)) ||
  isDataImage(reference.repository) ||
  userRow(reference) !== undefined ||
  supportOf(reference).length > 0;

const lowest = (profile: RuleMeta['profile']): RuleMeta['profile'] => (profile === 'default' ? 'strict' : profile);
