/** The command that applies all safe fixes of a file. Where no fix is safe it says so, and offers those to review. */
import { commands, l10n, Range, type TextEditor, window } from 'vscode';
import { type BaseLanguageClient, type Range as Lines, RequestType } from 'vscode-languageclient';

/** What the server answers; see `server/src/lsp/fixes-of-file.ts`. */
interface FixesOfFile {
  hasSafe: boolean;
  message: string;
  toReview: { rule: string; title: string; range: Lines }[];
}

const fixesOfFile = new RequestType<{ uri: string }, FixesOfFile, void>('seaworthy/fixes');

/** Applies the safe fixes of the active file. */
export async function fixAllSafe(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    void window.showInformationMessage(l10n.t('No file is open.'));
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const { hasSafe, message, toReview } = await client.sendRequest(fixesOfFile, { uri });
  if (hasSafe) {
    await commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.seaworthy', apply: 'first' });
    return;
  }
  // Not awaited: a message stays until it is closed, and the command is done.
  void offer(editor, message, client, toReview);
}

async function offer(
  editor: TextEditor,
  message: string,
  client: BaseLanguageClient,
  toReview: FixesOfFile['toReview'],
): Promise<void> {
  const review = l10n.t('Review Fixes');
  const answer = await window.showInformationMessage(message, ...(toReview.length > 0 ? [review] : []));
  if (answer !== review) return;
  const items = toReview.map(({ rule, title, range }) => ({
    label: title,
    description: rule,
    detail: l10n.t('Line {0}', range.start.line + 1),
    range: client.protocol2CodeConverter.asRange(range),
  }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Fix to review'), matchOnDescription: true });
  if (chosen) await reviewAt(editor, chosen.range);
}

/** Shows the light bulb's list at a finding. */
async function reviewAt({ document, viewColumn }: TextEditor, { start }: Range): Promise<void> {
  await window.showTextDocument(document, {
    ...(viewColumn !== undefined && { viewColumn }),
    selection: new Range(start, start),
  });
  await commands.executeCommand('editor.action.quickFix');
}
