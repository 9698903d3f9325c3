/** The commands of scripts, jobs and build files that load a Compose file or apply a manifest. */
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { extending } from '../../workspace/keys.ts';
import { isComment, isJob, type Mention } from '../../workspace/plain-text.ts';
import { logicalLine, mayMean, namedIn, runsIn } from './named-file.ts';

export interface Caller {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** A command that loads a Compose file. */
export interface ComposeCaller extends Caller {
  /** The first file that the command names lies in another folder, so that Compose reads the `.env` there. */
  readonly startsElsewhere: boolean;
}

/** A command that applies a manifest. */
export interface ApplyCaller extends Caller {
  /** The script waits for the pods afterwards. */
  readonly waits: boolean;
}

const COMPOSE = /\b(?:docker|podman)[ -]compose\b/;
/** Subcommands that read the files. */
const LOADS = /\s(?:up|build|run|start|create|pull|down|exec|config|restart|watch)\b/;
const FILE = /[\s"'](?:-f|--file)(?:\s+|=)["']?([^\s"']+)/g;

/**
 * The commands that load the Compose file at a workspace path, by path and line: by its name, or by that of a file with services that extend those
 * of this one.
 */
export function composeCallers(workspace: WorkspaceIndex, file: string): ComposeCaller[] {
  const files = new Set([file]);
  for (const one of files) {
    if (files.size > MOST_EXTENDING) break;
    for (const { place } of workspace.of('service', extending(one))) files.add(place.unit.path);
  }
  const [own = [], ...outer] = [...files].map((one) => callersOf(workspace, one));
  // Compose reads the `.env` beside the file that is started.
  const elsewhere = (path: string): boolean => posix.dirname(path) !== posix.dirname(file);
  const more = outer.flatMap((callers, i) =>
    callers.map((c) => ({ ...c, startsElsewhere: c.startsElsewhere || elsewhere([...files][i + 1]!) })),
  );
  return unique([...more, ...own]);
}

/** So many files that extend one another, directly or not, are searched. */
const MOST_EXTENDING = 20;

function callersOf(workspace: WorkspaceIndex, file: string): ComposeCaller[] {
  const found: ComposeCaller[] = [];
  const isMeant = (path: string, mention: Mention): boolean => mayMean(workspace, path, mention, file);
  for (const program of ['docker compose', 'docker-compose'])
    for (const mention of workspace.plainText().find(program)) {
      const command = from(COMPOSE, logicalLine(mention));
      if (isComment(mention) || command === '') continue;
      const files = [...command.matchAll(FILE)].map(([, path = '']) => path);
      const own = files.find((path) => isMeant(path, mention));
      if (!own && !(files.length === 0 && LOADS.test(command) && isDefault(workspace, file, mention))) continue;
      const startsElsewhere = own !== undefined && folderIn(files[0]!) !== folderIn(own);
      found.push({ path: mention.path, line: mention.line, startsElsewhere });
    }
  for (const mention of namedIn(workspace, file)) {
    if (!COMPOSE.test(mention.text) || found.some((c) => c.path === mention.path && !c.startsElsewhere)) continue;
    // A variable holds the name of the file. Which file a command names first is known only where all are of one folder.
    const written = [
      ...[...mention.text.matchAll(/[^\s"'`=:,;()]*compose[\w.-]*\.ya?ml/g)].map(([path]) => path),
      ...[...mention.text.matchAll(FILE)].map(([, path = '']) => path),
    ];
    const folders = new Set(written.filter((path) => /\/.*(?:\.ya?ml|\$\{?\w+\}?)$/.test(path)).map(folderIn));
    found.push({ path: mention.path, line: mention.line, startsElsewhere: folders.size > 1 });
  }
  return unique(found);
}

/** A command without what stands before its program, such as `rm -f a &&`; '' if the program is not in it. */
const from = (program: RegExp, command: string): string => {
  const at = command.search(program);
  return at < 0 ? '' : command.slice(at);
};

/** The folder of a path that is written in a script. Two such paths begin at the same folder. */
const folderIn = (written: string): string => posix.join('', posix.dirname(written));

/** Whether a command without `-f` loads the file: it lies in the folder in which the command runs. */
function isDefault(workspace: WorkspaceIndex, file: string, { path, text }: Mention): boolean {
  if (!/^(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(posix.basename(file))) return false;
  const folder = posix.dirname(file);
  if (folder !== '' && runsIn({ path, text }, folder)) return true;
  return folder === (isJob(path) ? '' : posix.dirname(path)) && workspace.text(file) !== undefined;
}

const APPLIES = /\bkubectl\b[^|;&]*\s(?:apply|create|replace)\b/;

/** The commands that apply the manifest at a workspace path, alone or with its folder, by path and line. */
export function applyCallers(workspace: WorkspaceIndex, file: string): ApplyCaller[] {
  const found: ApplyCaller[] = [];
  const add = ({ path, line, text, offset }: Mention): void => {
    const after = text.slice(offset, offset + 3000);
    found.push({ path, line, waits: /\bkubectl\b[^\n]*\s(?:wait|rollout\s+status)\b/.test(after) });
  };
  for (const mention of namedIn(workspace, file)) if (APPLIES.test(logicalLine(mention))) add(mention);
  const folder = posix.dirname(file);
  for (const mention of folder === '' ? [] : workspace.plainText().find('kubectl')) {
    const command = from(APPLIES, logicalLine(mention));
    if (isComment(mention) || command === '') continue;
    const isFolder = (path: string): boolean =>
      !/\.(?:ya?ml|json)$/.test(path) && mayMean(workspace, path, mention, folder);
    if ([...command.matchAll(FILE)].some(([, path = '']) => isFolder(path.replace(/\/$/, '')))) add(mention);
  }
  return unique(found);
}

/** The callers at different lines, by path and line. */
function unique<T extends Caller>(callers: readonly T[]): T[] {
  const byPlace = new Map(callers.map((c) => [`${c.path}:${c.line}`, c]));
  return [...byPlace.values()].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** `a.sh:3`, `b.yml:7` and 2 more places: for a note. */
export function listed(places: readonly Caller[], most = 5): string {
  const names = places.slice(0, most).map(({ path, line }) => `\`${path}:${line}\``);
  const more = places.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more place${more > 1 ? 's' : ''}`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}
