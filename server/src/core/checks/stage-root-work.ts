/** What the program of a stage does at its start that works only as root, as far as the Dockerfile and the files beside it tell. */
import { type CopiedFile, copiedFiles } from '../dockerfile/copied-files.ts';
import { isServerImage, startsSupervisor } from '../dockerfile/drops-root.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { rootHome } from '../dockerfile/root-home.ts';
import { rootPackage } from '../dockerfile/root-packages.ts';
import { chainOf, startInstructions, startScripts } from '../dockerfile/start-scripts.ts';
import { type Folders, foldersOf } from '../dockerfile/written-folders.ts';
import {
  buildTool,
  changesUser,
  effectiveCommands,
  isWebServer,
  knownStart,
  nodeCommands,
  type PackageScripts,
  packageScripts,
  parseShell,
  rootWork,
  type ShellCommand,
  scriptsRun,
  storesHere,
  writtenPaths,
} from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { contextsOf } from '../workspace/dockerignore.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { type PackageScript, scriptTexts } from './package-script.ts';
import { isRootName } from './run-user.ts';
import { contextPaths, startFile, startFiles } from './start-files.ts';

/** A clause without subject, such as "starts `sshd`", and where it stands: `start.sh:4`, lines from 1. */
export interface RootWork {
  readonly where: string;
  readonly does: string;
  /** Only under a condition of the script. */
  readonly isConditional?: boolean;
}

/** The most scripts that are read for one stage, and the longest. */
const MAX_SCRIPTS = 20;
const MAX_SCRIPT = 100_000;

/** The first such thing; `undefined` if none is known. `dockerfile`: the path of the stage's file. */
export function stageRootWork(
  stage: Stage,
  dockerfile: string,
  file: Dockerfile,
  workspace: WorkspaceIndex,
): RootWork | undefined {
  const home = rootHome(stage);
  const inFile = (i: Instruction, does: string): RootWork => ({
    where: place(dockerfile, file.text, i.span.start),
    does,
  });
  if (home) return inFile(home.instruction, home.does);
  const tool = rootPackage(stage);
  if (tool) return inFile(tool.instruction, `installs \`${tool.name}\`, which works only as root`);
  const folders = foldersOf(stage);
  const start: Start = {
    folders,
    servers: !isServerImage(stage),
    scripts: (wanted) => scriptTexts(wanted, stage, dockerfile, folders.working, workspace),
  };
  for (const i of startInstructions(stage)) {
    const work = firstWork(i.commands(), start);
    if (work !== undefined) return { ...inFile(i, work.does), ...work };
  }
  for (const i of chainOf(stage).flatMap((s) => s.instructions.filter(({ keyword }) => keyword === 'ENV'))) {
    const does = databaseWork(i.argsText, folders)?.does;
    if (does !== undefined) return inFile(i, does);
  }
  for (const script of startScripts(stage).texts) {
    const work = workOfScript(script, start);
    if (work) return { where: dockerfile, does: work.does, isConditional: work.isConditional };
  }
  return workOfFiles(stage, file, dockerfile, workspace, start);
}

/** What the commands of a stage's start are judged by. */
interface Start {
  readonly folders: Folders;
  /** Whether a web server counts as work of root. */
  readonly servers: boolean;
  /** The scripts of the `package.json` in the image. */
  scripts(wanted: PackageScripts): readonly PackageScript[];
}

const place = (path: string, text: string, offset: number): string =>
  `${path}:${text.slice(0, offset).split('\n').length}`;

/** What a command does. `where`: only if it stands in another file. */
interface Work {
  readonly does: string;
  readonly where?: string;
}

/** The most scripts and runners of Node.js that start one another. */
const MAX_DEPTH = 5;

function firstWork(commands: readonly ShellCommand[], start: Start, depth = 0): Work | undefined {
  for (const outer of commands) {
    if (changesUser(outer)) return { does: `changes the user with \`${outer.name}\`` };
    for (const { command } of effectiveCommands(outer)) {
      const work = ownWork(command, start);
      if (work !== undefined) return { does: work };
      const inner = depth < MAX_DEPTH ? innerWork(command, start, depth + 1) : undefined;
      if (inner) return inner;
    }
  }
  return undefined;
}

function ownWork(command: ShellCommand, { folders, servers }: Start): string | undefined {
  const does = rootWork(command) ?? (servers && isWebServer(command) ? `starts \`${command.name}\`` : undefined);
  if (does !== undefined) return does;
  const tool = folders.isOwned(folders.working) ? undefined : buildTool(command);
  if (tool !== undefined) return `runs \`${tool}\`, which writes to ${placeOf(tool, folders.working)}`;
  if (storesHere(command) && !mayWrite('.', folders)) return `saves a download in ${placeOf('', folders.working)}`;
  const path = writtenPaths(command).find((one) => !mayWrite(one, folders));
  return path === undefined ? undefined : `writes to \`${path}\``;
}

/** The work of what a program of Node.js starts: a script of `package.json`, or the command of a runner. */
function innerWork(command: ShellCommand, start: Start, depth: number): Work | undefined {
  const own = firstWork(nodeCommands(command), start, depth);
  if (own) return own;
  const wanted = packageScripts(command);
  for (const { where, text } of wanted ? start.scripts(wanted) : []) {
    const work = firstWork(parseShell({ text, at: (i) => i }).commands, start, depth);
    if (work) return { where, ...work };
  }
  return undefined;
}

function placeOf(tool: string, working: string): string {
  if (/^(?:uv pip|pip\w+|poetry) /.test(tool)) return 'its Python environment';
  // Without a WORKDIR here, the base image, a Compose file or the command line names the folder.
  return working === '/' ? 'its working folder' : `\`${working}\``;
}

/** Whether a user other than root may write there, or the fix lets them. `~` and the like are not known. */
function mayWrite(path: string, folders: Folders): boolean {
  if (/^[~$]/.test(path) || /^\/(?:tmp|dev|proc|var\/tmp)(?:\/|$)/.test(path)) return true;
  const whole = `/${posix.join(folders.working, path)}`;
  return folders.isOwned(whole) || folders.written.some((folder) => `${whole}/`.startsWith(`${folder}/`));
}

function workOfScript(text: string, start: Start) {
  if (text.length > MAX_SCRIPT) return undefined;
  const { commands } = parseShell({ text, at: (i) => i });
  // A script that asks who it is also works as another user.
  const asks = /\bid\s+-u\b|\$\{?E?UID\b|\bwhoami\b/.test(text);
  for (const [n, command] of commands.entries()) {
    if (asks && command.depth > 0) continue;
    const work = firstWork([command], start);
    if (work !== undefined)
      return { at: command.span.start, ...work, isConditional: isConditional(command, commands[n - 1]) };
    const home = command.words.map(knownStart).find((word) => /(?:^|[=:])\/root\//.test(word));
    if (home !== undefined) return { at: command.span.start, does: 'uses `/root`', isConditional: command.depth > 0 };
  }
  return databaseWork(text, start.folders);
}

/** In a function, a branch or a loop, or only if the command before it fails or finds something. */
const isConditional = ({ depth, separatorBefore }: ShellCommand, before: ShellCommand | undefined): boolean =>
  depth > 0 || separatorBefore === '||' || (separatorBefore === '&&' && TESTS.test(before?.name ?? ''));

const TESTS = /^(?:\[\[?|test|command|which|grep)$/;

/** A database file in the working folder, which the text names as the default: `sqlite:///shop.db`, `file:shop.db`. */
function databaseWork(text: string, folders: Folders): (Work & { at: number; isConditional: boolean }) | undefined {
  const found = /(?:\bfile:|\bsqlite[\w+]*:\/\/\/)(?!\/)(?:\.\/)?([\w./-]+\.(?:db|sqlite3?))\b/.exec(text);
  const path = found?.[1];
  if (!found || path === undefined || mayWrite(path, folders)) return undefined;
  return { at: found.index, isConditional: false, does: `keeps its database in \`${path}\`` };
}

/** The scripts that the stage starts with, those that they call, and the programs of Supervisor, in the workspace. */
function workOfFiles(
  stage: Stage,
  file: Dockerfile,
  dockerfile: string,
  workspace: WorkspaceIndex,
  start: Start,
): RootWork | undefined {
  const copies = copiedFiles(stage);
  const wanted = startFiles(stage, file, dockerfile, workspace);
  const seen = new Set<string>();
  for (const { context, path, text } of wanted) {
    if (seen.has(path) || seen.size === MAX_SCRIPTS) continue;
    seen.add(path);
    const work = workOfScript(text, start);
    if (work) return { where: place(path, text, work.at), ...work };
    for (const called of calledBy(text, path, context, copies))
      wanted.push(...startFile(called, [''], workspace).map((one) => ({ ...one, context })));
  }
  if (!startsSupervisor(stage)) return undefined;
  const contexts = [...new Set([...contextsOf(workspace, dockerfile), ''])];
  const configurations = contexts.map((context) => supervisorFiles(context, copies, workspace));
  return supervisedWork(configurations.find((paths) => paths.length > 0) ?? [], workspace);
}

/** Where the scripts that a script calls may lie: beside it, or where the stage copies them from. */
function calledBy(text: string, path: string, context: string, copies: readonly CopiedFile[]): string[] {
  if (text.length > MAX_SCRIPT) return [];
  const names = parseShell({ text, at: (i) => i }).commands.flatMap(scriptsRun);
  return [...new Set(names.filter((name) => name.includes('/') || name.endsWith('.sh')))].flatMap((name) => {
    const beside = posix.join(posix.dirname(path), posix.basename(name));
    const from = contextPaths(posix.join('', name), copies).map((one) => posix.join(context, one));
    return name.startsWith('/') ? [...from, beside] : [beside];
  });
}

/** The configurations of Supervisor that the image gets from a build context. */
const supervisorFiles = (context: string, copies: readonly CopiedFile[], workspace: WorkspaceIndex): string[] =>
  workspace.serviceScripts().filter((path) => {
    const file = context === '' ? path : path.startsWith(`${context}/`) ? path.slice(context.length + 1) : undefined;
    const isCopied = copies.some(({ from }) => from === '' || file === from || file?.startsWith(`${from}/`));
    return file !== undefined && isCopied && path.endsWith('.conf');
  });

/** A program of Supervisor that only root can start. Source: Supervisor's manual, "[program:x] Section Settings". */
function supervisedWork(paths: readonly string[], workspace: WorkspaceIndex): RootWork | undefined {
  for (const path of paths) {
    const text = workspace.text(path);
    if (text === undefined || text.length > MAX_SCRIPT) continue;
    for (const line of text.matchAll(/^(?:command[ \t]*=[ \t]*(.+)|user[ \t]*=[ \t]*([^\s;]+))$/gm)) {
      const where = place(path, text, line.index);
      const user = line[2];
      if (user !== undefined && !isRootName(user)) return { where, does: `changes to the user \`${user}\`` };
      const { commands } = parseShell({ text: (line[1] ?? '').split(' ;')[0]!, at: (i) => i });
      for (const { command } of commands.flatMap(effectiveCommands)) {
        const does = rootWork(command) ?? (isWebServer(command) ? `starts \`${command.name}\`` : undefined);
        if (does !== undefined) return { where, does };
      }
    }
  }
  return undefined;
}
