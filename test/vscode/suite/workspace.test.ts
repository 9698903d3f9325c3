import * as vscode from 'vscode';
import { closeAll, file, insist, openNew, untilFinding, untilGone, write } from './editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';
const NAME = 'closed/Dockerfile';
const RULE = 'user/root-user';

suite('files that are not open', () => {
  const setting = vscode.workspace.getConfiguration('seaworthy');
  suiteSetup(() => setting.update('diagnostics.scope', 'workspace', vscode.ConfigurationTarget.Workspace));
  suiteTeardown(() => setting.update('diagnostics.scope', undefined, vscode.ConfigurationTarget.Workspace));
  teardown(closeAll);

  test('have findings, and lose them with their folder', async function () {
    this.timeout(150_000);
    const put = (): Thenable<void> => write(NAME, ROOT);
    const remove = (): Thenable<void> => vscode.workspace.fs.delete(file('closed'), { recursive: true });
    // A document starts the extension.
    const { document } = await openNew('open.Dockerfile', ROOT);
    await untilFinding(document.uri, RULE);
    await insist(put, remove, () => untilFinding(file(NAME), RULE));
    await insist(remove, put, () => untilGone(file(NAME), RULE));
  });
});
