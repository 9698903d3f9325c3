import * as vscode from 'vscode';
import { closeAll, equal, openNew, until, untilFinding } from './editor.ts';

const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';

interface Change {
  readonly state: string;
  readonly added: readonly { readonly uri: string; readonly rule: string }[];
}

suite('review', () => {
  teardown(closeAll);

  test('the compliance report of a standard opens in a web view', async () => {
    const { document } = await openNew('compliance.Dockerfile', ROOT);
    await untilFinding(document.uri, 'user/root-user');
    const reports = (): vscode.Tab[] =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(
          ({ input }) => input instanceof vscode.TabInputWebview && /seaworthy\.compliance$/.test(input.viewType),
        );
    const done = vscode.commands.executeCommand('seaworthy.openComplianceReport');
    await until(
      'the report of the first standard',
      async () => {
        if (reports().length === 0)
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return reports();
      },
      (tabs) => tabs.length > 0,
    );
    await done;
    equal(reports().length, 1);
    equal(/^CIS Docker/.test(reports()[0]!.label), true);
  });

  test('what the changes add: against the commit on the desktop, nothing to compare with in the web', async () => {
    const { document } = await openNew('change.Dockerfile', ROOT);
    await untilFinding(document.uri, 'user/root-user');
    const change = await until(
      'an answer',
      () => vscode.commands.executeCommand<Change | undefined>('_seaworthy.change'),
      (answer) => answer !== undefined && answer.state !== 'reading',
    );
    // A worker in the browser has no `.git`.
    if (change!.state === 'noCommit') return equal(typeof process, 'undefined');
    equal(change!.state, 'compared');
    const isAdded = change!.added.some(
      ({ uri, rule }) => uri.endsWith('/change.Dockerfile') && rule === 'user/root-user',
    );
    equal(isAdded, true);
  });
});
