import { effectiveCommands, knownStart } from '../shell/shell.ts';
import type { Stage } from './model.ts';
import { startInstructions } from './start-scripts.ts';

/** Servers that change their user as a file of their own says, and do not start when only root could do that. */
const SERVERS: ReadonlyMap<string, { readonly file: RegExp; readonly settings: readonly string[] }> = new Map([
  ['uwsgi', { file: /\.(?:ini|ya?ml|xml|json)$/, settings: ['uid', 'gid'] }],
  ['supervisord', { file: /\.(?:conf|ini)$/, settings: ['user'] }],
]);

/** A file that may name another user for the program of a stage, and its settings for that. */
export interface UserConfiguration {
  /** As the command names it. */
  readonly file: string;
  readonly settings: readonly string[];
}

/** The configuration of the server that the stage starts, where it may name a user. */
export function userConfiguration(stage: Stage): UserConfiguration | undefined {
  const commands = startInstructions(stage).flatMap((i) => i.commands().flatMap(effectiveCommands));
  for (const { command } of commands) {
    const server = SERVERS.get(command.name ?? '');
    const words = command.words.slice(1).map((word) => knownStart(word).replace(/^--?[\w-]+=/, ''));
    const file = server && words.find((word) => server.file.test(word));
    if (server && file !== undefined) return { file, settings: server.settings };
  }
  return undefined;
}
