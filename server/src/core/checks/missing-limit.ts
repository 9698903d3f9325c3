/** What the rules about resource limits share. */
import type { Container } from '../domain/container.ts';
import type { Finding, Fix } from '../rule/rule.ts';

export type LimitedResource = 'memory' | 'cpu' | 'pids';

export const RESOURCE_NAMES: Readonly<Record<LimitedResource, string>> = {
  memory: 'memory',
  cpu: 'CPU',
  pids: 'process',
};

/** Docker takes 0 and -1 for no limit. */
const isUnlimited = (value: string): boolean => /^(?:0+(?:\.0*)?[a-zA-Z]*|-\d+)$/.test(value.trim());

/** The finding that nothing limits how much of a resource a container uses. `fixes` is called only when there is a finding. */
export function* missingLimit(
  container: Container,
  resource: LimitedResource,
  fixes: () => readonly Fix[],
): Iterable<Finding> {
  const limit = container[`${resource}Limit`];
  const stated = limit.value !== undefined;
  // Ephemeral containers cannot have any.
  if (limit.unknown || container.role === 'ephemeral' || (stated && !isUnlimited(limit.value))) return;
  if (!stated && container.partial) return;
  yield {
    at: limit.at ?? container.nameSpan,
    absent: !stated,
    message: `\`${container.name}\` has no ${RESOURCE_NAMES[resource]} limit`,
    fixes: fixes(),
  };
}
