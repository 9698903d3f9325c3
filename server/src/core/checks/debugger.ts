/** Whether a container is there to be debugged: a debugger or tracer needs what seccomp and AppArmor refuse. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Unit } from '../domain/unit.ts';
import { effectiveCommands, knownStart } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';

export interface DebuggerSign {
  /** The command, the capability or the name that says so. */
  readonly sign: string;
  /** A debugger runs, or may watch the other programs; otherwise only a name says so. */
  readonly isCertain: boolean;
}

/** Debuggers and tracers that start or watch another program. Source: ptrace(2) and perf_event_open(2), and the manual page of each command. */
const COMMAND = /^(?:dlv|gdb|gdbserver|lldb|lldb-server|vsdbg|strace|ltrace|perf|bpftrace|py-spy|debugpy)$/;
const NAME = /(?:^|[._-])debug(?:ger)?(?:$|[._-])/i;

/** What says that the container is there to be debugged; `undefined` if nothing does. */
export function debuggerOf(container: Container, unit: Pick<Unit, 'path'>): DebuggerSign | undefined {
  for (const outer of containerCommands(container))
    for (const { command } of effectiveCommands(outer.command)) {
      const [name = '', ...args] = command.words.map(knownStart);
      const program = args[0] === '-m' ? args[1] : (command.name ?? name);
      if (COMMAND.test(program ?? '')) return { sign: program!, isCertain: true };
    }
  if (container.capAdd.some(({ name }) => name === 'SYS_PTRACE')) return { sign: 'SYS_PTRACE', isCertain: true };
  const build = container.owner.origin === 'compose' ? container.owner.build : undefined;
  const names = [unit.path, build?.dockerfile, build?.target].flatMap((one) => (one ? [posix.basename(one)] : []));
  const sign = [...names, container.name].find((one) => NAME.test(one));
  return sign === undefined ? undefined : { sign, isCertain: false };
}

/** What a person checks after a fix confined a container that only a name says is debugged. */
export const debuggerNotes = (found: DebuggerSign | undefined): string[] =>
  found === undefined ? [] : [`Try the debugger afterwards: \`${found.sign}\` is there for one`];
