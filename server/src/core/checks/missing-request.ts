import type { Container } from '../domain/container.ts';
import type { Context, Finding } from '../rule/rule.ts';
import { mayHaveDefaultLimit } from '../workspace/default-limits.ts';

const NAMES = { memory: 'memory', cpu: 'CPU' } as const;

/** Reports a container of a pod without a request for a resource. A limit without a request is the request too. */
export function* missingRequest(container: Container, resource: 'memory' | 'cpu', ctx: Context): Iterable<Finding> {
  if (container.origin !== 'kubernetes' || container.partial || container.role === 'ephemeral') return;
  const limit = container[`${resource}Limit`];
  const resources = container.lens.get('resources');
  if (limit.value !== undefined || limit.unknown || (!resources.absent && !resources.map)) return;
  const requests = resources.get('requests');
  if (!requests.get(resource).absent || (!requests.absent && !requests.map)) return;
  if (mayHaveDefaultLimit(container.owner.object, ctx.unit.path, resource, ctx.workspace)) return;
  yield { at: container.nameSpan, absent: true, message: `\`${container.name}\` has no ${NAMES[resource]} request` };
}
