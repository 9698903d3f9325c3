/** Changes the user of the stage that a Compose service is built from, in its Dockerfile. */

import type { RunUser } from '../checks/run-user.ts';
import { needsRootElsewhere } from '../checks/user-elsewhere.ts';
import { userObstacle } from '../checks/user-obstacle.ts';
import { hasCommand } from '../dockerfile/has-command.ts';
import type { Container } from '../domain/container.ts';
import { writableFolders } from '../domain/host-folders.ts';
import type { Unit } from '../domain/unit.ts';
import { inFile } from '../rule/effect.ts';
import type { Context, Finding, Fix } from '../rule/rule.ts';
import { fix } from './fix.ts';
import { mountedNotes } from './mounted-notes.ts';
import { stageUserFixes } from './stage-user.ts';

type Built = Extract<RunUser, { because: 'dockerfile' }>;

/** The finding with the fixes of the stage, offered at the service. */
export const withBuiltStageFixes = (finding: Finding, built: Built, container: Container, ctx: Context): Finding => ({
  ...finding,
  // Asked for late, because the fixes depend on parts of the Dockerfile that are no facts.
  fixes: () =>
    needsRootElsewhere(container, ctx) ? [] : builtStageUserFixes(built, mountedNotes(writableFolders(container)), ctx),
});

function builtStageUserFixes(built: Built, notes: readonly string[], ctx: Context): Fix[] {
  // Read again when a fix is applied: the Dockerfile may have changed without changing its facts.
  const now = (): { readonly unit: Unit; readonly fixes: readonly Fix[] } => {
    const { unit } = built.place;
    const stage = unit.kind === 'dockerfile' ? unit.dockerfile.stages[built.stage.index] : undefined;
    if (unit.kind !== 'dockerfile' || !stage) return { unit, fixes: [] };
    const { origin } = stage.user;
    const last = origin.kind === 'instruction' && origin.stage === stage ? origin.instruction : undefined;
    // Without a command, only the service says what the image runs.
    if (!hasCommand(stage) || userObstacle(stage, { ...ctx, unit }) !== '') return { unit, fixes: [] };
    return { unit, fixes: stageUserFixes(unit.dockerfile, stage, last, { ...ctx, unit }) };
  };
  return now().fixes.map(({ title, safety, effect, note }, nth) =>
    fix(
      `${title} in \`${built.path}\``,
      safety,
      () => {
        const { unit, fixes } = now();
        const edits = (fixes[nth]?.change() ?? []).filter((c) => 'span' in c);
        return edits.length > 0 ? [{ unit, edits }] : [];
      },
      effect && inFile(built.path, effect),
      [...(note === undefined ? [] : [note]), ...notes],
    ),
  );
}
