/** The item in the status bar: findings of the window, and what the server does. A click opens the menu (menu.ts). */
import { type Disposable, l10n, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace } from 'vscode';
import { activeFile, isServed } from './documents.ts';
import type { Statuses } from './status.ts';
import { type Shown, statusTexts } from './status-text.ts';
import type { WindowFindings } from './window-findings.ts';

/** Left, after the Problems item of the editor. */
const PRIORITY = 40;

export function registerStatusBar(statuses: Statuses, findings: WindowFindings): Disposable {
  const item = window.createStatusBarItem('seaworthy.status', StatusBarAlignment.Left, PRIORITY);
  item.name = 'Seaworthy';
  item.command = 'seaworthy.showMenu';
  const show = (): void => {
    const shown = shownNow(statuses, findings);
    if (!isWanted(shown)) {
      item.hide();
      return;
    }
    const { text, label, tooltip, isError } = statusTexts(l10n, shown);
    item.text = text;
    item.accessibilityInformation = { label };
    item.tooltip = markdown(tooltip);
    item.backgroundColor = isError ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    item.show();
  };
  const subscriptions = [
    item,
    statuses.onDidChange(show),
    findings.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidChangeConfiguration((e) => e.affectsConfiguration('seaworthy') && show()),
  ];
  show();
  return { dispose: () => subscriptions.forEach((s) => void s.dispose()) };
}

/** What is known now. */
export function shownNow(statuses: Statuses, { index }: WindowFindings): Shown {
  const file = activeFile()?.toString();
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  const server = statuses.server();
  // A new server says nothing of a folder until it reads it.
  const isSilent = server === undefined && (workspace.workspaceFolders?.length ?? 0) > 0;
  const state = statuses.state();
  return {
    server,
    state: state === 'running' && isSilent ? 'starting' : state,
    counts: index.counts(),
    files: index.files(),
    active:
      document && isServed(document)
        ? {
            path: workspace.asRelativePath(document.uri),
            counts: index.countsOf(document.uri.toString()),
            status: statuses.file(document.uri),
          }
        : undefined,
  };
}

/** Whether there is anything to check: files of the window, or the active one. */
function isWanted({ active, server }: Shown): boolean {
  if (!workspace.getConfiguration('seaworthy').get('showStatusBarItem', true)) return false;
  return active !== undefined || (server?.total ?? server?.files ?? 0) > 0;
}

/** Names of files are text in it. */
function markdown(lines: readonly string[]): MarkdownString {
  const text = new MarkdownString('**Seaworthy**\n\n');
  for (const line of lines) text.appendMarkdown('- ').appendText(line).appendMarkdown('\n');
  return text;
}
