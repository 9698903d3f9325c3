import * as vscode from 'vscode';
import { closeAll, equal, openNew, until, untilFinding } from './editor.ts';

/** Completions of the editor at a place, once one with that label is there. */
async function untilCompleted(
  uri: vscode.Uri,
  line: number,
  character: number,
  label: string,
): Promise<vscode.CompletionItem> {
  const labelOf = ({ label: own }: vscode.CompletionItem): string => (typeof own === 'string' ? own : own.label);
  const list = await until(
    `${label} to be offered`,
    () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(line, character),
      ),
    ({ items }) => items.some((i) => labelOf(i) === label),
    ({ items }) => items.map(labelOf).join(', '),
  );
  return list.items.find((i) => labelOf(i) === label)!;
}

suite('words of ours', () => {
  teardown(closeAll);

  test('values are completed in the configuration, and rule ids in ignore comments', async () => {
    const config = await openNew('words/.seaworthy.yaml', 'profile: \n');
    const value = await untilCompleted(config.document.uri, 0, 9, 'strict');
    equal(value.detail ?? '', 'Also missing hardening');
    const comment = '# seaworthy: ignore[us';
    const { document } = await openNew('words/Dockerfile', `FROM alpine:3.22\n${comment}\nUSER root\nCMD ["sh"]\n`);
    const id = await untilCompleted(document.uri, 1, comment.length, 'user/root-user');
    equal((id.insertText as vscode.SnippetString).value, 'user/root-user] ${1:reason}');
    await vscode.workspace.fs.delete(config.document.uri);
  });

  test('the id of a finding is a link to the page of its rule', async () => {
    const { document } = await openNew('link.Dockerfile', 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n');
    const { code } = await untilFinding(document.uri, 'user/root-user');
    const { target } = code as { target: vscode.Uri };
    equal(target.toString(true), 'command:seaworthy.openRulePage?["user/root-user"]');
  });
});
