/**
 * The language status item, behind `{}`: profile and configuration of the active file, as TypeScript shows its `tsconfig.json` there.
 * Findings are in the status bar (status-bar.ts).
 */
import { type Disposable, LanguageStatusSeverity, l10n, languages, window, workspace } from 'vscode';
import { documentSelector } from './document-selector.ts';
import { isServed } from './documents.ts';
import type { Statuses } from './status.ts';

export function registerLanguageStatus(statuses: Statuses): Disposable {
  const item = languages.createLanguageStatusItem('seaworthy', documentSelector);
  item.name = 'Seaworthy';
  item.command = { title: l10n.t('Open Configuration'), command: 'seaworthy.openConfiguration' };
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    if (!document || !isServed(document)) return;
    const file = statuses.file(document.uri);
    const setting = workspace.getConfiguration('seaworthy', document.uri).get('profile', 'default');
    item.busy = statuses.state() === 'starting' || statuses.server()?.indexing === true;
    item.severity = file?.unread ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    item.text = l10n.t('Seaworthy: {0} profile', file?.profile ?? setting);
    const parts = [
      file?.unread ? l10n.t('Not fully read: {0}', file.unread.why) : '',
      file ? (file.config ?? l10n.t('defaults and settings')) : '',
      file ? l10n.t('as of {0}', file.today) : '',
    ];
    item.detail = parts.filter((part) => part !== '').join(', ');
    item.accessibilityInformation = { label: `${item.text}, ${item.detail}` };
  };
  const subscriptions = [
    item,
    statuses.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidChangeConfiguration((e) => e.affectsConfiguration('seaworthy') && show()),
  ];
  show();
  return { dispose: () => subscriptions.forEach((s) => void s.dispose()) };
}
