/** An editor for the server's tests: the other end of its connection, in this process, with files in memory. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  Message,
  PublishDiagnosticsParams,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import type { Rule } from '../../server/src/core/rule/rule.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import type { Host } from '../../server/src/host/host.ts';
import { exact, type Fold } from '../../server/src/host/same-name.ts';
import { keyOf, parseUri } from '../../server/src/host/uri.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import type { FileStatus } from './file-status.ts';
import { testRules } from './lsp-rules.ts';
import { recording } from './recording.ts';
import { until } from './until.ts';
import { extensionOptions, vscode } from './vscode-capabilities.ts';

export { until, vscode };

export const FOLDER = 'file:///work';

interface Options {
  /** Files by address. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly capabilities?: object;
  readonly initializationOptions?: unknown;
  /** Section `seaworthy` by the folder asked about ('' for none). */
  readonly settings?: Record<string, unknown>;
  readonly host?: Host;
  /** Names that mean the same file in memory; every spelling is a file of its own without it. */
  readonly fold?: Fold;
  readonly rules?: readonly Rule[];
  /** The server's clock; it stands still without it. */
  readonly today?: () => Day;
  /** Called before the editor applies an edit of the server; a result refuses the edit. */
  readonly refuse?: (params: ApplyWorkspaceEditParams) => Promise<ApplyWorkspaceEditResult | undefined>;
}

/** Starts a server; ends with `end()`. */
export async function start(options: Options = {}) {
  const files = new Map(Object.entries(options.files ?? {}));
  const fold = options.fold ?? exact;
  const key = (uri: string): string => fold(keyOf(parseUri(uri)!));
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const memory = editorHost(
    {
      listFiles: async (folder) => [...files.keys()].filter((uri) => uri.startsWith(`${folder}/`)),
      readFile: async (uri) => {
        const text = files.get(uri) ?? [...files].find(([name]) => key(name) === key(uri))?.[1];
        return text === undefined ? { problem: 'not-found' } : { text };
      },
    },
    fold,
  );
  const { rules = testRules, today = () => PINNED_DAY } = options;
  startServer(server, () => options.host ?? memory, { rules, today, runtime: 'a test' });
  const received: Message[] = [];
  const reader = recording(new StreamMessageReader(down), received);
  const client = createProtocolConnection(reader, new StreamMessageWriter(up));
  const log: string[] = [];
  const pushed: PublishDiagnosticsParams[] = [];
  const statuses: { indexing: boolean; files: number }[] = [];
  const fileStatuses: FileStatus[] = [];
  const registered: string[] = [];
  const shown: string[] = [];
  const requested: ApplyWorkspaceEditParams[] = [];
  let refreshed = 0;
  client.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  client.onNotification('textDocument/publishDiagnostics', (p: PublishDiagnosticsParams) => void pushed.push(p));
  client.onNotification('seaworthy/status', (s: (typeof statuses)[0]) => void statuses.push(s));
  client.onNotification('seaworthy/file', (s: FileStatus) => void fileStatuses.push(s));
  client.onRequest('workspace/diagnostic/refresh', () => {
    refreshed++;
    return null;
  });
  client.onRequest('client/registerCapability', (p: { registrations: { method: string }[] }) => {
    registered.push(...p.registrations.map((r) => r.method));
    return null;
  });
  client.onNotification('window/showMessage', ({ message }: { message: string }) => void shown.push(message));
  client.onRequest('workspace/applyEdit', async (params: ApplyWorkspaceEditParams) => {
    requested.push(params);
    const refused = await options.refuse?.(params);
    if (refused) return refused;
    await editor.apply(params.edit);
    return { applied: true };
  });
  client.onRequest('workspace/configuration', (p: { items: { scopeUri?: string }[] }) =>
    p.items.map(({ scopeUri }) => options.settings?.[scopeUri ?? ''] ?? {}),
  );
  client.listen();
  const initialized = await client.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? vscode,
    initializationOptions: options.initializationOptions ?? extensionOptions,
    workspaceFolders: (options.folders ?? [FOLDER]).map((uri) => ({ uri, name: uri })),
  });
  await client.sendNotification('initialized', {});
  const open = new Map<string, TextDocument>();
  const editor = {
    client,
    files,
    /** Every message of the server, in order. */
    received,
    log,
    pushed,
    registered,
    /** Messages of the server, and its edits that the editor was asked to apply. */
    shown,
    requested,
    fileStatuses,
    capabilities: initialized.capabilities,
    refreshes: () => refreshed,
    text: (uri: string): string => open.get(uri)?.getText() ?? files.get(uri) ?? '',
    async open(uri: string, text: string, languageId = 'dockerfile'): Promise<void> {
      open.set(uri, TextDocument.create(uri, languageId, 1, text));
      await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    /** Replaces the first occurrence of `old`, by an incremental change. */
    async type(uri: string, old: string, text: string): Promise<void> {
      const before = open.get(uri)!;
      const at = before.getText().indexOf(old);
      assert.ok(at >= 0, `${JSON.stringify(old)} in the document`);
      const range = { start: before.positionAt(at), end: before.positionAt(at + old.length) };
      const version = before.version + 1;
      open.set(uri, TextDocument.update(before, [{ range, text }], version));
      const contentChanges = [{ range, text }];
      await client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    },
    async close(uri: string): Promise<void> {
      open.delete(uri);
      await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
    /** Writes a file behind the editor's back, or removes it, and notifies the server. */
    async disk(uri: string, text: string | undefined): Promise<void> {
      const type = text === undefined ? 3 : files.has(uri) ? 2 : 1;
      if (text === undefined) files.delete(uri);
      else files.set(uri, text);
      await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    },
    pull: (uri: string, previousResultId?: string) =>
      client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri },
        previousResultId,
      }),
    async findings(uri: string): Promise<Diagnostic[]> {
      const report = await editor.pull(uri);
      return report.kind === 'full' ? report.items : [];
    },
    /** Rules found in a document, each with its line (1-based). */
    async rules(uri: string): Promise<string[]> {
      return (await editor.findings(uri)).map((d) => `${d.range.start.line + 1} ${d.code}`);
    },
    async actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
      const context = { diagnostics: await editor.findings(uri), ...(only && { only }) };
      return client.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
    },
    resolve: (action: CodeAction) => client.sendRequest<CodeAction>('codeAction/resolve', action),
    /** What pressing Enter on an action does: its edit, then its command. */
    async run(action: CodeAction): Promise<void> {
      if (action.edit) await editor.apply(action.edit);
      const { command } = action;
      if (command)
        await client.sendRequest('workspace/executeCommand', {
          command: command.command,
          arguments: command.arguments,
        });
    },
    hover: (uri: string, line: number, character: number) =>
      client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
    /** Applies an edit to open documents (their versions must be right) and files. */
    async apply(edit: WorkspaceEdit | undefined): Promise<void> {
      assert.ok(edit, 'an edit');
      const changes =
        edit.documentChanges ??
        Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({
          textDocument: { uri, version: undefined },
          edits,
        }));
      for (const change of changes) {
        if ('kind' in change) {
          assert.ok(change.kind !== 'rename');
          assert.equal(files.has(change.uri), change.kind === 'delete', `${change.kind} ${change.uri}`);
          if (change.kind === 'create') files.set(change.uri, '');
          else files.delete(change.uri);
          continue;
        }
        const { uri, version } = change.textDocument;
        const document = open.get(uri);
        if (version !== undefined) assert.equal(version, document?.version ?? null);
        const edits = change.edits.map((e) => ({
          range: e.range,
          newText: 'newText' in e ? e.newText : e.snippet.value.replace(/\$\{1:(.*)\}/, '$1'),
        }));
        const now = TextDocument.applyEdits(document ?? TextDocument.create(uri, '', 0, files.get(uri) ?? ''), edits);
        if (document) await editor.type(uri, document.getText(), now);
        else await editor.disk(uri, now);
      }
    },
    /** Waits until the folders were read. */
    ready: () => until('the folders to be read', () => statuses.at(-1)?.indexing === false),
    async end(): Promise<void> {
      await client.sendRequest('shutdown');
      client.dispose();
      server.dispose();
    },
  };
  return editor;
}

export type Editor = Awaited<ReturnType<typeof start>>;

/** Runs a test with a server of its own, which is ended whatever happens. */
export const withEditor = (options: Options, test: (editor: Editor) => Promise<void>) => async () => {
  const editor = await start(options);
  try {
    await test(editor);
  } finally {
    await editor.end();
  }
};

/** The range of the first character of a line. */
export const at = (line: number, character = 0): Range => ({ start: { line, character }, end: { line, character } });

/** The action of that title, resolved. */
export async function chosen(editor: Editor, actions: readonly CodeAction[], title: string): Promise<CodeAction> {
  const action = actions.find((a) => a.title === title);
  assert.ok(action && !action.edit, `${title} among ${actions.map((a) => a.title).join(', ')}, without its edit`);
  return editor.resolve(action);
}
