/** Sets the seccomp profile of a pod's container. */
import { debuggerNotes, debuggerOf } from '../checks/debugger.ts';
import { createsNamespaces } from '../checks/gains-privileges.ts';
import type { Container } from '../domain/container.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { setSecurityContext } from './container.ts';
import { sets } from './effect.ts';
import { alone, fixIf } from './fix.ts';

/**
 * API versions that clusters serve up to Kubernetes 1.15. They refuse `seccompProfile`, which came with 1.19. Source: Kubernetes
 * documentation, "Deprecated API Migration Guide" and "Seccomp and Kubernetes".
 */
const BEFORE_THE_FIELD = /^(?:extensions\/v1beta1|apps\/v1beta[12])$/;

const CHECK = 'Check that the program starts no containers of its own: the profile refuses new user namespaces';

/**
 * The fix that sets the runtime's default profile; empty if it cannot be written, or if no cluster that reads the object knows the field. The API server refuses a field that differs from the
 * container's annotation, though it ignores the annotation otherwise (`validateSeccompAnnotationsAndFieldsMatch`).
 */
export function defaultSeccompFixes(ctx: Context, container: Container): Fix[] {
  const { value, level } = container.seccomp;
  if (container.origin === 'kubernetes' && BEFORE_THE_FIELD.test(container.owner.object.apiVersion)) return [];
  if (level === 'container' && value !== undefined && value !== 'RuntimeDefault') return [];
  const fixes = fixIf(
    'Set `seccompProfile: type: RuntimeDefault`',
    'review',
    () => setSecurityContext(ctx, container, ['seccompProfile', 'type'], 'RuntimeDefault'),
    [sets(container, 'securityContext', 'seccompProfile', 'type')],
    debuggerNotes(debuggerOf(container, ctx.unit)),
  );
  return createsNamespaces(container) ? alone(fixes, CHECK) : fixes;
}
