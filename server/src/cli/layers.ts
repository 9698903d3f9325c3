import * as path from 'node:path';
import type { PartialConfig } from '../core/config/settings.ts';
import type { Layers } from '../core/engine/engine.ts';
import { namedConfig } from '../core/engine/named-config.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { readText } from '../host/node.ts';
import { readExtendedFile } from '../host/node-extended.ts';
import { rootAround } from '../host/node-inside.ts';
import { absolute, HERE, relativePath } from '../host/node-paths.ts';
import { type CheckArguments, UsageError } from './arguments.ts';

/** The configuration of the command line: its flags, and the file of `--config`. Throws `UsageError` if that cannot be read. */
export function layersOf(args: CheckArguments): Layers {
  const configFile = args.config === undefined ? undefined : namedFile(args.config);
  const flags: PartialConfig = {
    ...(args.profile ? { profile: args.profile } : {}),
    ...(args.failOn ? { failOn: args.failOn } : {}),
    ...(args.today ? { today: args.today } : {}),
  };
  return { flags, configFile };
}

/** The file of `--config` with those that it extends: they are looked up from the top of its repository, else from its own folder. */
function namedFile(file: string): NonNullable<Layers['configFile']> {
  const read = readText(file);
  if (!('text' in read)) throw new UsageError(`--config: ${file} ${read.message}`);
  const root = rootAround(file);
  const named = namedConfig(
    relativePath(HERE, root, absolute(HERE, file)),
    read.text,
    rules.map(({ meta }) => meta),
  );
  for (let wanted = named.wanted(); wanted.length > 0; wanted = named.wanted())
    for (const one of wanted) named.set(one, readExtendedFile(root, one));
  const { config, problems, parts } = named.whole();
  const placed = (below: string): string => path.resolve(root, below);
  // Paths of messages: absolute, since the file may lie outside of the workspace.
  const ignore = config.ignore?.map((one) => (one.origin ? { ...one, origin: placed(one.origin) } : one));
  const whole = {
    ...{ config: { ...config, ...(ignore && { ignore }) }, problems },
    parts: parts?.map((part) => ({ ...part, path: placed(part.path), above: part.above.map(placed) })),
  };
  return { path: path.resolve(file), text: read.text, whole };
}
