/** Whether what runs in a container gives up root by itself, with the scripts that lie in the workspace. */
import { copiedTo } from '../dockerfile/copied-files.ts';
import type { OwnStepDown } from '../dockerfile/drops-root.ts';
import { isLambda } from '../dockerfile/lambda.ts';
import type { Stage } from '../dockerfile/model.ts';
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Context } from '../rule/rule.ts';
import {
  changesUser,
  endsInWebServer,
  runsBitnamiService,
  scriptChangesUser,
  scriptRunsImageEntrypoint,
} from '../shell/shell.ts';
import { type StageStart, stageStart } from '../workspace/facts/dockerfile.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { isRootName } from './run-user.ts';
import { possibleContexts, startFile } from './start-files.ts';

/** How a stage of the Dockerfile at a workspace path gives up root. */
export function stageStepDown(
  start: StageStart,
  dockerfile: string,
  workspace: WorkspaceIndex,
): OwnStepDown | undefined {
  if (start.stepDown || (start.scripts.length === 0 && start.copies.length === 0)) return start.stepDown;
  const contexts = possibleContexts(workspace, dockerfile);
  const scripts = start.scripts.flatMap((script) => startFile(script, contexts, workspace).map(({ text }) => text));
  if (scripts.some(scriptChangesUser)) return 'entrypoint';
  if (start.imageEntrypointDrops && scripts.some(scriptRunsImageEntrypoint)) return 'entrypoint';
  if (!start.webServer && scripts.some(endsInWebServer)) return 'server';
  const uwsgi = start.uwsgi || scripts.some((text) => /\buwsgi\b/.test(text));
  const services = start.copies.length > 0 ? workspace.serviceScripts() : [];
  for (const context of contexts) {
    const texts = services.flatMap((path) => copied(start, context, path, workspace));
    // Farther contexts hold the services of other images.
    if (texts.length === 0) continue;
    if (texts.some(({ text, at }) => SERVICE_RUN.test(at) && scriptChangesUser(text))) return 'init';
    const configurations = texts.filter(({ at }) => at.endsWith('.conf'));
    if (start.supervised && startsAsOthers(configurations.map(({ text }) => text))) return 'supervisor';
    if (uwsgi && texts.some(({ at, text }) => at.endsWith('.ini') && isOther(UWSGI_USER.exec(text)?.[1])))
      return 'server';
    return undefined;
  }
  return undefined;
}

/** How each way continues the sentence "The image starts as root". */
const STEP_DOWN_TEXTS: Readonly<Record<OwnStepDown, string>> = {
  entrypoint: ' and steps down in its entrypoint',
  init: ', and its init system chooses a user for each service',
  supervisor: ', and `supervisord` starts each program as another user',
  server: ', and its server runs the workers as another user',
};

/** Why a stage that starts as root does not stay so, as the end of that sentence; `undefined` if it stays root. */
export function startsOnlyAsRoot(stage: Stage, { unit, workspace }: Context): string | undefined {
  if (isLambda(stage)) return ', except in AWS Lambda, which runs it as a user of its own';
  const own = stageStepDown(stageStart(stage), unit.path, workspace);
  return own && STEP_DOWN_TEXTS[own];
}

/** The user that uWSGI changes to after its start. Source: uWSGI's options, `uid`. */
const UWSGI_USER = /^\s*uid[ \t]*=[ \t]*([^\s;#]+)/m;

const isOther = (user: string | undefined): boolean => user !== undefined && !isRootName(user);

/**
 * Where s6-overlay and runit look for the scripts that run their services. Sources: s6-overlay's README, versions 2 and 3; runit's manual
 * pages runsvdir(8) and runsv(8), with the folders that Debian, Void and Artix Linux scan.
 */
const SERVICE_RUN =
  /^etc\/(?:s6-overlay\/s6-rc\.d|services\.d|s6|service|sv|runit\/(?:sv|runsvdir\/[^/]+))\/[^/]+\/run$/;

/** A file of the workspace, with its path in the image; nothing if the stage does not copy it from this context. */
function copied({ copies }: StageStart, context: string, path: string, workspace: WorkspaceIndex) {
  const file = context === '' ? path : path.startsWith(`${context}/`) ? path.slice(context.length + 1) : undefined;
  const at = file === undefined ? undefined : copies.flatMap((copy) => copiedTo(copy, file) ?? [])[0];
  const text = at === undefined ? undefined : workspace.text(path);
  return at === undefined || text === undefined ? [] : [{ at, text }];
}

/**
 * Whether Supervisor starts each program of its configuration as a user other than root. Source: Supervisor's manual, "[program:x]
 * Section Settings".
 */
function startsAsOthers(configurations: readonly string[]): boolean {
  const usersOf = (sections: RegExp): (string | undefined)[] =>
    configurations
      .flatMap((text) => text.split(/^(?=\[)/m).filter((section) => sections.test(section)))
      .map((section) => /^user[ \t]*=[ \t]*([^\s;]+)/m.exec(section)?.[1]);
  const programs = usersOf(/^\[(?:program|fcgi-program|eventlistener):/);
  // The user of the manager itself is that of all programs without their own.
  return usersOf(/^\[supervisord\]/).some(isOther) || (programs.length > 0 && programs.every(isOther));
}

/** Whether a container's own command changes the user: `command: [gosu, app, server]`. */
export const commandStepsDown = (container: Container): boolean =>
  containerCommands(container).some(({ command }) => changesUser(command) || runsBitnamiService(command));
