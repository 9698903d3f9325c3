import * as vscode from 'vscode';
import {
  apply,
  closeAll,
  equal,
  file,
  openNew,
  ruleOf,
  untilFinding,
  untilFindings,
  untilGone,
  write,
} from './editor.ts';

const dockerfile = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';

suite('silence', () => {
  teardown(closeAll);

  test('suppress here', async () => {
    const { document } = await openNew('suppress.Dockerfile', dockerfile);
    const found = await untilFinding(document.uri, 'user/root-user');
    await apply(document.uri, found.range, /ignore.*here/i);
    await untilGone(document.uri, 'user/root-user');
    equal(document.getText().includes('# seaworthy: ignore[user/root-user]'), true);
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
