/** The capabilities that a build gives to programs by `setcap`. */
import { effectiveCommands, knownStart } from '../shell/shell.ts';
import type { Instruction, Stage } from './model.ts';
import { alongChain } from './start-scripts.ts';

/** Without `CAP_` and in capitals, each once, as far as they are written: `NET_BIND_SERVICE`. Of the stage and those that it is FROM. */
export const setCapabilities: (stage: Stage) => readonly string[] = alongChain<readonly string[]>(
  [],
  (before, { instructions }) => {
    const own = instructions
      .filter(mayCallSetcap)
      .flatMap((i) => i.commands().flatMap(effectiveCommands))
      .filter(({ command: { name } }) => name === 'setcap')
      .flatMap(({ command: { words } }) => words.slice(1).flatMap((word) => capabilitiesIn(knownStart(word))));
    return own.length === 0 ? before : [...new Set([...before, ...own])];
  },
);

/** Reading the commands of every RUN for a word that few have would be a tenth of a keystroke. */
const mayCallSetcap = ({ keyword, argsText, heredocs }: Instruction): boolean =>
  keyword === 'RUN' && (argsText.includes('setcap') || heredocs.some(({ body }) => body.includes('setcap')));

/** `cap_net_raw,cap_net_admin+eip`. With `=` alone nothing is left. Source: cap_from_text(3). */
function capabilitiesIn(word: string): string[] {
  const list = /^((?:cap_\w+,?)+)(?:\+|=\+?)[eip]*[ep]/i.exec(word)?.[1] ?? '';
  return list
    .split(',')
    .filter(Boolean)
    .map((name) => name.replace(/^cap_/i, '').toUpperCase());
}
