/** Shows the compliance report of a standard in a web view: without scripts, and under a policy that lets it load nothing. */
import { l10n, ProgressLocation, ViewColumn, window } from 'vscode';
import { type BaseLanguageClient, RequestType } from 'vscode-languageclient';
import type { ComplianceAnswer } from './server-state.ts';
import { ask } from './status.ts';

const compliance = new RequestType<{ standard?: string; nonce?: string }, ComplianceAnswer, void>(
  'seaworthy/compliance',
);

/** Lets the user pick a standard, and opens its report beside nothing else: each time a new one, as of now. */
export async function openComplianceReport(client: BaseLanguageClient): Promise<void> {
  const known = await ask(client, compliance, {});
  if (!known) {
    void window.showInformationMessage(l10n.t('The language server does not answer. Its log may say why.'));
    return;
  }
  const items = known.standards.map(({ name, title, version }) => ({ label: title, description: version, name }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Standard to compare all files with') });
  if (!chosen) return;
  const progress = { location: ProgressLocation.Notification, title: l10n.t('Comparing files with {0}', chosen.label) };
  const nonce = crypto.randomUUID();
  const answer = await window.withProgress(progress, () => ask(client, compliance, { standard: chosen.name, nonce }));
  if (!answer?.html) {
    void window.showInformationMessage(l10n.t('The language server does not answer. Its log may say why.'));
    return;
  }
  const options = { enableScripts: false, localResourceRoots: [], enableFindWidget: true };
  const panel = window.createWebviewPanel('seaworthy.compliance', chosen.label, ViewColumn.Active, options);
  panel.webview.html = answer.html;
}
