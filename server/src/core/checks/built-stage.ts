import { buildPath } from '../compose/build-path.ts';
import type { ServiceBuild } from '../domain/compose.ts';
import type { Context } from '../rule/rule.ts';
import type { DockerfileFacts, StageFacts } from '../workspace/facts/dockerfile.ts';
import type { Located } from '../workspace/located.ts';

export interface BuiltStage {
  /** Of the Dockerfile, in the workspace. */
  readonly path: string;
  readonly located: Located<DockerfileFacts>;
  readonly stage: StageFacts;
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
  return stage && { path, located, stage };
}
