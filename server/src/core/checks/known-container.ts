/** Whether it is known what a container needs. Fixes that may stop a program depend on it. */
import type { Container } from '../domain/container.ts';
import type { UserRow } from '../image/knowledge/data/image-users.ts';
import { stepDown } from '../image/knowledge/user/step-down.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { ImageReference } from '../image/reference.ts';
import { createsNamespaces, gainsPrivileges } from './gains-privileges.ts';

/** Supervisors that start several services, each with needs of its own. */
const SUPERVISORS = /^(?:s6|capsh|chpst)/;

/**
 * The facts about a container's image, if they and its command show what it needs: its user, ports, volumes and how it steps down. `undefined` for an image that is
 * built here or unknown, a base image without a service, a supervisor, and another command than the image's own.
 */
export function knownService(container: Container): UserRow | undefined {
  const { image } = container;
  if (gainsPrivileges(container) || createsNamespaces(container)) return undefined;
  const reference = image?.reference;
  if (!reference || image.overridable || image.builtHere || !runsOwnProgram(container, reference)) return undefined;
  const row = userRow(reference);
  const step = stepDown(reference);
  if (!row || (step && SUPERVISORS.test(step.by))) return undefined;
  return row.ports.length > 0 || row.volumes.length > 0 || step ? row : undefined;
}

/** No command, or only options or the program that the image is named after: `--loglevel debug`, `redis-server` of `redis`. */
function runsOwnProgram({ command }: Container, { familiar }: ImageReference): boolean {
  const [first] = command;
  if (!first) return true;
  if (command.some((word) => word.part === 'entrypoint' || word.shell || !word.literal)) return false;
  const program = first.unsplit ? first.text.trim().split(/\s+/)[0]! : first.text;
  const name = familiar.slice(familiar.lastIndexOf('/') + 1);
  return program.startsWith('-') || new RegExp(`^${name.replace(/[^a-z0-9]/g, '.')}(?:d|-server)?$`).test(program);
}
