import { buildPath } from '../compose/build-path.ts';
import type { ServiceBuild } from '../domain/compose.ts';
import type { Context } from '../rule/rule.ts';
import type { DockerfileFacts, StageFacts } from '../workspace/facts/dockerfile.ts';
import type { Located } from '../workspace/located.ts';
import { stageWithArguments } from './build-arguments.ts';

export interface BuiltStage {
  /** Of the Dockerfile, in the workspace. */
  readonly path: string;
  readonly located: Located<DockerfileFacts>;
  /** With the build arguments of the service. */
  readonly stage: StageFacts;
  /** Without these arguments it is not known to be root, or not to be. */
  readonly byArguments: boolean;
}

/** The stage that a service is built from; `undefined` if its Dockerfile is not in the workspace or the stage not in the Dockerfile. */
export function builtStage(build: ServiceBuild, ctx: Context): BuiltStage | undefined {
  const path = buildPath(ctx.unit.path, build)?.dockerfile;
  const located = path === undefined ? undefined : ctx.workspace.dockerfile(path);
  if (!located || path === undefined) return undefined;
  const { stages } = located.fact;
  const target = build.target?.toLowerCase();
  const stage =
    target === undefined ? stages.at(-1) : (stages.findLast((s) => s.name === target) ?? stages[Number(target)]);
  if (!stage) return undefined;
  const built = stageWithArguments(stage, located.fact.text, build.args, ctx);
  return { path, located, stage: built, byArguments: built.user.verdict !== stage.user.verdict };
}
