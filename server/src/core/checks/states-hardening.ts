/** Whether somebody has decided how far a container is hardened: those who did act on what is still missing. */
import type { Container } from '../domain/container.ts';

/** The keys of a pod's container whose setting makes that answer yes, for the prover: then what is missing beside them is reported in the default profile. */
export const HARDENING_KEYS: readonly string[] = ['allowPrivilegeEscalation', 'capabilities', 'seccompProfile'];

/** Whether a container, or another one of its pod, has a setting that takes something from an attacker. */
export const statesHardening = (container: Container): boolean =>
  container.origin === 'kubernetes' ? container.owner.containers.some(states) : states(container);

/** Any value counts: so a fix of a value does not change the answer. Limits and users do not, which are set for other reasons too. */
const states = ({ allowPrivilegeEscalation, readOnlyRootFilesystem, seccomp, capDrop }: Container): boolean =>
  capDrop.length > 0 ||
  [allowPrivilegeEscalation, readOnlyRootFilesystem, seccomp].some((one) => one.unknown || one.at !== undefined);
