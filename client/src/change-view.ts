/** The view in Source Control: the findings that the files as they are now have more or less than the commit that is checked out. */
import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, RequestType } from 'vscode-languageclient';
import type { ChangeAnswer, ChangedFinding } from './server-state.ts';
import { ask, type Statuses } from './status.ts';
import { ICONS } from './tree-items.ts';
import type { WindowFindings } from './window-findings.ts';

const change = new RequestType<{ release?: boolean; staged?: boolean }, ChangeAnswer, void>('seaworthy/change');

/** Milliseconds after the last change of a finding until the server is asked, and after the view was hidden until the server forgets. */
const SOON = 1000;
const FORGET = 60_000;

type Part = 'added' | 'mended';
const PARTS: readonly Part[] = ['added', 'mended'];
type Row = Part | { readonly part: Part; readonly finding: ChangedFinding };

/** Asks the server what the changes add and mend, or only what is staged; `undefined` without an answer. */
export const askChange = (client: BaseLanguageClient, staged = false): Promise<ChangeAnswer | undefined> =>
  ask(client, change, { staged });

/** Registers the view and the command that lists the same. The server is asked while the view is visible only. */
export function registerChange(client: BaseLanguageClient, statuses: Statuses, findings: WindowFindings): Disposable[] {
  const changed = new EventEmitter<void>();
  let answer: ChangeAnswer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const view = window.createTreeView<Row>('seaworthy.change', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => rowsBelow(answer, row),
      getTreeItem: (row) => itemOf(answer, row),
    },
  });
  const refresh = async (): Promise<void> => {
    if (!view.visible || statuses.server()?.indexing) return;
    answer = await askChange(client);
    view.description = answer?.state === 'compared' ? shortCount(answer) : '';
    view.message = messageOf(answer);
    changed.fire();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), SOON);
  };
  const onVisibility = (): void => {
    clearTimeout(forgetting);
    if (view.visible) void refresh();
    else forgetting = setTimeout(() => void ask(client, change, { release: true }), FORGET);
  };
  return [
    view,
    changed,
    findings.onDidChange(soon),
    statuses.onDidChange(soon),
    view.onDidChangeVisibility(onVisibility),
    commands.registerCommand('seaworthy.showChange', () => showChange(client)),
    commands.registerCommand('_seaworthy.change', () => askChange(client)),
    commands.registerCommand('_seaworthy.change.open', openChanged),
    {
      dispose: () => {
        clearTimeout(timer);
        clearTimeout(forgetting);
      },
    },
  ];
}

/** `+2, −5`. */
const shortCount = ({ added, mended }: ChangeAnswer): string => `+${added.length}, \u2212${mended.length}`;

const rowsBelow = (answer: ChangeAnswer | undefined, row: Row | undefined): Row[] => {
  if (!answer) return [];
  if (row === undefined) return PARTS.filter((part) => answer[part].length > 0);
  return typeof row === 'string' ? answer[row].map((finding) => ({ part: row, finding })) : [];
};

const titleOf = (part: Part, count: number): string =>
  part === 'added' ? l10n.t('New findings ({0})', count) : l10n.t('Mended findings ({0})', count);

function itemOf(answer: ChangeAnswer | undefined, row: Row): TreeItem {
  if (typeof row === 'string')
    return new TreeItem(titleOf(row, answer?.[row].length ?? 0), TreeItemCollapsibleState.Expanded);
  const { uri, line, severity, rule, message } = row.finding;
  const item = new TreeItem(message);
  item.description = `${workspace.asRelativePath(Uri.parse(uri))}:${line + 1}`;
  item.tooltip = `${message}\n${rule}`;
  item.iconPath = ICONS[severity];
  item.command = { title: '', command: '_seaworthy.change.open', arguments: [row.finding] };
  return item;
}

function messageOf(answer: ChangeAnswer | undefined): string | undefined {
  if (!answer) return l10n.t('The language server does not answer. Its log may say why.');
  if (answer.state === 'reading') return l10n.t('The files are still being read.');
  if (answer.state === 'noCommit') return l10n.t('There is no commit to compare with.');
  if (answer.state === 'tooMany') return l10n.t('The folder has too many files to compare them with a commit.');
  if (answer.added.length + answer.mended.length > 0) return undefined;
  return l10n.t('The changes since the last commit add and mend no finding.');
}

/** Lists both parts, of all changes or of what is staged, and opens the finding that the user picks. */
export async function showChange(client: BaseLanguageClient, staged = false): Promise<void> {
  const progress = { location: ProgressLocation.Window, title: l10n.t('Comparing files with the last commit') };
  const answer = await window.withProgress(progress, () => askChange(client, staged));
  const message = messageOf(answer);
  if (!answer || message !== undefined) {
    void window.showInformationMessage(message ?? '');
    return;
  }
  const items = PARTS.flatMap((part): (QuickPickItem & { readonly finding?: ChangedFinding })[] =>
    answer[part].length === 0
      ? []
      : [
          { label: titleOf(part, answer[part].length), kind: QuickPickItemKind.Separator },
          ...answer[part].map((finding) => ({
            label: finding.message,
            description: `${workspace.asRelativePath(Uri.parse(finding.uri))}:${finding.line + 1}`,
            detail: finding.rule,
            finding,
          })),
        ],
  );
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('What the changes since the last commit add and mend ({0})', shortCount(answer)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen?.finding) await openChanged(chosen.finding);
}

/** Opens the file of a finding at its line; the place of a mended one may be gone. */
async function openChanged({ uri, line }: ChangedFinding): Promise<void> {
  try {
    await window.showTextDocument(Uri.parse(uri), { selection: new Range(line, 0, line, 0), preview: true });
  } catch {
    void window.showInformationMessage(l10n.t('The file of this finding is no longer there.'));
  }
}
