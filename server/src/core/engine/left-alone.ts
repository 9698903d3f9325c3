/** Moves missing settings to the strict profile where few maintainers add them: only a project's own programs that keep running are worth it. */
import type { Container } from '../domain/container.ts';
import type { Unit } from '../domain/unit.ts';
import { isOfficialName } from '../image/knowledge/data/official.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { supportOf } from '../image/knowledge/support/support.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import { isDataImage } from '../network/sensitive-ports.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/**
 * The finding, in the strict profile if it is about a setting that is missing from a known image of others, whose program often needs what the
 * setting takes away, from a container that ends soon, or in a file that only builds.
 */
export function softenMissing(meta: RuleMeta, visit: Visit, finding: Finding, unit: Unit): Finding {
  if (!meta.group || !finding.absent || visit.subject !== 'container') return finding;
  if ((finding.profile ?? meta.profile) !== 'default') return finding;
  return isLeftAlone(visit.value as Container, unit) ? { ...finding, profile: 'strict' } : finding;
}

function isLeftAlone(container: Container, unit: Unit): boolean {
  const { image, role } = container;
  if (role !== 'container' || endsSoon(container, unit) || onlyBuilds(container, unit)) return true;
  return image?.reference !== undefined && !image.builtHere && isKnown(image.reference);
}

/** Whether a table of ours has the image: an official one, or one whose user, support or data is known. */
const isKnown = (reference: ImageReference): boolean =>
  isOfficialName(publicName(reference)) ||
  isDataImage(reference.repository) ||
  userRow(reference) !== undefined ||
  supportOf(reference).length > 0;

function endsSoon(container: Container, unit: Unit): boolean {
  if (container.origin === 'compose') return ENDS_SOON.test(container.name) || awaited(unit).has(container.name);
  const { kind, lens } = container.owner.object;
  return kind === 'Job' || kind === 'CronJob' || !lens.get('metadata', 'annotations', 'helm.sh/hook').absent;
}

/** Names of services that prepare others. */
const ENDS_SOON = /(?:^|[-_.])(?:init|setup|migrat(?:e|ion|ions|or)|seed(?:er)?|bootstrap)(?:$|[-_.])/i;

const known = new WeakMap<Unit, ReadonlySet<string>>();

/** The services of the file whose end another one waits for. Source: Compose specification, "depends_on". */
function awaited(unit: Unit): ReadonlySet<string> {
  const before = known.get(unit);
  if (before) return before;
  const services = unit.kind === 'compose' ? unit.compose.services : [];
  const names = services.flatMap(({ container }) =>
    container.lens
      .get('depends_on')
      .entries()
      .filter((entry) => entry.get('condition').text === 'service_completed_successfully')
      .map(({ key }) => key),
  );
  const now = new Set(names);
  known.set(unit, now);
  return now;
}

/** `docker-compose.build.yml`: `docker compose build` reads it, and starts nothing. */
const onlyBuilds = ({ image, owner }: Container, unit: Unit): boolean =>
  owner.origin === 'compose' && image?.builtHere !== false && /(?:^|[/._-])build\.ya?ml$/i.test(unit.path);
