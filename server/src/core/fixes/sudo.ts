/** Removes `sudo` from a Dockerfile. */

import { insertAfter, insertBefore } from '../dockerfile/edit.ts';
import type { Dockerfile, EffectiveUser, Instruction } from '../dockerfile/model.ts';
import type { Fix } from '../rule/rule.ts';
import { instructionRoute } from '../rule/semantic-route.ts';
import { effectiveCommands } from '../shell/shell.ts';
import type { SudoWord } from '../shell/sudo.ts';
import type { TextEdit } from '../text/span.ts';
import { adds, changes } from './effect.ts';
import { fix } from './fix.ts';

/**
 * Removes every `sudo` from an instruction that runs as `user`. As root, `sudo` is just deleted. Another user's RUN is put between two
 * USER instructions, if all of its commands use `sudo`. No fix if a `sudo` does more than become root.
 */
export function sudoFixes(file: Dockerfile, run: Instruction, words: readonly SudoWord[], user: EffectiveUser): Fix[] {
  const edits: TextEdit[] = [];
  for (const { prefix } of words) {
    if (!prefix) return [];
    edits.push({ span: prefix, text: '' });
  }
  if (user.verdict === 'root')
    return [
      fix('Remove `sudo`', run.keyword === 'RUN' ? 'safe' : 'review', () => edits, [
        changes(instructionRoute(file, run)),
      ]),
    ];
  const all = run
    .commands()
    .every((c) => c.name === 'sudo' || effectiveCommands(c).every(({ via }) => via.includes('sudo')));
  if (user.verdict !== 'non-root' || user.user === undefined || run.keyword !== 'RUN' || !all) return [];
  const back = user.group === undefined ? user.user : `${user.user}:${user.group}`;
  return [
    fix(
      `Run it as root, then go back to \`USER ${back}\``,
      'review',
      () => [...insertBefore(file, run, ['USER root']), ...edits, ...insertAfter(file, run, [`USER ${back}`])],
      [changes(instructionRoute(file, run)), adds(instructionRoute(file, run).slice(0, 2), 'USER *')],
    ),
  ];
}
