import * as vscode from 'vscode';
import {
  actions,
  apply,
  closeAll,
  equal,
  file,
  insist,
  openNew,
  ruleOf,
  until,
  untilFinding,
  untilFindings,
  untilGone,
  write,
} from './editor.ts';

const dockerfile = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';

suite('silence', () => {
  teardown(closeAll);

  test('ignore here, by the kind of such actions', async () => {
    const { document } = await openNew('suppress.Dockerfile', dockerfile);
    const found = await untilFinding(document.uri, 'user/root-user');
    const editor = vscode.window.activeTextEditor!;
    editor.selection = new vscode.Selection(found.range.start, found.range.start);
    const silencing = { kind: 'quickfix.suppress.seaworthy', apply: 'first' };
    await vscode.commands.executeCommand('editor.action.codeAction', silencing);
    await untilGone(document.uri, 'user/root-user');
    equal(document.getText(), dockerfile.replace('USER', '# seaworthy: ignore[user/root-user] reason\nUSER'));
    // What the user types next is the reason.
    const selected = (): string => document.getText(editor.selection);
    await until('`reason` to be selected', selected, (text) => text === 'reason');
  });

  test('ignore in this file', async () => {
    const { document } = await openNew('whole.Dockerfile', dockerfile);
    const found = await untilFinding(document.uri, 'user/root-user');
    await apply(document.uri, found.range, /ignore.*in this file/i);
    await untilGone(document.uri, 'user/root-user');
    equal(document.getText().startsWith('# seaworthy: ignore-file[user/root-user] reason\n'), true);
  });

  test('turn a rule off in the configuration there is', async () => {
    await write('.seaworthy.yaml', '# ours\nprofile: default\n');
    try {
      const { document } = await openNew('off.Dockerfile', dockerfile);
      const found = await untilFinding(document.uri, 'user/root-user');
      const title = /^Turn .*off in \.seaworthy\.yaml/;
      await until(
        'the configuration to be known',
        () => actions(document.uri, found.range, 'quickfix'),
        // Until the server knows the file, it offers to create one.
        (all) =>
          all.some((a) => title.test(a.title) && a.edit?.get(file('.seaworthy.yaml'))[0]?.range.start.line === 2),
        (all) => JSON.stringify(all.map((a) => a.edit?.get(file('.seaworthy.yaml')))),
      );
      await apply(document.uri, found.range, title);
      await untilGone(document.uri, 'user/root-user');
      const config = await vscode.workspace.openTextDocument(file('.seaworthy.yaml'));
      equal(config.getText(), '# ours\nprofile: default\nrules:\n  user/root-user: off\n');
      await config.save();
    } finally {
      await vscode.workspace.fs.delete(file('.seaworthy.yaml'));
    }
  });

  test('what is wrong in a configuration is shown in it', async () => {
    const { document } = await openNew('wrong/.seaworthy.yaml', 'profile: loud\n');
    const [found] = await untilFindings(document.uri, 'an error', (all) => all.length === 1);
    equal(found!.severity, vscode.DiagnosticSeverity.Error);
    await vscode.workspace.fs.delete(file('wrong'), { recursive: true });
  });

  test('the setting of the profile, and the one that switches all off', async () => {
    const settings = vscode.workspace.getConfiguration('seaworthy');
    const { document } = await openNew('settings.Dockerfile', 'FROM alpine:3.22\nADD a.sh /a.sh\nUSER 1000\n');
    const target = vscode.ConfigurationTarget.Workspace;
    try {
      await settings.update('profile', 'strict', target);
      await untilFinding(document.uri, 'build/add-instead-of-copy');
      await settings.update('enable', false, target);
      await untilFindings(document.uri, 'silence', (all) => all.length === 0);
    } finally {
      await settings.update('enable', undefined, target);
      await settings.update('profile', undefined, target);
    }
  });

  test('the day in .seaworthy.yaml decides what has ended', async () => {
    // postgres 14 ends on 2026-11-12.
    const { document } = await openNew('dated/Dockerfile', 'FROM postgres:14\nRUN sudo id\n');
    await untilFinding(document.uri, 'image/end-of-life');
    const config = 'dated/.seaworthy.yaml';
    await insist(
      () => write(config, 'today: 2026-11-11\n'),
      () => vscode.workspace.fs.delete(file(config)),
      () => untilGone(document.uri, 'image/end-of-life'),
    );
    await untilFinding(document.uri, 'user/sudo');
    await vscode.workspace.fs.delete(file('dated'), { recursive: true });
  });

  test('editing .seaworthy.yaml changes severity', async () => {
    const { document } = await openNew('severity.Dockerfile', dockerfile);
    await untilFinding(document.uri, 'user/root-user');
    const becomes = (severity: vscode.DiagnosticSeverity) =>
      untilFindings(document.uri, `severity ${severity}`, (all) =>
        all.some((d) => ruleOf(d) === 'user/root-user' && d.severity === severity),
      );
    await becomes(vscode.DiagnosticSeverity.Warning);
    await write('.seaworthy.yaml', 'rules:\n  user/root-user: error\n');
    try {
      await becomes(vscode.DiagnosticSeverity.Error);
      await write('.seaworthy.yaml', 'rules:\n  user/root-user: off\n');
      await untilGone(document.uri, 'user/root-user');
    } finally {
      await vscode.workspace.fs.delete(file('.seaworthy.yaml'));
    }
    await becomes(vscode.DiagnosticSeverity.Warning);
  });
});
