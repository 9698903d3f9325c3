/** The users and images of a Dockerfile's stages in the builds that Compose services start, with the build arguments that they give. */
import { interpolate } from '../compose/interpolate.ts';
import type { EffectiveUser, Stage } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { BuildArguments } from '../dockerfile/scope.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { readEnvFile } from '../env/read.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import type { GivenArgument } from '../workspace/facts/compose.ts';
import { argumentsDecideUser, type StageFacts, stageFacts } from '../workspace/facts/dockerfile.ts';
import { builtFrom } from '../workspace/keys.ts';

/**
 * The values of `build.args` of a service in the Compose file at `composePath`. Those that the environment gives are read from `.env` beside the
 * file, else unknown: the shell may set them. Source: Compose specification, "args"; Compose, "Interpolation".
 */
function given(args: readonly GivenArgument[], composePath: string, { workspace }: Context): BuildArguments {
  const asks = args.some(({ value, dynamic }) => value === undefined || dynamic);
  const text = asks ? workspace.text(posix.join(posix.dirname(composePath), '.env')) : undefined;
  const known = text === undefined ? [] : readEnvFile(text).variables.filter((v) => !v.dynamic);
  const variables = new Map(known.map((v) => [v.name, v.value]));
  const textGiven = ({ name, value, dynamic }: GivenArgument): string | undefined => {
    if (value === undefined) return variables.get(name);
    if (!dynamic) return value;
    return value.includes('{{') ? undefined : interpolate(value, variables).text;
  };
  return new Map(args.map((arg) => [arg.name, textGiven(arg)]));
}

/** `stage` of a Dockerfile as a service builds it. `text`: of the Dockerfile, if arguments decide a user in it. */
export function stageWithArguments(
  stage: StageFacts,
  text: string | undefined,
  args: readonly GivenArgument[],
  ctx: Context,
): StageFacts {
  if (text === undefined || args.length === 0) return stage;
  const other = parseDockerfile(text, given(args, ctx.unit.path, ctx)).stages[stage.index];
  return other ? stageFacts(other) : stage;
}

/**
 * Whether the final stage of a Dockerfile runs as root in the builds of the workspace, else in a build without arguments. Where only the
 * arguments of a service make it root, that is for the service to report. `non-root`: so in all builds, or not known of those that
 * replace a default that is root.
 */
export function verdictInBuilds(stage: Stage, ctx: Context): EffectiveUser['verdict'] {
  const own = stage.user.verdict;
  if (own === 'non-root' || ctx.unit.kind !== 'dockerfile' || !argumentsDecideUser(ctx.unit.dockerfile)) return own;
  const { text } = ctx.unit.dockerfile;
  const builds = buildsOf(stage, ctx);
  if (builds.length === 0) return own;
  const verdicts = builds.map((values) => parseDockerfile(text, values).stages[stage.index]?.user.verdict);
  if (own === 'root') return verdicts.includes('root') ? 'root' : 'non-root';
  return verdicts.every((verdict) => verdict === 'non-root') ? 'non-root' : own;
}

/** The arguments of each build of the stage, by a Compose service or a target of a Bake file. */
const buildsOf = (stage: Stage, ctx: Context): BuildArguments[] => [
  ...ctx.workspace
    .servicesBuilding(ctx.unit.path)
    .filter(({ fact }) => isTarget(stage, fact.build?.target))
    .map(({ fact, place }) => given(fact.build?.given ?? [], place.unit.path, ctx)),
  ...ctx.workspace
    .of('bake-target', builtFrom(ctx.unit.path))
    .filter(({ fact }) => isTarget(stage, fact.target))
    .map(({ fact }) => new Map(fact.args.map(({ name, value }) => [name, value]))),
];

/**
 * The references that a FROM has in the builds of the workspace: with the arguments of each Compose service that builds the Dockerfile, those
 * that are not known left out. Only its own where no service builds it, or no argument decides it.
 */
export function referencesInBuilds(use: ImageUse, ctx: Context): readonly ImageReference[] {
  const { reference, stage, overridable } = use;
  const own = reference ? [reference] : [];
  if (!overridable || !stage || ctx.unit.kind !== 'dockerfile') return own;
  const { text } = ctx.unit.dockerfile;
  const builds = ctx.workspace.servicesBuilding(ctx.unit.path);
  if (builds.length === 0) return own;
  return builds.flatMap(({ fact, place }) => {
    const values = given(fact.build?.given ?? [], place.unit.path, ctx);
    const source = parseDockerfile(text, values).stages[stage.index]?.source;
    return source?.kind === 'image' ? [source.reference] : [];
  });
}

function isTarget(stage: Stage, written: string | undefined): boolean {
  const target = written?.toLowerCase();
  return target === undefined || target === stage.name || target === String(stage.index);
}
