import { createEngine, type Engine } from '../core/engine/engine.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { utcToday } from '../host/today.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { layersOf } from './layers.ts';
import { load, type Workspace } from './workspaces.ts';

/** Returns a `NewEngine` with the configuration and the day of the arguments. Throws `UsageError`. */
export function engineMaker(args: CheckArguments): (folder: string) => Engine {
  const layers = layersOf(args);
  // One day for the whole run, even if it passes midnight.
  const today = args.today ?? utcToday();
  return (folder) => {
    const engine = createEngine(rules, today);
    engine.configure({ ...layers, folder });
    return engine;
  };
}

/** The workspace of a command that takes one folder. Throws `UsageError`. */
export function onlyWorkspace(args: CheckArguments): Workspace {
  const [workspace, ...more] = load(args, engineMaker(args), undefined, () => {});
  if (!workspace || more.length > 0 || workspace.named) throw new UsageError('name one folder');
  return workspace;
}
