/** Commands about a file: which configuration applies to it, and why it is not checked. */
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeFile } from './documents.ts';
import { ask, type Statuses, whyNotChecked } from './status.ts';

const CONFIG_NAME = '.seaworthy.yaml';

/** Opens the configuration of the active file, else one at the top of a folder. Says so if the defaults apply. */
export async function openConfiguration(client: BaseLanguageClient, statuses: Statuses): Promise<void> {
  const active = activeFile();
  const status = active && statuses.file(active);
  const answer = active && (await ask(client, whyNotChecked, { uri: client.code2ProtocolConverter.asUri(active) }));
  const uri = answer?.config
    ? Uri.parse(answer.config)
    : status
      ? configOf(active, status.config)
      : await configAtTop();
  if (uri) {
    await window.showTextDocument(uri);
    return;
  }
  const settings = l10n.t('Open Settings');
  const what = status
    ? l10n.t(
        'No {0} applies to {1}: the defaults and the settings of the editor apply.',
        CONFIG_NAME,
        workspace.asRelativePath(active),
      )
    : l10n.t(
        'There is no {0} at the top of this window: the defaults and the settings of the editor apply.',
        CONFIG_NAME,
      );
  if ((await window.showInformationMessage(what, settings)) === settings)
    await commands.executeCommand('workbench.action.openSettings', '@ext:seaworthy.seaworthy');
}

/** `config`: its path in the workspace folder of `file`. */
function configOf(file: Uri, config: string | undefined): Uri | undefined {
  const folder = workspace.getWorkspaceFolder(file);
  return folder && config !== undefined ? Uri.joinPath(folder.uri, config) : undefined;
}

async function configAtTop(): Promise<Uri | undefined> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const config = Uri.joinPath(uri, CONFIG_NAME);
    try {
      await workspace.fs.stat(config);
      return config;
    } catch {
      // This folder has none.
    }
  }
  return undefined;
}

/** Says whether a file is checked, and why not. `uri`: the file, else the active one. */
export async function explainFile(client: BaseLanguageClient, uri: unknown): Promise<void> {
  const file = uri instanceof Uri ? uri : activeFile();
  if (!file) {
    void window.showInformationMessage(l10n.t('Open the file first, then ask again.'));
    return;
  }
  const answer = await ask(client, whyNotChecked, { uri: client.code2ProtocolConverter.asUri(file) });
  const name = workspace.asRelativePath(file);
  if (!answer || answer.sentences.length === 0) {
    void window.showInformationMessage(l10n.t('{0}: the language server does not answer. Its log may say why.', name));
    return;
  }
  const open = l10n.t('Open Configuration');
  const text = l10n.t('{0}: {1}', name, answer.sentences.join(' '));
  const chosen = await window.showInformationMessage(text, ...(answer.config === undefined ? [] : [open]));
  if (chosen === open && answer.config !== undefined) await window.showTextDocument(Uri.parse(answer.config));
}
