/** Options of the commands of a container, at their places in the file. */
import type { Container } from '../domain/container.ts';
import { containerCommands, placeInFile } from '../domain/container-commands.ts';
import { hookCommands } from '../domain/hook-commands.ts';
import { type Switch, type SwitchHit, switchesIn } from '../shell/switches.ts';
import type { Span } from '../text/span.ts';

export interface ContainerSwitch extends Pick<SwitchHit, 'command' | 'shown'> {
  /** Offsets into the unit's text: the option, or the whole value where the option's place is not known. */
  readonly at: Span;
}

/** The switches of `table` in the commands of a container, its probes and hooks. The same switch of the same program is there once a place. `unit`: the unit's text. */
export function containerSwitches(container: Container, table: readonly Switch[], unit: string): ContainerSwitch[] {
  const found = new Map<string, ContainerSwitch>();
  for (const one of [...containerCommands(container), ...hookCommands(container)]) {
    for (const { at: inside, command, shown } of switchesIn(one.command, table)) {
      const at = placeInFile(one, inside, unit);
      found.set(`${at.start} ${command.name} ${shown}`, { at, command, shown });
    }
  }
  return [...found.values()];
}
