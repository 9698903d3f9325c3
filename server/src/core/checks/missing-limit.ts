/** Shared code of the rules about resource limits. */
import type { Container } from '../domain/container.ts';
import type { Context, Finding, Fix } from '../rule/rule.ts';
import { mayHaveDefaultLimit } from '../workspace/default-limits.ts';

export type LimitedResource = 'memory' | 'cpu' | 'pids';

export const RESOURCE_NAMES: Readonly<Record<LimitedResource, string>> = {
  memory: 'memory',
  cpu: 'CPU',
  pids: 'process',
};

/** Docker reads 0 and -1 as no limit. */
const isUnlimited = (value: string): boolean => /^(?:0+(?:\.0*)?[a-zA-Z]*|-\d+)$/.test(value.trim());

/** Reports a container without a limit for a resource. */
export function* missingLimit(
  container: Container,
  resource: LimitedResource,
  ctx: Context,
  fixes: () => readonly Fix[],
): Iterable<Finding> {
  const limit = container[`${resource}Limit`];
  const stated = limit.value !== undefined;
  // Ephemeral containers cannot have limits.
  if (limit.unknown || container.role === 'ephemeral' || (stated && !isUnlimited(limit.value))) return;
  if (!stated && (container.partial || isLimitedByNamespace(container, resource, ctx))) return;
  // `${MEMORY:-0}`: whoever starts the service chooses the limit.
  const isChosen = limit.at !== undefined && ctx.unit.text.slice(limit.at.start, limit.at.end).includes('$');
  yield {
    ...(isChosen ? { profile: 'strict' as const } : {}),
    at: limit.at ?? container.nameSpan,
    absent: !stated,
    message: `\`${container.name}\` has no ${RESOURCE_NAMES[resource]} limit`,
    fixes,
  };
}

const isLimitedByNamespace = ({ owner }: Container, resource: LimitedResource, ctx: Context): boolean =>
  owner.origin === 'kubernetes' && mayHaveDefaultLimit(owner.object, ctx.unit.path, resource, ctx.workspace);
