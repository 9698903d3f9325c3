/** The findings of all files in the scope `workspace`: which files have some, and whether they changed. */
import type { Problem } from '../core/engine/problem.ts';
import type { Reported } from '../core/engine/report.ts';
import { isJudged } from '../core/files/file-kinds.ts';
import { sameItems } from '../core/text/common-ends.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import { createPause } from '../host/host.ts';
import { parseUri } from '../host/uri.ts';
import type { Diagnostics } from './diagnostics.ts';
import { isJudgedHere } from './environment-files.ts';
import type { SeverityCounts } from './overview.ts';
import { scopesOf } from './scope.ts';
import type { Session } from './session.ts';
import type { Place, Workspace } from './workspaces.ts';

/** A file as it was judged last. */
export interface JudgedFile {
  readonly uri: string;
  /** See `Workspaces.keyOf`. */
  readonly key: string;
  /** The id of its diagnostics: equal diagnostics have equal ids. */
  readonly id: string;
  /** Its worst severity, as in the protocol (1: error … 4: hint); `undefined`: no diagnostics. */
  readonly worst: number | undefined;
  /** It was not fully read. */
  readonly partial: boolean;
  /** What the id was made from, to see whether it is still valid. */
  readonly from: {
    readonly text: string;
    readonly findings: readonly Reported[];
    readonly problems: readonly Problem[];
  };
}

export interface JudgedFiles {
  /** To call when the text of a file changed, or when it was closed. */
  touch(place: Place): void;
  /** To call when something changed that may concern every file. */
  changed(): void;
  /** All folders were read and judged. Otherwise nothing is reported, since rules across files do not know all of them. */
  isComplete(): boolean;
  /** Changes wait to be judged, or are being judged; `onJudged` is called afterwards. */
  isPending(): boolean;
  /** By their keys. */
  all(): ReadonlyMap<string, JudgedFile>;
  /** Files by their worst severity; `undefined` before all were judged for the first time. */
  counts(): SeverityCounts | undefined;
  /** Number of files that were not read, or not fully. */
  partial(): number;
  dispose(): void;
}

/** Milliseconds between an edit and the judgement of its file: the request for the document's own findings comes first. */
const DELAY = 200;

/** `isReading`: whether a folder is being read. `onJudged` is called after each judgement. */
export function createJudgedFiles(
  session: Session,
  diagnostics: Diagnostics,
  isReading: () => boolean,
  onJudged: () => void,
): JudgedFiles {
  const { workspaces, log } = session;
  const files = new Map<Workspace, Map<string, JudgedFile>>();
  const byKey = new Map<string, JudgedFile>();
  let touched = new Map<Workspace, Set<string>>();
  let isAllChanged = true;
  let isRunning = false;
  let isWholeOnce = false;
  let counts: SeverityCounts | undefined;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const drop = (known: Map<string, JudgedFile>, path: string): void => {
    const file = known.get(path);
    if (!file) return;
    known.delete(path);
    if (byKey.get(file.key) === file) byKey.delete(file.key);
  };

  const judge = (place: Place, known: Map<string, JudgedFile>): void => {
    const { workspace, path } = place;
    const text = workspace.engine.textOf(path);
    const before = known.get(path);
    const report = text !== undefined && isReported(session, place) ? session.report(place) : undefined;
    if (text === undefined || !report || (!report.judged && report.problems.length === 0)) {
      drop(known, path);
      return;
    }
    const { findings, problems } = report;
    // The place of a related file's text may have changed.
    const isSame =
      before?.from.text === text &&
      sameItems(before.from.findings, findings) &&
      problems.length + before.from.problems.length === 0 &&
      findings.every((f) => f.related.length === 0);
    if (isSame) return;
    const uri = workspace.uriOf(path);
    const { id, items } = diagnostics.describe(place, report);
    const severities = items.flatMap((d) => d.severity ?? []);
    const file: JudgedFile = {
      ...{ uri, key: workspaces.keyOf(parseUri(uri)!), id },
      worst: severities.length > 0 ? Math.min(...severities) : undefined,
      partial: report.unread.length > 0,
      from: { text, findings, problems },
    };
    drop(known, path);
    known.set(path, file);
    byKey.set(file.key, file);
  };

  /** Judges what changed. Returns false if a folder began to be read meanwhile: then all is judged again after that. */
  const pass = async (isAll: boolean, some: ReadonlyMap<Workspace, ReadonlySet<string>>): Promise<boolean> => {
    const pause = createPause(session.isBusy);
    const scopes = scopesOf(workspaces.all());
    session.flush();
    for (const workspace of new Set([...files.keys(), ...workspaces.all()])) {
      const known = files.get(workspace) ?? new Map<string, JudgedFile>();
      const isIn = workspaces.all().includes(workspace) && scopes.of(workspace) === 'workspace';
      if (isIn) files.set(workspace, known);
      else files.delete(workspace);
      const paths = !isIn ? [] : isAll ? workspace.engine.paths() : (some.get(workspace) ?? []);
      for (const path of paths) {
        judge({ workspace, path }, known);
        await pause();
        if (ended || isReading()) return false;
      }
      for (const path of [...known.keys()]) if (!isIn || workspace.engine.textOf(path) === undefined) drop(known, path);
    }
    return true;
  };

  const run = async (): Promise<void> => {
    if (isRunning || ended || isReading()) return;
    isRunning = true;
    try {
      while ((isAllChanged || touched.size > 0) && !ended && !isReading()) {
        const [isAll, some] = [isAllChanged, touched];
        isAllChanged = false;
        touched = new Map();
        const isDone = await pass(isAll, some);
        if (!isDone) isAllChanged = true;
        else {
          isWholeOnce ||= isAll;
          counts = isWholeOnce && files.size > 0 ? countsOf(byKey.values()) : undefined;
        }
      }
    } catch (error) {
      log.fault('judging the workspace', error);
    } finally {
      isRunning = false;
    }
    if (!ended) onJudged();
  };

  return {
    touch({ workspace, path }) {
      touched.set(workspace, (touched.get(workspace) ?? new Set()).add(path));
      timer ??= setTimeout(() => {
        timer = undefined;
        void run();
      }, DELAY);
    },
    changed() {
      isAllChanged = true;
      void run();
    },
    isComplete: () => isWholeOnce && !isReading() && !isAllChanged,
    isPending: () => isRunning || isAllChanged || touched.size > 0,
    all: () => byKey,
    counts: () => counts,
    partial() {
      const inScope = [...byKey.values()].filter((f) => f.partial).length;
      return inScope + unreadableFiles(workspaces.all()) + diagnostics.partialDocuments((key) => byKey.has(key));
    },
    dispose() {
      ended = true;
      clearTimeout(timer);
    },
  };
}

function countsOf(files: Iterable<JudgedFile>): SeverityCounts {
  const counts = [0, 0, 0, 0, 0];
  for (const { worst } of files) if (worst !== undefined) counts[worst]! += 1;
  const [, error = 0, warning = 0, info = 0, hint = 0] = counts;
  return { error, warning, info, hint };
}

/** Whether the findings of a file are reported while it is closed. An environment file that Git ignores is read for fixes only. */
function isReported(session: Session, { workspace, path }: Place): boolean {
  const uri = workspace.uriOf(path);
  if (session.workspaces.locate(uri)?.workspace !== workspace) return false;
  if (session.open(uri)) return true;
  return (
    isJudgedHere({ workspace, path }) &&
    (workspace.engine.unitAt(path, 0)?.kind !== 'env' || !gitIgnores(workspace.engine.index, path))
  );
}

const unreadableFiles = (all: readonly Workspace[]): number =>
  all
    .filter(({ settings }) => settings.enable)
    .flatMap(({ unreadable, engine }) =>
      [...unreadable.keys()].filter((path) => isJudged(path) && !engine.configFor(path).exclude(path)),
    ).length;
