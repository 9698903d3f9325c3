import { createEngine, type Engine } from '../core/engine/engine.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { utcToday } from '../host/today.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { layersOf } from './layers.ts';
import { load, type Workspace } from './workspaces.ts';

/** The workspace of a command that takes one folder. Throws `UsageError`. */
export function onlyWorkspace(args: CheckArguments): Workspace {
  const layers = layersOf(args);
  const newEngine = (): Engine => {
    const engine = createEngine(rules, args.today ?? utcToday());
    engine.configure(layers);
    return engine;
  };
  const [workspace, ...more] = load(args, newEngine, undefined, () => {});
  if (!workspace || more.length > 0 || workspace.named) throw new UsageError('name one folder');
  return workspace;
}
