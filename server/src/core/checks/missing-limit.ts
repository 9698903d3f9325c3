/** What the rules on resource limits share. */
import type { Container } from '../domain/container.ts';
import { fixIf } from '../fixes/fix.ts';
import { addLimit, type Limited } from '../fixes/limit.ts';
import type { Context, Finding } from '../rule/rule.ts';

const NAMES = { memory: 'memory', cpu: 'CPU', pids: 'process' } as const;

/** Docker takes 0 and -1 for no limit. */
const isUnlimited = (value: string): boolean => /^(?:0+(?:\.0*)?[a-zA-Z]*|-\d+)$/.test(value.trim());

/** The finding that a container may use as much of a resource as there is. */
export function* missingLimit(ctx: Context, container: Container, kind: Limited): Iterable<Finding> {
  const limit = container[`${kind}Limit`];
  const stated = limit.value !== undefined;
  // Ephemeral containers cannot have any.
  if (limit.unknown || container.role === 'ephemeral' || (stated && !isUnlimited(limit.value))) return;
  if (!stated && container.partial) return;
  yield {
    at: limit.at ?? container.nameSpan,
    absent: !stated,
    message: `\`${container.name}\` has no ${NAMES[kind]} limit`,
    fixes: fixIf(`Add a ${NAMES[kind]} limit`, 'review', () => addLimit(ctx, container, kind)),
  };
}
