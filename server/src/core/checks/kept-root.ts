/** Whether an image that gives up root does so in a container. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { mountTargets } from '../domain/mount-targets.ts';
import { isServiceOf, type StepDown, stepDown } from '../image/knowledge/user/step-down.ts';
import { runsImageEntrypoint } from '../shell/shell.ts';
import type { Lens } from '../yaml/lens.ts';

/** What keeps the image's entrypoint from changing the user. */
export type KeptRoot =
  /** These capabilities are missing. */
  | { readonly because: 'capabilities'; readonly missing: readonly string[] }
  /** These variables are not set, or this one is set. */
  | { readonly because: 'unset' | 'set'; readonly variables: readonly string[] }
  /** The container replaces the image's entrypoint, which would keep root for one of the other reasons. */
  | { readonly because: 'entrypoint' };

/** `undefined` when the service changes its user, when that is not known, and when it would not start as root at all. */
export function keptRoot(container: Container, step: StepDown): KeptRoot | undefined {
  const kept = keptByEntrypoint(container, step);
  return kept && replacesEntrypoint(container) ? { because: 'entrypoint' } : kept;
}

/**
 * Whether the image's own entrypoint, which a container starts as root by a setting, runs the service as another user: the container does
 * not replace the entrypoint, or runs it by its command, and starts the image's service.
 */
export function entrypointStepsDown(container: Container): boolean {
  const reference = container.image?.reference;
  if (!reference || container.image?.overridable) return false;
  if (container.owner.origin === 'compose' && container.owner.build) return false;
  const step = stepDown(reference);
  if (!step || step.by === 'program' || keptRoot(container, step)) return false;
  if (replacesEntrypoint(container))
    return containerCommands(container).some(({ command }) => runsImageEntrypoint(command));
  const [first] = container.command;
  return !first || (!first.shell && isServiceOf(reference, first.text.trim().split(/\s/, 1)[0]));
}

const replacesEntrypoint = ({ command }: Container): boolean => command.some(({ part }) => part === 'entrypoint');

function keptByEntrypoint(container: Container, step: StepDown): KeptRoot | undefined {
  const isSet = (name: string): boolean => container.env.some((variable) => variable.name === name);
  if (step.unless !== undefined && isSet(step.unless)) return { because: 'set', variables: [step.unless] };
  if (!step.when.every(isSet) && !mayHaveMoreVariables(container)) return { because: 'unset', variables: step.when };
  const missing = step.without === 'stays root' ? missingCapabilities(container, step.needs) : [];
  return missing.length > 0 ? { because: 'capabilities', missing } : undefined;
}

/** The capabilities of `needs` that the container drops and does not add back. Empty when they cannot be read. */
export function missingCapabilities(container: Container, needs: readonly string[]): string[] {
  if (container.capabilitiesUnknown || container.partial || container.privileged.value === true) return [];
  const dropped = new Set(container.capDrop.map(({ name }) => name));
  const added = new Set(container.capAdd.map(({ name }) => name));
  return needs.filter((name) => (dropped.has('ALL') || dropped.has(name)) && !added.has('ALL') && !added.has(name));
}

/** Whether the entrypoint of the image may start and end a server of another user before it gives up root. */
export function mayEndInitServer(container: Container, { initServer }: StepDown): boolean {
  if (!initServer || replacesEntrypoint(container)) return false;
  const { variables, directory } = initServer;
  return (
    container.env.some(({ name }) => variables.includes(name)) ||
    mayHaveMoreVariables(container) ||
    mountTargets(container).some((target) => target === directory || target.startsWith(`${directory}/`))
  );
}

/** Variables may come from a file or an object that is not read here. */
const mayHaveMoreVariables = (container: Container): boolean =>
  container.partial ||
  isOpaque(container.lens.get('env')) ||
  container.lens.get(container.origin === 'kubernetes' ? 'envFrom' : 'env_file').node !== undefined;

/** Whether a template supplies some of the variables. */
const isOpaque = ({ hidden, more }: Lens): boolean => hidden || more;

/** Why a container of an image is root, as one clause of a message. */
export function rootReason(image: string, kept: KeptRoot | undefined): string {
  if (!kept || kept.because === 'entrypoint') return `\`${image}\` does, and no user is set here`;
  if (kept.because === 'capabilities') {
    return `\`${image}\` steps down only with ${listed(kept.missing)}, which it does not get`;
  }
  const condition = kept.because === 'set' ? 'without' : 'with';
  return `\`${image}\` steps down only ${condition} ${listed(kept.variables)}, and no user is set here`;
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' and ');
