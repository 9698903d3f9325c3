/** Folders of an image that its program seems to write, and those that another user than root owns. */
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { unquoted } from '../text/unquoted.ts';
import { byContent } from './contents.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf } from './start-scripts.ts';

export interface Folders {
  /** The working folder at the end of the stage: an absolute path. */
  readonly working: string;
  /** Folders of root that the program seems to write: absolute paths, each once. */
  readonly written: readonly string[];
  /** Whether a user other than root may write to this absolute path. */
  isOwned(path: string): boolean;
}

/** Variables that say where a program writes. */
const WRITTEN =
  /^PGDATA$|(?:^|_)(?:DATA|LOGS?|CACHE|STORAGE|UPLOADS?|DB|DATABASE|STATE|MEDIA|BACKUPS?|OUTPUT|MULTIPROC|WORK)(?:_?(?:DIR|DIRECTORY|FOLDER|PATH|ROOT|HOME|FILE|URL|URI|LOCATION))?$/;

/** Whether a folder may be handed to the program of a stage with this working folder. */
export const mayHandOver = (folder: string, working: string): boolean =>
  !NOT_TO_HAND_OVER.test(folder) || (working !== '/' && folder !== working && isBelow(folder, working));

/** Folders of the system, of devices and of temporary files: nobody hands them to one program. */
const NOT_TO_HAND_OVER =
  /^\/(?:$|(?:bin|boot|dev|etc|lib|lib32|lib64|opt|proc|root|run|sbin|sys|tmp|usr|var\/run|var\/tmp|var\/lib\/apt|var\/cache\/apt)(?:\/|$)|(?:home|var|srv|mnt|media|var\/lib|var\/log|var\/cache|var\/spool)$)/;

const isBelow = (path: string, folder: string): boolean => `${path}/`.startsWith(folder === '/' ? '/' : `${folder}/`);

export const foldersOf: (stage: Stage) => Folders = byContent(findFolders);

function findFolders(stage: Stage): Folders {
  const found = { working: '/', candidates: new Set<string>(), used: new Set<string>(), owned: new Set<string>() };
  for (const s of chainOf(stage)) for (const i of s.instructions) readInstruction(s, i, found);
  const { working, candidates, used, owned } = found;
  used.add(working);
  const isOwned = (path: string): boolean => [...owned].some((folder) => isBelow(path, folder));
  const written = [...candidates].filter(
    (folder) =>
      mayHandOver(folder, working) &&
      !isOwned(folder) &&
      // Code that the program must not change lies there.
      ![...used].some((path) => isBelow(path, folder)),
  );
  return { working, written, isOwned };
}

interface Found {
  working: string;
  readonly candidates: Set<string>;
  readonly used: Set<string>;
  readonly owned: Set<string>;
}

function readInstruction(stage: Stage, i: Instruction, found: Found): void {
  const at = (path: string): string => `/${posix.join(found.working, unquoted(stage.expand(path, i).text ?? path))}`;
  if (i.keyword === 'WORKDIR') found.working = at(i.argsText);
  else if (i.keyword === 'VOLUME') for (const { text } of i.exec ?? i.args) found.candidates.add(at(text));
  else if (i.keyword === 'ENV') {
    for (const { name, resolved } of i.variables) {
      const folder = WRITTEN.test(name) ? folderIn(resolved.text ?? '') : undefined;
      // PostgreSQL's images give the folder of their own data to its user.
      if (folder !== undefined && !(name === 'PGDATA' && isBelow(folder, '/var/lib/postgresql')))
        found.candidates.add(folder);
    }
  } else if (i.keyword === 'COPY' || i.keyword === 'ADD') {
    const target = (i.exec ?? i.args).at(-1)?.text;
    if (target === undefined) return;
    const owner = i.flags.find((flag) => flag.name === 'chown')?.value ?? stage.userAt(i).user;
    // A folder that is copied belongs to the user, but one that exists keeps its owner (github.com/moby/buildkit/issues/790).
    const exists = at(target) === found.working || found.candidates.has(at(target));
    if (i.flags.some((flag) => flag.name === 'chown') && !/^(?:root|0)(?::|$)/.test(owner ?? '') && !exists)
      found.owned.add(at(target));
    else found.used.add(at(target));
  } else if (i.keyword === 'RUN') {
    const asRoot = stage.userAt(i).verdict !== 'non-root';
    let moved = false;
    for (const outer of i.commands())
      for (const { command } of effectiveCommands(outer)) {
        if (command.name === 'cd') moved = true;
        const paths = operands(command).filter((path) => path.startsWith('/') || !moved);
        if (command.name === 'mkdir') for (const path of paths) (asRoot ? found.candidates : found.owned).add(at(path));
        else if (handsOver(command)) for (const path of paths.slice(1)) found.owned.add(at(path));
        else if (command.name === 'rm') for (const path of paths) found.candidates.delete(at(path));
      }
  }
}

const operands = ({ words }: ShellCommand): string[] =>
  words
    .slice(1)
    .map(knownStart)
    .filter((word) => word !== '' && !word.startsWith('-'));

/** `chown app …`, and `chmod` that lets everybody write. */
function handsOver(command: ShellCommand): boolean {
  const [first = ''] = operands(command);
  if (command.name === 'chown') return !/^(?:root|0)(?::|$)/.test(first);
  return command.name === 'chmod' && /^[0-7]*[2367]$|^[ugo]*[ao][ugo]*[+=][rx]*w/.test(first);
}

/** The folder of a path or an SQLite address: `/data/app.db` and `sqlite:////data/app.db` are in `/data`. */
function folderIn(value: string): string | undefined {
  const path = /^(?:sqlite(?:\+\w+)?:\/\/\/|file:(?:\/\/)?)?(\/[\w./-]+)$/.exec(value)?.[1];
  if (path === undefined) return undefined;
  const plain = path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  return /\/[^/]*\.\w+$/.test(plain) ? posix.dirname(plain) : plain;
}
