/** The packages of the distribution that a Dockerfile installs. */
import { effectiveCommands } from '../shell/shell.ts';
import { byContent } from './contents.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf } from './start-scripts.ts';

const MANAGERS = /^(?:apt|apt-get|apk|yum|dnf|microdnf|tdnf|zypper|pacman)$/;
const INSTALLS = /^(?:install|in|add|-S[a-z]*)$/;

/** Names of packages and options, as one RUN writes them: `curl`, `nginx=1.28.0-r0`, `-y`. Others if a word is not known. */
export const packagesIn = (run: Instruction): string[] =>
  run
    .commands()
    .flatMap(effectiveCommands)
    .filter(({ command }) => MANAGERS.test(command.name ?? ''))
    .flatMap(({ command: { words } }) => {
      const args = words.slice(1).map(({ literal }) => literal ?? '');
      const verb = args.findIndex((arg) => INSTALLS.test(arg));
      return verb < 0 ? [] : args.filter((_, at) => at !== verb);
    });

/** The same of a stage and of the stages that it is FROM, in order. */
export const packagesOf: (stage: Stage) => readonly string[] = byContent((stage: Stage) =>
  chainOf(stage)
    .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'))
    .flatMap(packagesIn),
);
