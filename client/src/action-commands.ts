/**
 * Gives the commands of code actions ids of their own. The editor keeps the arguments of a command only as long as the list of actions
 * that it came with: an edit brings a new list, so a command after the edit loses its arguments. A command without arguments does not.
 */
import { type CodeAction, type Command, commands, type Disposable } from 'vscode';

/** Most commands to keep. An action whose command is older has long left the screen. */
const MOST = 100;

export interface ActionCommands extends Disposable {
  /** Replaces the command of an action by one without arguments that does the same. Equal commands get the same id. */
  keep(action: CodeAction): CodeAction;
}

export function createActionCommands(): ActionCommands {
  const kept = new Map<string, { readonly id: string; readonly registration: Disposable }>();
  let count = 0;
  const idOf = (key: string, { command, arguments: args = [] }: Command): string => {
    const known = kept.get(key);
    const id = known?.id ?? `seaworthy.chosen.${++count}`;
    const registration =
      known?.registration ?? commands.registerCommand(id, () => commands.executeCommand(command, ...args));
    // The latest is the last of the map.
    kept.delete(key);
    kept.set(key, { id, registration });
    const oldest = kept.keys().next();
    if (kept.size > MOST && !oldest.done) {
      kept.get(oldest.value)?.registration.dispose();
      kept.delete(oldest.value);
    }
    return id;
  };
  return {
    keep(action) {
      const { command } = action;
      if (!command?.arguments?.length) return action;
      const key = JSON.stringify([command.command, command.arguments]);
      action.command = { title: command.title, command: idOf(key, command) };
      return action;
    },
    dispose() {
      for (const { registration } of kept.values()) registration.dispose();
      kept.clear();
    },
  };
}
