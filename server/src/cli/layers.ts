import type { PartialConfig } from '../core/config/settings.ts';
import type { Layers } from '../core/engine/engine.ts';
import { readText } from '../host/node.ts';
import { type CheckArguments, UsageError } from './arguments.ts';

/** The configuration of the command line: its flags, and the file of `--config`. Throws `UsageError` if that cannot be read. */
export function layersOf(args: CheckArguments): Layers {
  let configFile: { path: string; text: string } | undefined;
  if (args.config !== undefined) {
    const read = readText(args.config);
    if (!('text' in read)) throw new UsageError(`--config: ${args.config} ${read.message}`);
    configFile = { path: args.config, text: read.text };
  }
  const flags: PartialConfig = {
    ...(args.profile ? { profile: args.profile } : {}),
    ...(args.failOn ? { failOn: args.failOn } : {}),
    ...(args.today ? { today: args.today } : {}),
  };
  return { flags, configFile };
}
