// TEMPORARY: a language server of one finding, to prove the editor's machinery. The real server replaces this file.
import type { CodeAction, Connection, Diagnostic, Range } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Serves `connection`: each line `USER root` is one finding whose fix removes the line. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const line = (range: Range): Range => ({ start: range.start, end: { line: range.start.line + 1, character: 0 } });
  const findings = (uri: string): Diagnostic[] => {
    const document = documents.get(uri);
    return [...(document?.getText() ?? '').matchAll(/^USER root$/gm)].map((m) => ({
      range: { start: document!.positionAt(m.index), end: document!.positionAt(m.index + m[0].length) },
      severity: 2,
      source: 'seaworthy',
      code: 'user/root-user',
      message: 'The image runs as root',
    }));
  };
  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: 2,
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.seaworthy'] },
    },
  }));
  connection.onInitialized(async () => {
    for (const folder of (await connection.workspace.getWorkspaceFolders()) ?? []) {
      const files = await connection.sendRequest<string[]>('seaworthy/listFiles', { folder: folder.uri });
      const first = files[0] && (await connection.sendRequest('seaworthy/readFile', { uri: files[0] }));
      connection.console.info(
        `${folder.uri}: ${files.length} files, first ${JSON.stringify(first)?.length ?? 0} characters`,
      );
    }
  });
  connection.languages.diagnostics.on(({ textDocument }) => ({ kind: 'full', items: findings(textDocument.uri) }));
  connection.onCodeAction(({ textDocument: { uri }, range, context }): CodeAction[] => {
    const all = context.only?.some((kind) => 'source.fixAll.seaworthy'.startsWith(kind));
    const found = findings(uri).filter((f) => all || f.range.start.line === range.start.line);
    const edits = found.map((f) => ({ range: line(f.range), newText: '' }));
    if (edits.length === 0) return [];
    const kind = all ? 'source.fixAll.seaworthy' : 'quickfix';
    return [{ title: 'Remove `USER root`', kind, edit: { changes: { [uri]: edits } }, diagnostics: all ? [] : found }];
  });
  documents.listen(connection);
  connection.listen();
}
