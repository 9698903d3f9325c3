import * as vscode from 'vscode';
import { closeAll, equal, findings, openNew, until, untilFinding, untilGone } from './editor.ts';

suite('findings', () => {
  teardown(closeAll);

  test('diagnostics appear for `USER root` in a Dockerfile', async () => {
    const { document } = await openNew('Dockerfile', 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n');
    const found = await untilFinding(document.uri, 'user/root-user');
    equal(found.range.start.line, 1);
    equal(found.source ?? '', 'seaworthy');
  });

  test('they follow unsaved text, and go as it is mended', async () => {
    const editor = await openNew('typed.Dockerfile', 'FROM alpine:3.22\nUSER nobody\n');
    const { uri } = editor.document;
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 5, 1, 11), 'root'));
    await untilFinding(uri, 'user/root-user');
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 5, 1, 9), 'nobody'));
    await untilGone(uri, 'user/root-user');
    equal(editor.document.isDirty, true);
  });

  test('a document that was never saved has them too', async () => {
    const content = 'FROM alpine:3.22\nUSER root\n';
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content });
    await vscode.window.showTextDocument(document);
    await untilFinding(document.uri, 'user/root-user');
  });

  test('they come back after the server was restarted', async () => {
    const { document } = await openNew('restart.Dockerfile', 'FROM alpine:3.22\nUSER root\n');
    await untilFinding(document.uri, 'user/root-user');
    await vscode.commands.executeCommand('seaworthy.restart');
    await untilFinding(document.uri, 'user/root-user');
  });

  test('a language the server does not know has none', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'USER root\n' });
    await vscode.window.showTextDocument(document);
    const { document: other } = await openNew('beside.Dockerfile', 'FROM alpine:3.22\nUSER root\n');
    await untilFinding(other.uri, 'user/root-user');
    equal(findings(document.uri).length, 0);
  });
});

suite('the extension', () => {
  test('registers every command its manifest names', async () => {
    const extension = vscode.extensions.getExtension('seaworthy.seaworthy')!;
    await extension.activate();
    const named = (extension.packageJSON.contributes.commands as { command: string }[]).map((c) => c.command);
    await until(
      named.join(', '),
      () => vscode.commands.getCommands(true),
      (all) => named.every((name) => all.includes(name)),
      (all) => all.filter((name) => name.startsWith('seaworthy.')).join(', '),
    );
  });
});
