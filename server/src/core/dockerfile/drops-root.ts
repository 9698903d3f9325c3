import { isServiceOf, type StepDown, stepDown } from '../image/knowledge/user/step-down.ts';
import type { ImageReference } from '../image/reference.ts';
import {
  changesUser,
  effectiveCommands,
  endsInWebServer,
  onlyWebServers,
  runsImageEntrypoint,
  scriptChangesUser,
  scriptRunsImageEntrypoint,
  scriptsRun,
} from '../shell/shell.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf, startInstructions, startScripts } from './start-scripts.ts';

/** Programs that images install only to drop root. */
const INSTALLED = /(?:^|[\s/])(?:gosu|su-exec)(?=[\s;\\"']|$)/;

/** Init systems of images, which start as root and choose a user for each service: s6-overlay and phusion's baseimage. */
const INITS = new Set(['/init', '/sbin/my_init']);

/**
 * How a stage that is root at the start gives up root: its entrypoint changes the user, or is an init system that does, or it is
 * Supervisor, which stays root and starts its programs as other users, or a server that does so with its workers.
 */
export type OwnStepDown = 'entrypoint' | 'init' | 'supervisor' | 'server';

/** Images of web servers and PHP: we know other ways to run them without root. */
export const isServerImage = ({ user: { origin } }: Stage): boolean =>
  origin.kind === 'image' && /(?:^|[/-])(?:nginx|httpd|php|apache|openresty|wordpress)/.test(origin.reference.familiar);

/**
 * How the program of the stage drops root by itself, as far as the Dockerfile tells: its ENTRYPOINT or CMD runs a program that changes the
 * user, or a script of the Dockerfile that does, or its ENTRYPOINT is a script and the stage installs such a program. Scripts of the build
 * context are a question for `checks/own-step-down.ts`.
 */
export function ownStepDown(stage: Stage): OwnStepDown | undefined {
  const instructions = startInstructions(stage);
  if (instructions.some((i) => i.commands().some(changesUser))) return 'entrypoint';
  if (keepsEntrypoint(stage)) return 'entrypoint';
  const [first] = instructions.flatMap((i) => i.commands().flatMap(scriptsRun));
  if (first !== undefined && INITS.has(first)) return 'init';
  const script = instructions.some((i) => i.keyword === 'ENTRYPOINT' && runsScript(i));
  if (script && stage.instructions.some((i) => /^(?:RUN|COPY|ADD)$/.test(i.keyword) && INSTALLED.test(i.argsText)))
    return 'entrypoint';
  const { texts } = startScripts(stage);
  if (texts.some(scriptChangesUser)) return 'entrypoint';
  if (imageEntrypointDrops(stage) && texts.some(scriptRunsImageEntrypoint)) return 'entrypoint';
  if (isServerImage(stage)) return undefined;
  const commands = instructions.flatMap((i) => i.commands());
  return texts.some(endsInWebServer) || onlyWebServers(commands) ? 'server' : undefined;
}

/** Whether the stage starts this program. */
const starts = (stage: Stage, name: string): boolean =>
  startInstructions(stage).some((i) =>
    i.commands().some((c) => effectiveCommands(c).some(({ command }) => command.name === name)),
  );

export const startsSupervisor = (stage: Stage): boolean => starts(stage, 'supervisord');
export const startsUwsgi = (stage: Stage): boolean => starts(stage, 'uwsgi');

const runsScript = (i: Instruction): boolean =>
  i.commands().some((c) => scriptsRun(c).some((name) => /\.sh$|entry-?point[\w-]*$/.test(name)));

/** Whether the stage is root only at the start: its own entrypoint drops root, or it sets no user and its image is known to drop root. */
export const rootOnlyAtStart = (stage: Stage): boolean =>
  ownStepDown(stage) !== undefined ||
  (stage.user.origin.kind === 'image' && imageStepDown(stage, stage.user.origin.reference) !== undefined);

/** Whether the entrypoint of the image that the stage begins with gives up root when it runs as root. */
export function imageEntrypointDrops(stage: Stage): boolean {
  const { source } = chainOf(stage)[0]!;
  const step = source.kind === 'image' ? imageStepDown(stage, source.reference) : undefined;
  return step !== undefined && step.by !== 'program';
}

/**
 * Whether a stage that says `USER root` keeps the image's entrypoint, which gives up root for the service of the image: no ENTRYPOINT, and
 * a CMD, if any, that starts this service; or an ENTRYPOINT that runs the image's.
 */
function keepsEntrypoint(stage: Stage): boolean {
  if (stage.user.origin.kind !== 'instruction' || !imageEntrypointDrops(stage)) return false;
  const { source } = chainOf(stage)[0]!;
  const starts = startInstructions(stage);
  const entrypoint = starts.find(({ keyword }) => keyword === 'ENTRYPOINT');
  if (entrypoint) return entrypoint.commands().some(runsImageEntrypoint);
  const [cmd] = starts;
  return !cmd || (source.kind === 'image' && isServiceOf(source.reference, cmd.exec?.[0]?.text));
}

/** How the base image of a stage gives up root, if the stage sets the variables that it asks for, and not the one that forbids it. */
export function imageStepDown(stage: Stage, reference: ImageReference): StepDown | undefined {
  const step = stepDown(reference);
  const isSet = (name: string | undefined): boolean =>
    stage.instructions.some((i) => i.variables.some((v) => v.kind === 'ENV' && v.name === name));
  return step?.when.every(isSet) && !isSet(step.unless) ? step : undefined;
}
