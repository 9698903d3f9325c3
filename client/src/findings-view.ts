/** The Container Security view: the findings of the window as a tree, and what was not judged. */
import { commands, type Disposable, EventEmitter, l10n, type Memento, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { findingCount } from './count-texts.ts';
import { GROUPINGS, type Grouping, sum } from './finding-index.ts';
import { type Row, rowsBelow, STEP, type TreeSource } from './finding-tree.ts';
import type { NotJudged } from './server-state.ts';
import { ask, notJudged, type Statuses } from './status.ts';
import { shownNow } from './status-bar.ts';
import { treeItem } from './tree-items.ts';
import { emptiness, viewMessage } from './view-texts.ts';
import type { WindowFindings } from './window-findings.ts';

/** What the commands of the view ask it. */
export interface FindingsView extends Disposable {
  /** The row that a command is called for: `given` from a menu, else the selected one. */
  row(given: unknown): Row | undefined;
  /** The rows below a row, as the view shows them; the top ones without it. */
  rows(row?: Row): readonly Row[];
  arrange(change: { readonly grouping?: Grouping; readonly filter?: string }): void;
  filter(): string;
  showMore(of: string): void;
  /** Asks the server again what was not judged, and shows what the editor has now. */
  refresh(): Promise<void>;
}

/** `memory` keeps the grouping of the workspace. */
export function createFindingsView(
  client: BaseLanguageClient,
  statuses: Statuses,
  findings: WindowFindings,
  memory: Memento,
): FindingsView {
  const { index } = findings;
  const changed = new EventEmitter<void>();
  const limits = new Map<string, number>();
  const contexts = new Map<string, unknown>();
  let left: NotJudged | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;

  const source: TreeSource = {
    l10n,
    index,
    get notJudged() {
      return left;
    },
    pathOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
    limitOf: (of) => limits.get(of) ?? STEP,
  };
  const view = window.createTreeView<Row>('seaworthy.findings', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...rowsBelow(source, row)],
      getTreeItem: treeItem,
    },
  });

  const setContext = (name: string, value: unknown): void => {
    if (contexts.get(name) === value) return;
    contexts.set(name, value);
    void commands.executeCommand('setContext', `seaworthy.${name}`, value);
  };

  /** Shows what there is now. */
  const show = (): void => {
    timer = undefined;
    const shown = shownNow(statuses, findings);
    const total = sum(shown.counts);
    setContext('viewState', emptiness(shown));
    setContext('groupBy', index.grouping());
    setContext('filtered', index.filter() !== '');
    const rows = rowsBelow(source, undefined).length;
    view.message = viewMessage(l10n, shown, { filter: index.filter(), total, passing: index.shown(), rows });
    view.badge = total === 0 ? undefined : { value: total, tooltip: findingCount(l10n, total) };
    changed.fire();
  };
  /** Many changes in a row cause one redrawing. */
  const showSoon = (): void => {
    timer ??= setTimeout(show, 150);
  };

  const askNotJudged = async (): Promise<void> => {
    asking = undefined;
    if (!view.visible || statuses.server()?.indexing) return;
    left = await ask(client, notJudged, {});
    showSoon();
  };
  /** Many changes in a row cause one question. */
  const askSoon = (): void => {
    asking ??= setTimeout(() => void askNotJudged(), 500);
  };

  const stored = memory.get<string>('groupBy');
  // A file and a message fit into a narrow side bar, a message with its path does not.
  index.arrange(GROUPINGS.find((g) => g === stored) ?? 'file', '');
  const subscriptions: Disposable[] = [
    view,
    changed,
    ...[findings.onDidChange, statuses.onDidChange].map((event) =>
      event(() => {
        showSoon();
        askSoon();
      }),
    ),
    view.onDidChangeVisibility(askSoon),
    workspace.onDidCloseTextDocument(askSoon),
    workspace.onDidSaveTextDocument(askSoon),
  ];
  show();

  return {
    row: (given) => (isRow(given) ? given : view.selection[0]),
    rows: (row) => rowsBelow(source, row),
    arrange({ grouping = index.grouping(), filter = index.filter() }) {
      if (grouping !== index.grouping()) void memory.update('groupBy', grouping);
      limits.clear();
      index.arrange(grouping, filter);
      show();
    },
    filter: index.filter,
    showMore(of) {
      limits.set(of, source.limitOf(of) + STEP);
      changed.fire();
    },
    async refresh() {
      findings.reload();
      left = await ask(client, notJudged, {});
      show();
    },
    dispose() {
      clearTimeout(timer);
      clearTimeout(asking);
      for (const s of subscriptions) void s.dispose();
    },
  };
}

const isRow = (given: unknown): given is Row => typeof given === 'object' && given !== null && 'spoken' in given;
