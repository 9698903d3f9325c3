/** Declares what a fix changes: `sets(container, 'cap_drop')`. A declaration is a claim, so it is not derived from the fix's edits. */
import type { Dockerfile, EffectiveUser, Instruction, Stage, Variable } from '../dockerfile/model.ts';
import type { Container } from '../domain/container.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { imageUses } from '../domain/image-uses.ts';
import type { KubernetesObject, Volume, Workload } from '../domain/kubernetes.ts';
import { type Claim, type Effect, OWN_FILE } from '../rule/effect.ts';
import type { Context } from '../rule/rule.ts';
import {
  containerRoute,
  instructionRoute,
  objectName,
  podName,
  type SemanticRoute,
  stageName,
} from '../rule/semantic-route.ts';
import { contains } from '../text/span.ts';
import { isMatchedByIgnore } from '../workspace/git-ignores.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';

/** A part of the finding's own file: an object of its model, or the route within the file. */
export type Part = Container | Workload | KubernetesObject | Stage | SemanticRoute;

/** The route of a part, with the keys below it. */
export function at(part: Part, ...keys: readonly string[]): SemanticRoute {
  if (Array.isArray(part)) return [OWN_FILE, ...part, ...keys];
  const named = part as Exclude<Part, SemanticRoute>;
  const route =
    'podSpec' in named
      ? [objectName(named.object), podName(named)]
      : 'role' in named
        ? containerRoute(named)
        : 'apiVersion' in named
          ? [objectName(named)]
          : [stageName(named)];
  return [OWN_FILE, ...route, ...keys];
}

const one = (route: SemanticRoute, how: Claim['how']): Effect => ({ either: [{ at: route, how }] });

/** The part had no value and gets one. */
export const adds = (part: Part, ...keys: readonly string[]): Effect => one(at(part, ...keys), 'added');

/** The part gets a value, whether it had one or not. */
export const sets = (part: Part, ...keys: readonly string[]): Effect => one(at(part, ...keys), 'set');

/** The part is gone afterwards. */
export const removes = (part: Part, ...keys: readonly string[]): Effect => one(at(part, ...keys), 'removed');

/** The part gets a value or is gone. */
export const changes = (part: Part, ...keys: readonly string[]): Effect => one(at(part, ...keys), 'changed');

/** At least one of the effects. */
export const either = (...effects: readonly Effect[]): Effect => ({ either: effects.flatMap((e) => e.either) });

/** A file is created, or lines are added to it. */
export const writes = (file: string, ...keys: readonly string[]): Effect => one([file, ...keys], 'set');

/** An environment file gets a variable, and so do the services that load the whole file. */
export const addsVariable = (file: string, name: string): Effect =>
  either(writes(file, name), one(['**', 'service *', 'environment', name], 'added'));

/** Git ignores the file, which a `.gitignore` says. Nothing if one says so already. */
export const ignores = (workspace: WorkspaceIndex, path: string): Effect[] =>
  isMatchedByIgnore(workspace, path) ? [] : [one(['Git', path], 'set'), one(['*.gitignore', 'lines'], 'added')];

/** The `securityContext` of a pod's container. For a Compose service the key itself. */
export const hardened = (container: Container, kubernetes: string, compose: string): string[] =>
  container.origin === 'kubernetes' ? ['securityContext', kubernetes] : [compose];

/** What a container runs. The commands of a build (RUN) keep their user. */
const STARTS = ['CMD *', 'ENTRYPOINT *', 'HEALTHCHECK *'];

/** The user at the end of a stage, with the USER instruction that says so, and of what containers run. */
export const setsUser = (stage: Stage): Effect =>
  either(
    changes(stage, 'user'),
    changes(stage, 'instructions', 'USER *'),
    // Stages that build on this one inherit it.
    changes(['stage *'], 'user'),
    ...STARTS.map((starts) => changes(['stage *'], 'instructions', starts, 'user')),
  );

/** The user of a stage is named differently, also where commands run as it. */
export const renamesUser = (stage: Stage): Effect =>
  either(setsUser(stage), changes(['stage *'], 'instructions', '*', 'user'));

/** An image, where it is named, and the ARG that holds a part of the name. */
export function setsImage(use: ImageUse, ctx: Context): Effect[] {
  const variables = [...use.raw.matchAll(/\$\{?(\w+)/g)].map(([, name]) => sets([`arg ${name}`]));
  // Stages that build from the same name change together, and services that share one definition.
  const alike = variables.length > 0 || use.places > 1 ? imageUses(ctx.unit).filter((u) => u.raw === use.raw) : [];
  return [either(setsImageName(use, ctx), ...variables, ...alike.map((u) => setsImageName(u, ctx)))];
}

function setsImageName(use: ImageUse, { unit }: Context): Effect {
  const { role, stage, container } = use;
  if (container) return sets(container, 'image');
  if (role === 'syntax') return sets(['directive syntax']);
  if (role === 'volume' || unit.kind !== 'dockerfile' || !stage) return sets(['**', 'image', 'reference']);
  // The image decides which user a stage has by default.
  if (role === 'from')
    return either(
      sets(stage, 'from'),
      sets(['stage *'], 'user'),
      // A known user of commands stays; an unknown one becomes known.
      ...(firstVerdict(stage) === 'unknown' ? ['*'] : STARTS).map((i) => sets(['stage *'], 'instructions', i, 'user')),
    );
  const instruction = stage.instructions.find((i) => contains(i.span, use.at));
  const part = instruction ? instructionRoute(unit.dockerfile, instruction) : [stageName(stage), 'instructions', '*'];
  return role === 'copy' ? sets(part, 'flags', 'from') : sets(part, 'mounts');
}

/** Whether the user with which a stage begins is root. */
const firstVerdict = (stage: Stage): EffectiveUser['verdict'] =>
  (stage.instructions[0] ? stage.userAt(stage.instructions[0]) : stage.user).verdict;

/** A variable of a Dockerfile is gone, also from the stages that build on its stage. */
export const removesVariable = (file: Dockerfile, { kind, name, instruction }: Variable): Effect[] => [
  either(removes(instructionRoute(file, instruction)), removes(instructionRoute(file, instruction), 'words', name)),
  ...(instruction.stage < 0 ? [] : [removes(['stage *'], kind === 'ENV' ? 'env' : 'args', name)]),
];

/** An instruction has other words, or is gone. */
export const changesInstruction = (file: Dockerfile, instruction: Instruction): Effect[] => [
  changes(instructionRoute(file, instruction)),
];

/** An instruction becomes one with another keyword. */
export function replacesInstruction(file: Dockerfile, instruction: Instruction, keyword: string): Effect[] {
  const route = instructionRoute(file, instruction);
  return [removes(route), sets(route.slice(0, -1), route.at(-1) === instruction.keyword ? keyword : `${keyword} *`)];
}

/** A volume of a pod is gone, and so are its mounts. */
export const removesVolume = (workload: Workload, volume: Volume): Effect[] => [
  removes(workload, 'volumes', volume.name),
  ...volume.mounts.map((m) => removes(m.container, 'volumeMounts', m.mountPath ?? '*')),
];

/** Every writable mount of a pod's volume becomes read-only. */
export const mountsReadOnly = (volume: Volume): Effect[] =>
  volume.mounts.flatMap((m) => (m.readOnly ? [] : [sets(m.container, 'volumeMounts', m.mountPath ?? '*', 'readOnly')]));

/** An option of a service's `security_opt` is gone. */
export const removesOption = (
  container: Container,
  { key, value }: { readonly key: string; readonly value: string },
): Effect => removes(container, 'security_opt', value === '' ? key : `${key}=${value}`);

/** All capabilities are dropped, and those that the container needs are added back. */
export const dropsCapabilities = (container: Container, addsBack: boolean): Effect[] => {
  const key = (one: 'add' | 'drop'): string[] =>
    container.origin === 'kubernetes' ? ['securityContext', 'capabilities', one] : [`cap_${one}`];
  return [changes(container, ...key('drop')), ...(addsBack ? [sets(container, ...key('add'))] : [])];
};
