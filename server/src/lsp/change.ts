/** What the files as they are now make worse or better against the commit that is checked out. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { againstBaseline } from '../core/engine/against-baseline.ts';
import type { Engine } from '../core/engine/engine.ts';
import { isJudged } from '../core/files/file-kinds.ts';
import { compare } from '../core/report/change.ts';
import { forTerminal } from '../core/report/escape.ts';
import type { Printed } from '../core/report/finding.ts';
import { printed } from '../core/report/print.ts';
import { type StateBefore, stateBefore } from '../core/report/state-before.ts';
import { createPause, type Head } from '../host/host.ts';
import { isInnermost } from './not-judged.ts';
import type { ChangeAnswer, ChangedFinding } from './overview.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

/** Folders with more files that can be checked are not compared: the files of the commit take as much memory as those of now. */
const MOST_FILES = 2000;

/** A second engine with the files of the commit, and what it was made with. */
interface Past {
  readonly engine: Engine;
  readonly settings: Workspace['settings'];
  readonly named: Workspace['named'];
  head: Head;
  /** By the name of the blob. */
  readonly texts: Map<string, string | undefined>;
}

export interface Changes {
  /**
   * Answers `seaworthy/change`. `ofStaged`: compares what is staged, instead of the files as they are now. Judges every file, in small steps; fails with
   * `RequestCancelled` if `isCancelled` becomes true.
   */
  answer(isCancelled: () => boolean, ofStaged: boolean): Promise<ChangeAnswer>;
  /** Lets go of the files of the commits, until the next question. The answer is empty. */
  release(): ChangeAnswer;
}

/** `isReading`: whether folders are still being read. */
export function createChanges(session: Session, isReading: () => boolean): Changes {
  let pasts = new Map<Workspace, Past>();

  /** The engine with the files of the commit; `undefined` if there is no commit. */
  const pastOf = (workspace: Workspace): Past | undefined => {
    const { folder, settings, named, engine } = workspace;
    const known = pasts.get(workspace);
    const head = folder === undefined ? undefined : session.host.head?.(folder, known?.head);
    if (!head) {
      pasts.delete(workspace);
      return undefined;
    }
    // What configurations extend is not among the files.
    const isSame =
      known?.settings === settings &&
      known.named === named &&
      known.engine.configFor('').key === engine.configFor('').key;
    const past = isSame ? known : { engine: engine.copy(), settings, named, head, texts: new Map() };
    past.head = head;
    pasts.set(workspace, past);
    return past;
  };

  const ofWorkspace = async (
    workspace: Workspace,
    step: () => Promise<void>,
    ofStaged: boolean,
  ): Promise<Found | undefined> => {
    const past = pastOf(workspace);
    const now =
      past && ofStaged
        ? stagedState(workspace.engine, past)
        : { ...workspace, isKnown: (path: string) => !past?.head.isOfOther(path) };
    if (!past || !now) return undefined;
    const { engine } = now;
    const state = stateOf(now, past);
    const judged = async (of: Engine): Promise<Printed[]> => {
      const all: Printed[] = [];
      for (const path of of.paths()) {
        if (!isJudged(path) || !isInnermost(session, { workspace, path })) continue;
        const report = of.check(path);
        if (report.judged) all.push(...printed(of, againstBaseline(of, report).reported, (one) => one, {}));
        await step();
      }
      return all;
    };
    // Without a change the files need not be judged a second time.
    if (state.texts.size === 0) return { added: [], mended: [] };
    putBack(engine, past.engine, state);
    const [after, before] = [await judged(engine), await judged(past.engine)];
    const { states, fixed } = compare(before, after, {
      newPath: (path) => state.moved.get(path) ?? path,
      isEdited: ({ path, startLine, endLine }) => {
        const lines = state.edited.get(path);
        for (let line = startLine; lines && line <= endLine; line++) if (lines.has(line)) return true;
        return false;
      },
    });
    const added = after.filter((one) => states.get(one) === 'new');
    const moved = (one: Printed): string => state.moved.get(one.path) ?? one.path;
    return {
      added: added.map((one) => shown(workspace, one, one.path)),
      mended: fixed.map((one) => shown(workspace, one, moved(one))),
    };
  };

  return {
    async answer(isCancelled, ofStaged) {
      session.flush();
      if (isReading()) return { state: 'reading', added: [], mended: [] };
      const pause = createPause(session.isBusy);
      const step = async (): Promise<void> => {
        await pause();
        if (isCancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      };
      const wanted = session.workspaces.all().filter(({ settings, folder }) => settings.enable && folder !== undefined);
      const small = wanted.filter(({ candidates }) => (candidates ?? 0) <= MOST_FILES);
      const found: Found[] = [];
      for (const workspace of small) {
        const one = await ofWorkspace(workspace, step, ofStaged);
        if (one) found.push(one);
      }
      const state = found.length > 0 ? 'compared' : small.length < wanted.length ? 'tooMany' : 'noCommit';
      return { state, added: found.flatMap((one) => one.added), mended: found.flatMap((one) => one.mended) };
    },
    release() {
      for (const { head } of pasts.values()) head.close();
      pasts = new Map();
      return { state: 'reading', added: [], mended: [] };
    },
  };
}

type Found = Pick<ChangeAnswer, 'added' | 'mended'>;

/** The files that are compared with the commit. */
interface Now {
  readonly engine: Engine;
  readonly unreadable: { has(path: string): boolean };
  /** Whether the files say anything about a path; else it counts as unchanged. */
  readonly isKnown: (path: string) => boolean;
}

/** What is staged; files that Git does not track stay as they are. `undefined` if the index cannot be read. */
function stagedState(now: Engine, { head }: Past): Now | undefined {
  const staged = head.staged();
  if (!staged) return undefined;
  const engine = now.copy();
  const unreadable = new Set<string>();
  for (const path of head.files.keys()) if (!staged.has(path)) engine.removeFile(path);
  for (const [path, id] of staged) {
    const current = engine.textOf(path);
    if (current !== undefined && head.isText(id, current)) continue;
    const text = head.textOf(id);
    if (text !== undefined) engine.setFile(path, text);
    else {
      engine.removeFile(path);
      unreadable.add(path);
    }
  }
  return { engine, unreadable, isKnown: (path) => staged.has(path) || head.files.has(path) };
}

function stateOf({ engine, unreadable, isKnown }: Now, { head, texts }: Past): StateBefore {
  const before = new Map<string, string>();
  const unknown = new Set<string>();
  for (const [path, id] of head.files) {
    const now = engine.textOf(path);
    // Nothing is known of a file that cannot be read now, or that a sparse checkout leaves out.
    if (now === undefined && (head.isSparse || unreadable.has(path))) continue;
    if (now !== undefined && head.isText(id, now)) before.set(path, now);
    else {
      const text = texts.has(id) ? texts.get(id) : head.textOf(id);
      texts.set(id, text);
      if (text === undefined) unknown.add(path);
      else before.set(path, text);
    }
  }
  return stateBefore(engine, before, (path) => unknown.has(path) || !isKnown(path));
}

/** Gives the second engine the files as they were: its own texts, where they are the same, keep what was worked out. */
function putBack(now: Engine, past: Engine, { texts }: StateBefore): void {
  if (past.today() !== now.today()) past.setToday(now.today());
  const paths = new Set([...now.paths(), ...past.paths(), ...texts.keys()]);
  for (const path of paths) {
    const text = texts.has(path) ? texts.get(path) : now.textOf(path);
    if (text === past.textOf(path)) continue;
    if (text === undefined) past.removeFile(path);
    else past.setFile(path, text);
  }
}

function shown(workspace: Workspace, one: Printed, path: string): ChangedFinding {
  const { rule, severity, message } = one.finding;
  return {
    ...{ uri: workspace.uriOf(path), line: one.startLine - 1, rule, severity },
    message: forTerminal(message),
  };
}
