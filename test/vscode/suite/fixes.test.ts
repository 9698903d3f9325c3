import * as vscode from 'vscode';
import { apply, closeAll, equal, file, onDisk, openNew, until, untilFinding, untilGone } from './editor.ts';

const dockerfile = 'FROM alpine:3.22\nUSER root\nCMD ["/app"]\n';
const sudo = 'FROM alpine:3.22\nRUN sudo apk add --no-cache curl\nUSER 1000\nCMD ["sh"]\n';

suite('fixes', () => {
  teardown(closeAll);

  test('a quick fix removes a finding', async () => {
    const { document } = await openNew('fix.Dockerfile', dockerfile);
    const found = await untilFinding(document.uri, 'user/root-user');
    await apply(document.uri, found.range, /^Create a user/);
    await untilGone(document.uri, 'user/root-user');
    equal(document.getText().startsWith('FROM alpine:3.22\n'), true);
  });

  test('a fix of several files changes none while one of them has unsaved changes, then all', async () => {
    const compose =
      'services:\n  web:\n    image: ghcr.io/example/web:1.4\n  db:\n    image: postgres:17.6\n    environment:\n      POSTGRES_PASSWORD: hN4cWy8sLd2J-f6\n';
    // The ignore file is there from the beginning, so the server knows it.
    const ignored = (await vscode.window.showTextDocument(file('whole/.gitignore'))).document;
    const { document } = await openNew('whole/compose.yaml', compose);
    const found = await untilFinding(document.uri, 'secret/hardcoded-secret');
    const press = () => apply(document.uri, found.range, /^Move the value to a secret file/);
    const change = new vscode.WorkspaceEdit();
    change.insert(ignored.uri, new vscode.Position(0, 0), '*.tmp\n');
    await vscode.workspace.applyEdit(change);
    equal(ignored.isDirty, true);
    await press();
    equal(document.getText(), compose);
    equal(ignored.getText(), '*.tmp\n*.log\n');
    equal((await vscode.workspace.findFiles('whole/secrets/*')).length, 0);
    const undo = new vscode.WorkspaceEdit();
    undo.delete(ignored.uri, new vscode.Range(0, 0, 1, 0));
    await vscode.workspace.applyEdit(undo);
    await ignored.save();
    await press();
    equal(await onDisk('whole/.gitignore'), '*.log\n/secrets/*.txt\n');
    equal(await onDisk('whole/secrets/postgres_password.txt'), 'hN4cWy8sLd2J-f6');
    equal(
      (await onDisk('whole/compose.yaml')).includes('POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password'),
      true,
    );
  });

  test('the command fixes all in the file', async () => {
    const { document } = await openNew('all.Dockerfile', sudo);
    await untilFinding(document.uri, 'user/sudo');
    await vscode.commands.executeCommand('seaworthy.fixAllInFile');
    await untilGone(document.uri, 'user/sudo');
    equal(document.getText(), sudo.replace('sudo ', ''));
  });

  test('fix-all on save', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const onSave = (value: unknown) =>
      settings.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace);
    await onSave({ 'source.fixAll.seaworthy': 'explicit' });
    try {
      const editor = await openNew('save.Dockerfile', sudo);
      await untilFinding(editor.document.uri, 'user/sudo');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# changed\n'));
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until(
        'a saved file without `sudo`',
        () => onDisk('save.Dockerfile'),
        (text) => text === `# changed\n${sudo.replace('sudo ', '')}`,
        JSON.stringify,
      );
      equal(editor.document.isDirty, false);
    } finally {
      await onSave(undefined);
    }
  });
});
