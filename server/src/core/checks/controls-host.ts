/** Whether root of a container is root of the host, because of a finding that says so already. */
import type { Container } from '../domain/container.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import type { Finding } from '../rule/rule.ts';
import { isForDevelopers } from './for-development.ts';
import { isPrivileged } from './is-privileged.ts';
import { hasUserNamespace } from './non-root.ts';

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
 * How a finding that a container of the file at `path` runs as root is lowered. Another user of what controls the host is no less powerful, and the findings
 * about that come first; containers of developers are a hint. `built`: see `isForDevelopers`.
 */
export const loweredForRoot = (
  container: Container,
  built: Parameters<typeof isForDevelopers>[1],
  path: string,
): Partial<Finding> => {
  if (isForDevelopers(path, built)) return { severity: 'hint', profile: 'strict' };
  return controlsHost(container) ? { profile: 'strict' } : {};
};
