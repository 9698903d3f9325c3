import type { Container } from '../domain/container.ts';

/** The container has every capability, whatever it adds or drops. Swarm, for one, ignores `privileged`. Source: moby `oci/caps/utils.go`. */
export const isPrivileged = ({ privileged, platform }: Container): boolean =>
  privileged.value === true && platform.settings.privileged !== 'ignored';
