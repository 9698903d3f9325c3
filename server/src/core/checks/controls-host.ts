/** Whether root of a container is root of the host, because of a finding that says so already. */
import type { Container } from '../domain/container.ts';
import type { Unit } from '../domain/unit.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import type { Finding } from '../rule/rule.ts';
import { endsSoon } from './ends-soon.ts';
import { isForDevelopers } from './for-development.ts';
import { idles } from './idles.ts';
import { isPrivileged } from './is-privileged.ts';
import { needsRoot } from './needs-root.ts';
import { isOfNodeAgent } from './node-agent.ts';
import { hasUserNamespace } from './non-root.ts';
import { isForProduction } from './production.ts';
import { statesHardening } from './states-hardening.ts';

/** For images that are root only at the start, which is right for many, and those of developers and builds. */
export const STRICT_HINT = { severity: 'hint', profile: 'strict' } as const;

/** The keys whose removal ends that: see `RuleMeta.mutedBy`. */
export const HOST_CONTROL_KEYS: readonly string[] = ['privileged', 'volumes', 'use_api_socket'];

/**
 * Whether the container is privileged or mounts what controls the host: a control socket, a folder that holds one, or the host's root. The root
 * mounted read-only does not count: that is for reading files, and another user cannot open its sockets.
 */
export const controlsHost = (container: Container): boolean =>
  !hasUserNamespace(container.owner) &&
  (isPrivileged(container) ||
    container.hostMounts.some(({ source, readOnly }) => {
      const socket = controlSocket(source);
      return socket !== undefined && !socket.limited && !(source === '/' && readOnly);
    }));

/**
 * How a finding that a container of a unit runs as root is lowered. Another user of what controls the host is no less powerful, and the findings
 * about that come first; so for agents of the node. Containers of developers are a hint, and those that end after work that only root can do; others that end or only wait are for the strict profile. The image of a Compose service
 * that is not built here has its user from its publisher: the strict profile reports that nobody sets another one, as for other missing settings,
 * unless the service has hardening settings. Who writes `user: root` has chosen it, so the strict profile reports that too.
 * `built`: see `isForDevelopers`.
 */
export const loweredForRoot = (
  container: Container,
  built: Parameters<typeof isForDevelopers>[1],
  unit: Unit,
): Partial<Finding> => {
  if (isForDevelopers(unit.path, built)) return STRICT_HINT;
  if (controlsHost(container) || isOfNodeAgent(container)) return { profile: 'strict' };
  if (endsSoon(container, unit)) return needsRoot(container) ? STRICT_HINT : { profile: 'strict' };
  if (idles(container)) return { profile: 'strict' };
  if (container.origin !== 'compose' || built !== undefined || isForProduction(unit.path)) return {};
  const isChosen = container.user.value !== undefined;
  return isChosen || !statesHardening(container) ? { profile: 'strict' } : {};
};
