/** Whether people set variables before they start a Compose file. Then a new required variable is no surprise, and a fresh clone starts as before. */

import { isForDevelopment, isForTests } from '../../checks/for-development.ts';
import { isForProduction } from '../../checks/production.ts';
import { runsInDevelopment, saysForDevelopers } from '../../checks/says-development.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Context } from '../../rule/rule.ts';
import { namesSecret } from '../../secrets/detect/names-secret.ts';
import { walk } from '../../yaml/walk.ts';
import { composeCallers } from './callers.ts';
import { folderOf } from './dotenv-and-gitignore.ts';
import { inFolder } from './dotenv-text.ts';
import { exampleIn } from './example-file.ts';
import { isShipped } from './shipped-file.ts';

/**
 * An example of `.env` lies beside the file, or a `.env` that Git does not track; or the file is for production; or it already needs a variable: `${NAME:?…}`, or a
 * password without a default. Not where a script starts it, nor for development. Without any of these people start it right after they clone it. Of 6 fixes that made such a file ask for a password a
 * maintainer would have merged none (read in November 2026).
 */
export function asksForVariables(ctx: Context, unit: ComposeFileUnit): boolean {
  // `npm run db` starts it, and would stop.
  if (isForDevelopers(unit) || composeCallers(ctx.workspace, unit.path).length > 0) return false;
  const folder = folderOf(ctx);
  const own = inFolder(folder, '.env');
  const hasOwn = ctx.workspace.text(own) !== undefined;
  if (exampleIn(ctx.workspace, folder) !== undefined || isForProduction(unit.path)) return true;
  return (hasOwn && !isShipped(ctx.workspace, own)) || needsVariable(unit);
}

/** Whether the file is for a developer's machine or for tests: by its name, by its comments, or by the mode in which it runs its services. */
export const isForDevelopers = (unit: ComposeFileUnit): boolean =>
  isForDevelopment(unit.path) || isForTests(unit.path) || saysForDevelopers(unit.text) || runsInDevelopment(unit);

function needsVariable(unit: ComposeFileUnit): boolean {
  let found = false;
  walk(unit.yaml.root, (node) => {
    if (found || node.type !== 'scalar' || !node.text.includes('$')) return;
    for (const [, braced, mark, plain] of node.text.matchAll(/\$\$|\$\{(\w+)(:?[-?+])?|\$([A-Za-z_]\w*)/g)) {
      const name = braced ?? plain;
      if (name !== undefined && (mark?.endsWith('?') || (mark === undefined && namesSecret(name)))) found = true;
    }
  });
  return found;
}
