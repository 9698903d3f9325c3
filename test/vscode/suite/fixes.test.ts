import * as vscode from 'vscode';
import { apply, closeAll, equal, onDisk, openNew, until, untilFinding, untilGone } from './editor.ts';

const dockerfile = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
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
