/** Containers that end after their work. */
import type { Container } from '../domain/container.ts';
import type { Unit } from '../domain/unit.ts';

/** Whether the container prepares something and then ends: an init container, a Job, a pod that is not started again, a service with such a name or whose end others wait for. */
export function endsSoon(container: Container, unit: Unit): boolean {
  if (container.role !== 'container') return true;
  if (container.origin === 'compose') return ENDS_SOON.test(container.name) || awaited(unit).has(container.name);
  const { kind, lens } = container.owner.object;
  if (kind === 'Pod' && /^(?:Never|OnFailure)$/.test(lens.get('spec', 'restartPolicy').text ?? '')) return true;
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
