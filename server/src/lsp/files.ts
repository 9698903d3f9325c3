/** Handles changes of files on disk. The text of an open document overrides the text on disk until it is closed. */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { TOOL_FILES } from '../core/config/tool-files.ts';
import { configures } from '../core/engine/configs.ts';
import { isSupporting, isTemporary } from '../core/files/file-kinds.ts';
import { posix } from '../core/text/paths.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import { sameRepository } from '../core/workspace/repository.ts';
import { isAlwaysRead, isSkippedFolder } from '../host/candidates.ts';
import { createPause, plainWords } from '../host/host.ts';
import { parseUri } from '../host/uri.ts';
import { isReadHere } from './environment-files.ts';
import type { Session } from './session.ts';
import type { Place, Workspace } from './workspaces.ts';

/** The parts of the server that this module calls. */
interface Readers {
  /** Schedules reading a folder again. */
  readonly reread: (workspace: Workspace) => void;
  /** Reads the settings of a workspace again, because the configuration file that they name has changed. */
  readonly reconfigure: (workspace: Workspace) => Promise<void>;
}

export interface Files {
  /** Handles created, changed and deleted files and folders. */
  changed(events: readonly FileEvent[]): Promise<void>;
  /** Handles a closed document: the text on disk applies again. */
  closed(uri: string): Promise<void>;
  /**
   * Reads the context of a document outside of all folders: its configuration, the ignore and environment files beside it, and the
   * Dockerfiles that its services build.
   */
  openedOutside(uri: string): Promise<void>;
}

/** Files of Git that say which files it tracks and ignores, and where its remotes are, relative to the repository's top. */
const GIT_DATA = ['.git/index', '.git/info/exclude', '.git/config'];
const isGitData = (path: string): boolean => GIT_DATA.includes(path);
export const gitDataGlob = `**/{${GIT_DATA.join(',')}}`;

/** Folders upward in which to look for the configuration of a document outside of all folders. */
const MOST_LEVELS = 30;

export function createFiles(session: Session, { reread, reconfigure }: Readers): Files {
  const { host, workspaces } = session;

  const fromDisk = async (uri: string, within: string): Promise<{ readonly text?: string; readonly why?: string }> => {
    const scheme = parseUri(uri)?.scheme;
    if (scheme === undefined || scheme === 'untitled' || !host.reads(scheme)) return {};
    const answer = await host.read(uri, within);
    if ('text' in answer) return answer;
    const why = plainWords(answer.problem);
    return why === undefined ? {} : { why };
  };

  const isIgnored = ({ workspace, path }: Place): boolean =>
    path.split('/').slice(0, -1).some(isSkippedFolder) ||
    (!isAlwaysRead(posix.basename(path)) && gitIgnores(workspace.engine.index, path));

  /** Gives the text on disk to the engine of each workspace to which the file belongs. */
  const settle = async (uri: string): Promise<void> => {
    for (const place of workspaces.places(uri)) {
      const { workspace, path } = place;
      const belongs =
        workspace.folder === undefined
          ? isSupporting(path) || configures(path)
          : isReadHere(place) && !isIgnored(place);
      const { text, why } = belongs ? await fromDisk(uri, workspace.folder ?? host.folderAround(uri)) : {};
      if (session.open(uri)) return;
      session.setTextAt(place, text);
      if (workspace.unreadable.get(path) === why) continue;
      workspace.noteUnreadable(path, why);
      session.changed();
    }
  };

  /** Removes the files of deleted folders from the engines, all folders of a batch in one pass. */
  const forget = (gone: ReadonlyMap<Workspace, ReadonlySet<string>>): void => {
    for (const [workspace, paths] of gone) {
      for (const path of workspace.engine.paths()) {
        let folder = posix.dirname(path);
        while (folder !== '' && !paths.has(folder)) folder = posix.dirname(folder);
        if (folder !== '' && !session.open(workspace.uriOf(path))) session.setTextAt({ workspace, path }, undefined);
      }
    }
  };

  /** Git's data of a workspace may have changed: which files are read depends on it. Git writes it anew for many commands that change nothing. */
  const compareRepository = (workspace: Workspace): void => {
    const { folder, engine } = workspace;
    if (folder !== undefined && !sameRepository(host.repository?.(folder), engine.index.repository)) reread(workspace);
  };

  const one = async ({ uri, type }: FileEvent, gone: Map<Workspace, Set<string>>): Promise<void> => {
    if (isTemporary(uri)) return;
    for (const { workspace, path } of workspaces.places(uri)) if (isGitData(path)) compareRepository(workspace);
    const places = workspaces.places(uri).filter(({ path }) => !path.split('/').slice(0, -1).some(isSkippedFolder));
    if (places.length === 0) return;
    const file = places.some(isReadHere);
    if (!session.open(uri)) {
      // A deleted file is read too: after a rename that changes only the case, the system still finds it by its old name.
      if (file) await settle(uri);
    }
    for (const place of places) {
      const { workspace, path } = place;
      const isNamed = workspace.named?.path === path || workspace.named?.extended.has(path);
      if (isNamed || workspace.settings.configFile === path) await reconfigure(workspace);
      if (configures(path)) session.changed();
      if (posix.basename(path) === '.gitignore') reread(workspace);
      if (file || isSkippedFolder(posix.basename(path))) continue;
      // Clients report a created or deleted folder as one event, without the files in it.
      if (type === FileChangeType.Deleted) gone.set(workspace, (gone.get(workspace) ?? new Set()).add(path));
      else if (type === FileChangeType.Created) reread(workspace);
    }
  };

  const readBeside = async (workspace: Workspace, path: string, within: string): Promise<void> => {
    const uri = workspace.uriOf(path);
    if (session.open(uri)) return;
    const { text } = await fromDisk(uri, within);
    if (!session.open(uri)) session.setTextAt({ workspace, path }, text);
  };

  return {
    async changed(events) {
      const pause = createPause(session.isBusy);
      const gone = new Map<Workspace, Set<string>>();
      for (const event of events) {
        await one(event, gone);
        await pause();
      }
      forget(gone);
    },
    async closed(uri) {
      const outside = workspaces.places(uri).filter(({ workspace }) => workspace.folder === undefined);
      for (const place of outside) session.setTextAt(place, undefined);
      workspaces.closed(uri);
      if (parseUri(uri)?.scheme !== 'untitled') await settle(uri);
    },
    async openedOutside(uri) {
      const place = workspaces.locate(uri);
      if (!place || place.workspace.folder !== undefined || place.path.startsWith('untitled/')) return;
      const { workspace, path } = place;
      const folder = posix.dirname(path);
      const within = host.folderAround(uri);
      const wanted = ['.gitignore', '.env', '.dockerignore'].map((name) => `${folder}/${name}`);
      let here = folder;
      for (let i = 0; i < MOST_LEVELS && here.split('/').length >= 2; i++) {
        wanted.push(
          `${here}/${CONFIG_NAME}`,
          ...Object.values(TOOL_FILES).flatMap((names) => names.map((name) => `${here}/${name}`)),
        );
        here = posix.dirname(here);
      }
      for (const beside of wanted) await readBeside(workspace, beside, within);
      session.flush();
      for (const { fact, place: at } of workspace.engine.index.of('service')) {
        const dockerfile = at.unit.path === path ? fact.build?.dockerfile : undefined;
        if (dockerfile) await readBeside(workspace, dockerfile, within);
      }
      session.changed();
    },
  };
}
