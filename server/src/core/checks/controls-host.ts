/** Whether root of a container is root of the host, because of a finding that says so already. */
import type { Container } from '../domain/container.ts';
import { controlSocket } from '../host-path/control-socket.ts';
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
