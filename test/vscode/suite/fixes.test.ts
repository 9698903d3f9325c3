import * as vscode from 'vscode';
import { apply, closeAll, equal, onDisk, openNew, until, untilFinding, untilGone } from './editor.ts';

const dockerfile = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';

suite('fixes', () => {
  teardown(closeAll);

  test('a quick fix removes a finding', async () => {
    const { document } = await openNew('fix.Dockerfile', dockerfile);
    const found = await untilFinding(document.uri, 'user/root-user');
    await apply(document.uri, found.range, /USER/);
    await untilGone(document.uri, 'user/root-user');
    equal(document.getText().startsWith('FROM alpine:3.22\n'), true);
  });

  test('the command fixes all in the file', async () => {
    const { document } = await openNew('all.Dockerfile', dockerfile);
    await untilFinding(document.uri, 'user/root-user');
    await vscode.commands.executeCommand('seaworthy.fixAllInFile');
    await untilGone(document.uri, 'user/root-user');
  });

  test('fix-all on save', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const onSave = (value: unknown) =>
      settings.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace);
    await onSave({ 'source.fixAll.seaworthy': 'explicit' });
    try {
      const editor = await openNew('save.Dockerfile', dockerfile);
      await untilFinding(editor.document.uri, 'user/root-user');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# changed\n'));
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until(
        'a saved file without `USER root`',
        () => onDisk('save.Dockerfile'),
        (text) => !/USER root/.test(text),
      );
      equal(editor.document.isDirty, false);
    } finally {
      await onSave(undefined);
    }
  });
});
