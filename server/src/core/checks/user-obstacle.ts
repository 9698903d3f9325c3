import { imageStepDown } from '../dockerfile/drops-root.ts';
import { hasCommand } from '../dockerfile/has-command.ts';
import type { Stage } from '../dockerfile/model.ts';
import { startInstructions } from '../dockerfile/start-scripts.ts';
import { nonRootPlan } from '../image/knowledge/user/non-root-user.ts';
import type { Context } from '../rule/rule.ts';
import { dependents } from './built-on.ts';
import { stageRootWork } from './stage-root-work.ts';

/** What needs more than a USER, or whose program is not known, is rarely changed: its finding is for the strict profile, unless a USER is written. */
export const NEEDS_MORE = { profile: 'strict' } as const;

/** Why the stage needs more than a USER, with its evidence, as the end of a sentence; '' if nothing is known. */
export function userObstacle(stage: Stage, { unit, ...ctx }: Context): string {
  if (unit.kind !== 'dockerfile') return '';
  const work = stageRootWork(stage, unit.path, unit.dockerfile, ctx.workspace);
  if (work?.isConditional)
    return `; \`${work.where}\` may ${work.does.replace(/^(\w+)s\b/, '$1')}, so a USER alone may not be enough`;
  if (work) return `; \`${work.where}\` ${work.does}, so a USER alone is not enough`;
  const others = stage.final ? dependents(unit.path, { ...ctx, unit }) : [];
  if (others.length === 0 && runsNothing(stage)) return '; it sets no command, so what it runs is not known';
  const shell = others.length === 0 ? onlyShell(stage) : undefined;
  if (shell !== undefined) return `; it starts only \`${shell}\`, so what it runs is not known`;
  const other = others.find(({ use }) => use.runs);
  if (other) return `; \`${other.path}\` builds on this image and runs its commands as root`;
  const services = stage.final ? ctx.workspace.servicesBuilding(unit.path) : [];
  const [service] = services.filter(({ fact }) => fact.rootHome ?? fact.engineSocket ?? fact.hostDevice);
  if (!service) return '';
  const { name, rootHome, engineSocket, hostDevice } = service.fact;
  const mounts = engineSocket === undefined ? `uses the device \`${hostDevice}\`` : `mounts \`${engineSocket}\``;
  const use = rootHome === undefined ? mounts : 'uses `/root`';
  return `; service \`${name}\` in \`${service.place.unit.path}\` ${use}, so a USER alone is not enough`;
}

/** The shell that the stage starts without a script, or what only waits: others build on such an image, or name the command when they run it. */
export function onlyShell(stage: Stage): string | undefined {
  const commands = startInstructions(stage).flatMap((i) => i.commands());
  const [command] = commands;
  const name = command?.name;
  const isShell = name !== undefined && /^(?:ba|da|a|z|k)?sh$/.test(name);
  const args = command?.words.slice(1) ?? [];
  const isWait = name === 'sleep' || (name === 'tail' && args.at(-1)?.literal === '/dev/null');
  const isPlain = isShell && args.every(({ literal }) => /^-[il]+$|^--login$/.test(literal ?? ''));
  return commands.length === 1 && (isPlain || isWait) ? name : undefined;
}

/** Without a command, and on the image of a language or a distribution, which starts a shell or nothing. */
function runsNothing(stage: Stage): boolean {
  const { origin } = stage.user;
  if (origin.kind !== 'image' || hasCommand(stage) || imageStepDown(stage, origin.reference)) return false;
  const kind = nonRootPlan(origin.reference)?.kind;
  return kind === 'create-user' || kind === 'existing-user' || kind === 'numeric';
}
