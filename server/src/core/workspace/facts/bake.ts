import { type BakeArgument, bakeTargets } from '../../bake/targets.ts';
import type { SettingsUnit } from '../../domain/unit.ts';
import type { Span } from '../../text/span.ts';

/** A target of a Bake file that builds a Dockerfile of the workspace. */
export interface BakeTargetFacts {
  readonly kind: 'bake-target';
  readonly name: string;
  /** Workspace path. */
  readonly dockerfile: string;
  /** The names of the images and stages that `contexts` gives to the build. */
  readonly contexts: readonly string[];
  /** The stage that it builds; `undefined`: the last one. */
  readonly target: string | undefined;
  readonly args: readonly BakeArgument[];
  readonly at: Span;
  readonly whole: Span;
}

export const bakeFacts = (unit: SettingsUnit): BakeTargetFacts[] =>
  bakeTargets(unit.yaml, unit.path).flatMap(({ dockerfile, ...rest }) =>
    dockerfile === undefined ? [] : [{ kind: 'bake-target', dockerfile, ...rest }],
  );
