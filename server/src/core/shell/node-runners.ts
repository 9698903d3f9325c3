/** How programs of Node.js start others: scripts of `package.json`, and commands among the operands of a runner. */
import { knownStart } from './options.ts';
import { parseShell } from './parse.ts';
import type { ShellCommand } from './syntax.ts';

/** Scripts of a `package.json` that a command runs, in order. */
export interface PackageScripts {
  /** The folder of the `package.json`, as the command names it: `.` for the current one. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Options whose next word is the folder of the `package.json`. */
const FOLDER = /^(?:--prefix|-C|--dir|--cwd)$/;
/** Options that run the scripts of other packages of a workspace. */
const ELSEWHERE = /^(?:-w|--workspaces?|--filter|-F|-r|--recursive)(?:=|$)/;
/** Commands of the package managers that run no script of that name. */
const NO_SCRIPT = /^(?:install|i|ci|add|exec|dlx|x|global|cache|config|workspaces?|create|init|set|version)$/;

/** The scripts that `npm run NAME`, `npm start`, `yarn NAME` and `run-s NAME NAME` run; `undefined` for other commands. */
export function packageScripts({ name, words }: ShellCommand): PackageScripts | undefined {
  const args = words.slice(1).map(knownStart);
  if (/^(?:run-[sp]|npm-run-all)$/.test(name ?? ''))
    return { folder: '.', names: args.filter((arg) => /^[\w:-]+$/.test(arg) && !arg.startsWith('-')) };
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(name ?? '')) return undefined;
  let folder = '.';
  const operands: string[] = [];
  for (let n = 0; n < args.length && args[n] !== '--'; n++) {
    const arg = args[n]!;
    if (ELSEWHERE.test(arg)) return undefined;
    if (FOLDER.test(arg)) folder = args[++n] ?? '.';
    else if (!arg.startsWith('-')) operands.push(arg);
    else folder = /^(?:--prefix|--dir|--cwd)=(.+)$/.exec(arg)?.[1] ?? folder;
  }
  const [first, second] = operands;
  const isRun = first === 'run' || first === 'run-script';
  const script = isRun ? second : first;
  if (script === undefined || (!isRun && NO_SCRIPT.test(script))) return undefined;
  // npm runs only these without `run`.
  if (!isRun && name === 'npm' && !/^(?:start|stop|restart|test)$/.test(script)) return undefined;
  return { folder, names: [script] };
}

const commandsOf = (text: string): readonly ShellCommand[] => parseShell({ text, at: (i) => i }).commands;

/** The commands that a runner of Node.js starts: `cross-env A=1 tsc`, `npx tsc`, `nodemon --exec "tsc"`, `concurrently "tsc -w" …`. */
export function nodeCommands({ name, words }: ShellCommand): readonly ShellCommand[] {
  const args = words.slice(1).map(({ literal }) => literal ?? '');
  // A word that is one argument stays one.
  const from = (n: number): readonly ShellCommand[] =>
    n < 0 || n >= args.length
      ? []
      : commandsOf(
          args
            .slice(n)
            .map((arg) => (/\s/.test(arg) ? `'${arg}'` : arg))
            .join(' '),
        );
  const operand = (start: number): number => args.findIndex((arg, n) => n >= start && !arg.startsWith('-'));
  switch (name) {
    case 'cross-env':
    case 'cross-env-shell':
      return from(args.findIndex((arg) => !/^-|^\w+=/.test(arg)));
    case 'npx':
    case 'bunx':
    case 'c8':
      return from(operand(0));
    case 'yarn':
    case 'pnpm':
      return args[0] === 'exec' || args[0] === 'dlx' ? from(operand(1)) : [];
    case 'npm':
      return args[0] === 'exec' || args[0] === 'x' ? from(operand(1)) : [];
    case 'dotenv':
    case 'env-cmd':
    case 'dotenvx':
      return args.includes('--') ? from(args.indexOf('--') + 1) : [];
    case 'nodemon':
    case 'tsc-watch': {
      const at = args.findIndex((arg) => /^(?:-x|--exec|--onSuccess)$/.test(arg));
      return at < 0 ? [] : commandsOf(args[at + 1] ?? '');
    }
    case 'concurrently':
      return args
        .filter((arg) => !arg.startsWith('-'))
        .flatMap((arg) => commandsOf(arg.replace(/^(npm|yarn|pnpm|bun):/, '$1 run ')));
    default:
      return [];
  }
}
