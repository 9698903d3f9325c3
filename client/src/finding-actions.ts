/** Opens, fixes and ignores a finding of the Container Security view, with the actions that the light bulb has at its place. */
import { commands, l10n, Range, type TextEditor, Uri, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  Command,
} from 'vscode-languageclient';
import { isRuleId } from './commands.ts';
import type { Finding } from './finding-index.ts';

/** The kinds of the server's actions. */
const FIX = 'quickfix';
const SUPPRESS = 'quickfix.suppress.seaworthy';

const rangeOf = ({ line, character, endLine, endCharacter }: Finding): Range =>
  new Range(line, character, endLine, endCharacter);

/** Shows the finding in its file. */
export async function openFinding(finding: Finding): Promise<TextEditor> {
  const start = rangeOf(finding).start;
  return window.showTextDocument(Uri.parse(finding.uri), { selection: new Range(start, start) });
}

/** Applies a fix; the user picks one of several. The file stays unsaved, so that the change can be looked at. */
export async function fixFinding(client: BaseLanguageClient, finding: Finding): Promise<void> {
  const offered = await actionsFor(client, finding, FIX);
  const fixes = offered.filter(({ kind, command }) => kind === FIX && command === undefined);
  if (fixes.length > 0) return chooseAndApply(client, fixes, l10n.t('Fix to apply'));
  if (!isRuleId(finding.rule)) {
    void window.showInformationMessage(l10n.t('There is no fix for this finding.'));
    return;
  }
  const open = l10n.t('Open the Page of the Rule');
  const chosen = await window.showInformationMessage(
    l10n.t('There is no fix for this finding of {0}.', finding.rule),
    open,
  );
  if (chosen === open) await commands.executeCommand('seaworthy.openRulePage', finding.rule);
}

/** Ignores a finding in the way that the user picks. The cursor then is where the reason belongs. */
export async function ignoreFinding(client: BaseLanguageClient, finding: Finding): Promise<void> {
  const offered = await actionsFor(client, finding, SUPPRESS);
  if (offered.length > 0) return chooseAndApply(client, offered, l10n.t('How to ignore the finding'));
  void window.showInformationMessage(l10n.t('This finding cannot be ignored.'));
}

/** The actions of a kind that belong to the finding. Opens its file, because the server has actions for open files only. */
async function actionsFor(client: BaseLanguageClient, finding: Finding, kind: string): Promise<CodeAction[]> {
  const { document } = await openFinding(finding);
  if (!client.isRunning()) return [];
  const converter = client.code2ProtocolConverter;
  const range = converter.asRange(rangeOf(finding));
  const actions = await client.sendRequest(CodeActionRequest.type, {
    textDocument: converter.asTextDocumentIdentifier(document),
    range,
    context: { diagnostics: [], only: [kind] },
  });
  const own = (actions ?? []).filter((a): a is CodeAction => !Command.is(a));
  return own.filter((action) => action.diagnostics?.some((d) => d.code === finding.rule));
}

async function chooseAndApply(client: BaseLanguageClient, actions: CodeAction[], placeHolder: string): Promise<void> {
  const items = actions.map((action) => ({ label: action.title, action }));
  const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder });
  if (chosen) await apply(client, chosen.action);
}

/** What the editor does when an action of the light bulb is chosen. The server refuses if the document has changed since. */
async function apply(client: BaseLanguageClient, action: CodeAction): Promise<void> {
  const { edit, command } = await client.sendRequest(CodeActionResolveRequest.type, action);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted && !(await workspace.applyEdit(converted))) {
    void window.showWarningMessage(
      l10n.t('Seaworthy: nothing was changed. The editor did not apply "{0}".', action.title),
    );
    return;
  }
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}
