/** The menu of the status bar item. */
import { commands, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { activeFile } from './documents.ts';
import { sum } from './finding-index.ts';
import type { Statuses } from './status.ts';
import { shownNow } from './status-bar.ts';
import { statusTexts } from './status-text.ts';
import type { WindowFindings } from './window-findings.ts';

interface Entry extends QuickPickItem {
  readonly command: string;
  readonly args?: readonly unknown[];
}

export async function showMenu(statuses: Statuses, findings: WindowFindings): Promise<void> {
  const shown = shownNow(statuses, findings);
  const active = activeFile();
  const file = active && workspace.asRelativePath(active);
  const config =
    active && statuses.file(active) ? (statuses.file(active)?.config ?? l10n.t('defaults and settings')) : '';
  const hasFindings = shown.active !== undefined && sum(shown.active.counts) > 0;
  const entries: Entry[] = [
    { label: l10n.t('$(shield) Show Container Security'), command: 'seaworthy.findings.focus' },
    { label: l10n.t('$(warning) Show Problems'), command: 'workbench.actions.view.problems' },
    ...(hasFindings
      ? [{ label: l10n.t('$(lightbulb) Fix All Safe Findings in This File'), command: 'seaworthy.fixAllInFile' }]
      : []),
    {
      label: l10n.t('$(question) Why is this file not checked?'),
      description: file ?? '',
      command: 'seaworthy.whyNotChecked',
      args: active ? [active] : [],
    },
    {
      label: l10n.t('$(file-code) Open the Configuration in Force'),
      description: config,
      command: 'seaworthy.openConfiguration',
    },
    { label: l10n.t('$(checklist) Open Compliance Report'), command: 'seaworthy.openComplianceReport' },
    {
      label: l10n.t('$(gear) Open Settings'),
      command: 'workbench.action.openSettings',
      args: ['@ext:seaworthy.seaworthy'],
    },
    {
      label: l10n.t('$(book) Get Started'),
      command: 'workbench.action.openWalkthrough',
      args: ['seaworthy.seaworthy#start'],
    },
    { label: l10n.t('$(output) Show the Log'), command: 'seaworthy.showOutput' },
    { label: l10n.t('$(debug-restart) Restart the Language Server'), command: 'seaworthy.restart' },
  ];
  const placeHolder = statusTexts(l10n, shown).label;
  const chosen = await window.showQuickPick(entries, { placeHolder, matchOnDescription: true });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.args ?? []));
}
