import * as vscode from 'vscode';
import {
  closeAll,
  equal,
  file,
  findings,
  insist,
  makeWatched,
  openNew,
  until,
  untilFinding,
  untilGone,
  write,
} from './editor.ts';

const texts = (part: vscode.MarkdownString | vscode.MarkedString): string =>
  typeof part === 'string' ? part : part.value;

suite('findings', () => {
  teardown(closeAll);

  test('diagnostics appear for `USER root` in a Dockerfile', async () => {
    const { document } = await openNew('Dockerfile', 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n');
    const found = await untilFinding(document.uri, 'user/root-user');
    equal(found.range.start.line, 1);
    equal(found.source ?? '', 'Seaworthy');
    equal(found.severity, vscode.DiagnosticSeverity.Warning);
  });

  test('they follow unsaved text, and disappear when it is fixed', async () => {
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

  test('a Compose file and a manifest have them', async () => {
    const compose = await openNew('compose.yaml', 'services:\n  web:\n    image: nginx:1.29\n    privileged: true\n');
    equal((await untilFinding(compose.document.uri, 'privilege/privileged-container')).range.start.line, 3);
    const pod = [
      ...['apiVersion: v1', 'kind: Pod', 'metadata:', '  name: web', 'spec:', '  containers:', '    - name: web'],
      ...['      image: nginx:1.29', '      securityContext:', '        privileged: true', ''],
    ].join('\n');
    const manifest = await openNew('pod.yaml', pod);
    const found = await untilFinding(manifest.document.uri, 'privilege/privileged-container');
    equal(found.range.start.line, 9);
    equal(found.severity, vscode.DiagnosticSeverity.Error);
  });

  test('what another file decides follows that file, and its folder', async function () {
    this.timeout(120_000);
    const dockerfile = (user: string) => `FROM alpine:3.22\nARG UID=1000\nUSER ${user}\nCMD ["sh"]\n`;
    const { rename, delete: remove } = vscode.workspace.fs;
    const put = (user: string) => write('shop/app/Dockerfile', dockerfile(user));
    const move = (from: string, to: string) => rename(file(from), file(to));
    // Root by an argument of this service: the finding is not the Dockerfile's own.
    const text = 'services:\n  app:\n    build: { context: ./shop/app, args: { UID: "0" } }\n';
    await makeWatched('shop/app');
    await put('$UID');
    const { document } = await openNew('built.compose.yaml', text);
    const found = () => untilFinding(document.uri, 'user/root-user');
    const gone = () => untilGone(document.uri, 'user/root-user');
    await found();
    await insist(
      () => put('1000'),
      () => put('$UID'),
      gone,
    );
    await insist(
      () => put('$UID'),
      () => put('1000'),
      found,
    );
    await insist(
      () => move('shop', 'elsewhere'),
      () => move('elsewhere', 'shop'),
      gone,
    );
    await insist(
      () => move('elsewhere', 'shop'),
      () => move('shop', 'elsewhere'),
      found,
    );
    await insist(
      () => remove(file('shop'), { recursive: true }),
      () => put('root'),
      gone,
    );
  });

  test('the hover explains, and leaves the link to the page to the id of the finding', async () => {
    const { document } = await openNew('hover.Dockerfile', 'FROM alpine:3.22\nUSER root\n');
    const found = await untilFinding(document.uri, 'user/root-user');
    const hovers = await until(
      'a hover',
      () =>
        vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, found.range.start),
      (all) => all.some((h) => h.contents.some((c) => texts(c).includes('`user/root-user`'))),
    );
    const parts = hovers.flatMap((h) => h.contents);
    const ruleMessage = parts.find((c) => texts(c).includes('`user/root-user`')) as vscode.MarkdownString;
    equal(ruleMessage.isTrusted ? 'trusted' : 'not trusted', 'not trusted');
    equal(
      parts.some((c) => texts(c).includes('command:seaworthy.openRulePage')),
      false,
    );
  });

  test('the hover of a rule id in an ignore comment links to the page of the rule', async () => {
    const comment = '# seaworthy: ignore[user/root-user] drops root itself';
    const { document } = await openNew('named.Dockerfile', `FROM alpine:3.22\n${comment}\nUSER root\n`);
    const at = new vscode.Position(1, comment.indexOf('user/'));
    await until(
      'a link in the hover',
      () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at),
      (all) => all.some((h) => h.contents.some((c) => texts(c).includes('command:seaworthy.openRulePage'))),
    );
  });

  test('the page of a rule opens', async () => {
    await vscode.commands.executeCommand('seaworthy.openRulePage', 'user/root-user');
    const page = await until(
      'the page',
      () => vscode.workspace.textDocuments.find((d) => d.uri.path.endsWith('user/root-user.md')),
      (found) => found !== undefined,
    );
    equal(page!.getText().split('\n')[2]?.split(' ')[0] ?? '', '`user/root-user`');
  });

  test('an environment file has them until Git ignores it', async function () {
    this.timeout(120_000);
    const { document } = await openNew('secrets/api.env', 'API_PASSWORD=kQ7vZx2mRb9T-w4\nMODE=none\n');
    const found = await untilFinding(document.uri, 'secret/hardcoded-secret');
    equal(found.range.start.character, 'API_PASSWORD='.length);
    const ignored = file('secrets/.gitignore');
    await insist(
      () => write('secrets/.gitignore', '*.env\n'),
      () => vscode.workspace.fs.delete(ignored),
      () => untilGone(document.uri, 'secret/hardcoded-secret'),
    );
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
