/** The Container Security view, its commands, and the settings that decide when findings are updated. */
import * as vscode from 'vscode';
import type { FindingRow, Row } from '../../../client/src/finding-tree.ts';
import { closeAll, equal, file, findings, openNew, ruleOf, until, untilFinding, untilGone } from './editor.ts';

const text = 'FROM alpine:3.22\nRUN sudo id\nUSER 1000\nCMD ["sh"]\n';

const run = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`seaworthy.findings.${name}`, ...args);
const rows = (row?: Row): Thenable<readonly Row[]> => vscode.commands.executeCommand('_seaworthy.findings.rows', row);
const labels = (list: readonly Row[]): string => list.map((r) => `${r.label} (${r.description})`).join(', ');

/** Waits until the view has a row for a finding of a rule in a file. */
async function untilRow(name: string, rule: string): Promise<FindingRow> {
  const all = await until(
    `a row of ${rule}`,
    async () => (await Promise.all((await rows()).map((row) => rows(row)))).flat(),
    (list) => list.some((r) => isOf(r, name, rule)),
    labels,
  );
  return all.find((r): r is FindingRow => isOf(r, name, rule))!;
}

const isOf = (row: Row, name: string, rule: string): row is FindingRow =>
  row.kind === 'finding' && row.finding.path.endsWith(name) && row.finding.rule === rule;

suite('the view', () => {
  suiteSetup(async () => {
    await vscode.extensions.getExtension('seaworthy.seaworthy')!.activate();
    await run('groupBySeverity');
  });
  teardown(async () => {
    await run('filter', '');
    await run('groupBySeverity');
    await closeAll();
  });

  test('lists a finding by severity, rule and file, and a filter leaves others out', async () => {
    await openNew('listed.Dockerfile', text);
    await untilRow('listed.Dockerfile', 'user/sudo');
    const tops = async () => labels(await rows());
    equal((await tops()).includes('Warnings ('), true);
    await run('groupByRule');
    equal((await tops()).includes('user/sudo ('), true);
    await run('groupByFile');
    equal((await tops()).includes('listed.Dockerfile ('), true);
    await run('filter', 'listed sudo');
    equal(await tops(), 'listed.Dockerfile (1)');
    await run('filter', 'nothing-has-this');
    equal((await rows()).filter((row) => row.kind === 'group').length, 0);
  });

  test('a row opens its finding', async () => {
    await openNew('opened.Dockerfile', text);
    const row = await untilRow('opened.Dockerfile', 'user/sudo');
    await openNew('other.Dockerfile', 'FROM alpine:3.22\nUSER 1000\n');
    await run('open', row);
    const editor = vscode.window.activeTextEditor!;
    equal(editor.document.uri.path.endsWith('/opened.Dockerfile'), true);
    equal(editor.selection.active.line, 1);
  });

  test('a row fixes its finding with the only fix, and is gone', async () => {
    const { document } = await openNew('fixed.Dockerfile', text);
    await run('fix', await untilRow('fixed.Dockerfile', 'user/sudo'));
    await untilGone(document.uri, 'user/sudo');
    equal(document.getText(), text.replace('sudo ', ''));
    equal(document.isDirty, true);
    await until(
      'no row',
      async () => labels((await Promise.all((await rows()).map((row) => rows(row)))).flat()),
      (all) => !all.includes('fixed.Dockerfile'),
    );
  });

  test('a row ignores its finding, and the reason is typed next', async () => {
    const { document } = await openNew('ignored.Dockerfile', text);
    const done = run('ignore', await untilRow('ignored.Dockerfile', 'user/sudo'));
    await until(
      'the first way to ignore to be chosen',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return document.getText();
      },
      (now) => now.includes('# seaworthy: ignore[user/sudo] reason\n'),
    );
    await done;
    await untilGone(document.uri, 'user/sudo');
    const editor = vscode.window.activeTextEditor!;
    await until(
      '`reason` to be selected',
      () => document.getText(editor.selection),
      (selected) => selected === 'reason',
    );
  });
});

suite('settings of the editor', () => {
  teardown(closeAll);
  const target = vscode.ConfigurationTarget.Workspace;
  const settings = () => vscode.workspace.getConfiguration('seaworthy');

  test('findings are updated on save only, if so wanted', async () => {
    await settings().update('run', 'onSave', target);
    try {
      const { document: other } = await openNew('beside-saved.Dockerfile', 'FROM alpine:3.22\nUSER root\n');
      await untilFinding(other.uri, 'user/root-user');
      // In a tab of its own: the next file replaces a tab that only shows a preview, and the file is checked anew when it comes back.
      await vscode.commands.executeCommand('workbench.action.keepEditor');
      const editor = await openNew('saved.Dockerfile', 'FROM alpine:3.22\nUSER nobody\nRUN sudo id\n');
      const { document } = editor;
      const { uri } = document;
      await untilFinding(uri, 'user/sudo');
      await editor.edit((edit) => edit.replace(new vscode.Range(1, 5, 1, 11), 'root'));
      // A later change of another file is answered: by then this one would have been, too.
      const saved = await vscode.window.showTextDocument(other);
      await saved.edit((edit) => edit.replace(new vscode.Range(1, 5, 1, 9), 'nobody'));
      await other.save();
      await untilGone(other.uri, 'user/root-user');
      equal(
        findings(uri).some((d) => ruleOf(d) === 'user/root-user'),
        false,
      );
      await document.save();
      await untilFinding(uri, 'user/root-user');
    } finally {
      await settings().update('run', undefined, target);
    }
  });

  test('severity by rule, and what another tool reports too', async () => {
    const { document } = await openNew('severities.Dockerfile', text);
    await untilFinding(document.uri, 'user/sudo');
    const becomes = (severity: vscode.DiagnosticSeverity) =>
      until(
        `severity ${severity}`,
        () => findings(document.uri).find((d) => ruleOf(d) === 'user/sudo')?.severity,
        (now) => now === severity,
      );
    try {
      await settings().update('severity', { 'user/sudo': 'error' }, target);
      await becomes(vscode.DiagnosticSeverity.Error);
      await settings().update('hideAlsoReportedBy', ['hadolint'], target);
      await becomes(vscode.DiagnosticSeverity.Hint);
    } finally {
      await settings().update('severity', undefined, target);
      await settings().update('hideAlsoReportedBy', undefined, target);
    }
    await becomes(vscode.DiagnosticSeverity.Warning);
  });

  test('the configuration in force opens', async () => {
    try {
      // Opened, so that the server knows it without the editor's file watcher.
      await openNew('inforce/.seaworthy.yaml', 'profile: strict\n');
      const { document } = await openNew('inforce/Dockerfile', text);
      await untilFinding(document.uri, 'user/sudo');
      await until(
        'the configuration',
        async () => {
          await vscode.window.showTextDocument(document);
          await vscode.commands.executeCommand('seaworthy.openConfiguration');
          return vscode.window.activeTextEditor?.document.uri.path ?? '';
        },
        (path) => path.endsWith('/inforce/.seaworthy.yaml'),
      );
    } finally {
      await vscode.workspace.fs.delete(file('inforce'), { recursive: true });
    }
  });
});
