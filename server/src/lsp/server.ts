/** The language server for every transport: its capabilities and request handlers. */
import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  FileChangeType,
  type FileEvent,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Rule } from '../core/rule/rule.ts';
import { rules as allRules } from '../core/rules/rules.generated.ts';
import type { Day } from '../core/text/day.ts';
import type { Host } from '../host/host.ts';
import { exact } from '../host/same-name.ts';
import { utcToday } from '../host/today.ts';
import { parseUri } from '../host/uri.ts';
import { VERSION } from '../host/version.ts';
import { actionsAt, resolveAction } from './actions.ts';
import { COMMANDS, runCommand } from './apply-fix.ts';
import { createChanges } from './change.ts';
import { type Client, readClient } from './client.ts';
import { complete, TRIGGERS } from './completion.ts';
import { compliance } from './compliance.ts';
import { createConfigurations } from './configurations.ts';
import { createDiagnostics } from './diagnostics.ts';
import { followEnvironmentFiles } from './environment-files.ts';
import { createFiles } from './files.ts';
import { fixesOfFile, NOT_CHECKED } from './fixes-of-file.ts';
import { createFolders } from './folders.ts';
import { hover } from './hover.ts';
import { createJudgedFiles } from './judged-files.ts';
import { createLog } from './log.ts';
import { notJudged } from './not-judged.ts';
import { FIX_ALL, SUPPRESS } from './offers.ts';
import { diagnosticOptions, registerNotifications } from './registrations.ts';
import { scopesOf } from './scope.ts';
import { createStatus } from './server-status.ts';
import { createSession, type Session } from './session.ts';
import { whyNotChecked } from './why-not-checked.ts';
import { createWorkspaceDiagnostics } from './workspace-diagnostics.ts';
import { createWorkspaces, type Place } from './workspaces.ts';

interface ServerOptions {
  readonly rules?: readonly Rule[];
  /** Tells the current day; asked before each answer. */
  readonly today?: () => Day;
  /** What the server runs on, for the log. */
  readonly runtime?: string;
}

/** Serves `connection` until it is closed. `host` creates the file access, from disk or through the client. */
export function startServer(
  connection: Connection,
  host: (client: Client) => Host,
  { rules = allRules, today = utcToday, runtime = 'an unknown runtime' }: ServerOptions = {},
): void {
  connection.onInitialize((params) => {
    const client = readClient(params);
    serve(connection, client, host(client), params, { rules, today, runtime });
    return capabilities(client);
  });
  connection.listen();
}

function capabilities(client: Client): InitializeResult {
  const folders = { filters: [{ pattern: { glob: '**', matches: 'folder' as const } }] };
  return {
    serverInfo: { name: 'Seaworthy', version: VERSION },
    capabilities: {
      // Our client asks for diagnostics again after a save.
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, SUPPRESS, FIX_ALL],
        resolveProvider: client.resolvesEdits,
        ...(client.linksHover && { documentation: [{ kind: CodeActionKind.QuickFix, command: EXPLAIN }] }),
      },
      ...(client.runsCommands && { executeCommandProvider: { commands: COMMANDS } }),
      hoverProvider: true,
      completionProvider: { triggerCharacters: TRIGGERS },
      ...(client.pulls && { diagnosticProvider: diagnosticOptions }),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didCreate: folders, didRename: folders, didDelete: folders },
      },
    },
  };
}

/** A link below the code actions to the hover, which says what each fix leaves to do: an action has no room for that. */
const EXPLAIN = { title: 'Explain the finding and its fixes', command: 'seaworthy.explain' };

function serve(
  connection: Connection,
  client: Client,
  host: Host,
  params: InitializeParams,
  { rules, today, runtime }: Required<ServerOptions>,
): void {
  const log = createLog(connection);
  const documents = new TextDocuments(TextDocument);
  const workspaces = createWorkspaces(rules, today, (scheme) => host.foldOf?.(scheme) ?? exact);
  const pushing = new Map<string, ReturnType<typeof setTimeout>>();
  const onChanged = (): void => {
    if (!client.pulls) for (const { uri } of documents.all()) diagnostics.push(uri);
    else if (client.refreshes) connection.languages.diagnostics.refresh().catch(() => {});
    judged.changed();
    status.send();
    later('reading environment files', followEnvironments());
  };
  const onText = (place: Place): void => judged.touch(place);
  const parts = { connection, client, host, documents, workspaces, log, today };
  const session: Session = createSession(parts, { onChanged, onText });
  const followEnvironments = followEnvironmentFiles(session, connection, client);
  const diagnostics = createDiagnostics(session, (...answer) => overview.answered(...answer));
  const configurations = createConfigurations(session, params.initializationOptions);
  const folders = createFolders(session, configurations, () => status.send());
  const onJudged = (): void => {
    overview.judged();
    status.send();
  };
  const judged = createJudgedFiles(session, diagnostics, folders.isReading, onJudged);
  const overview = createWorkspaceDiagnostics(session, diagnostics, judged);
  const status = createStatus(session, folders, judged);
  const files = createFiles(session, { reread: folders.reread, reconfigure: configurations.read });
  /** Answers a request even if `answer` throws; then with `otherwise`. */
  const guarded = <T>(what: string, otherwise: T, answer: () => T): T => {
    try {
      return answer();
    } catch (error) {
      log.fault(what, error);
      return otherwise;
    }
  };
  const later = (what: string, work: Promise<void>): void => void work.catch((error) => log.fault(what, error));

  documents.onDidOpen(({ document }) => {
    workspaces.opened(document.uri, document.languageId);
    later('opening a document', files.openedOutside(document.uri));
  });
  documents.onDidChangeContent(({ document: { uri } }) => {
    const document = documents.get(uri);
    if (document) session.touch(document);
    if (isConfiguration(uri)) session.changed();
    if (client.pulls) return;
    clearTimeout(pushing.get(uri));
    pushing.set(
      uri,
      setTimeout(() => guarded('diagnostics', undefined, () => diagnostics.push(uri)), 100),
    );
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(pushing.get(uri));
    pushing.delete(uri);
    if (isConfiguration(uri)) session.changed();
    session.forget(uri);
    diagnostics.closed(uri);
    const place = workspaces.locate(uri);
    // In the scope `workspace` a closed file keeps its findings, unless a closed file like it has none.
    if (!client.pulls && (!place || scopesOf(workspaces.all()).of(place.workspace) === 'openFiles'))
      diagnostics.clear(uri);
    if (place) judged.touch(place);
    later('closing a document', files.closed(uri));
  });
  const isConfiguration = (uri: string): boolean =>
    /\/\.seaworthy\.ya?ml$/.test(parseUri(uri)?.path ?? '') || configurations.isNamed(uri);

  connection.languages.diagnostics.on((p) =>
    guarded('diagnostics', { kind: 'full' as const, items: [] }, () =>
      diagnostics.pull(p.textDocument?.uri, p.previousResultId),
    ),
  );
  connection.languages.diagnostics.onWorkspace((p, token, _, partial) => overview.pull(p, token, partial));
  connection.onCodeAction((p) => guarded('code actions', [], () => actionsAt(session, p)));
  connection.onCodeActionResolve((action) => guarded('a code action', action, () => resolveAction(session, action)));
  connection.onExecuteCommand((p) =>
    runCommand(session, p.command, Array.isArray(p.arguments) ? p.arguments : []).catch((error) =>
      log.fault('a command', error),
    ),
  );
  connection.onHover((p) => guarded('a hover', null, () => hover(session, p.textDocument?.uri, p.position)));
  connection.onCompletion((p) => guarded('a completion', [], () => complete(session, p)));
  connection.onRequest('seaworthy/fixes', (p) => guarded('fixes', NOT_CHECKED, () => fixesOfFile(session, p?.uri)));
  connection.onRequest('seaworthy/notJudged', (_: unknown, token: CancellationToken) =>
    notJudged(session, () => token.isCancellationRequested),
  );
  connection.onRequest('seaworthy/compliance', (p: object | undefined, token: CancellationToken) =>
    compliance(session, p, () => token.isCancellationRequested),
  );
  const changes = createChanges(session, folders.isReading);
  type Question = { release?: unknown; staged?: unknown } | undefined;
  connection.onRequest('seaworthy/change', (p: Question, token: CancellationToken) =>
    p?.release === true ? changes.release() : changes.answer(() => token.isCancellationRequested, p?.staged === true),
  );
  connection.onRequest('seaworthy/whyNotChecked', (p?: { uri?: unknown }) =>
    guarded('a question about a file', { checked: false, sentences: [] }, () =>
      whyNotChecked(session, p?.uri, folders.isReading()),
    ),
  );
  const changed = (events: readonly FileEvent[]): void =>
    later('file events', files.changed(events.filter((e) => typeof e?.uri === 'string')));
  connection.onDidChangeWatchedFiles((p) => changed(Array.isArray(p.changes) ? p.changes : []));
  const created = (uri: string): FileEvent => ({ uri, type: FileChangeType.Created });
  const deleted = (uri: string): FileEvent => ({ uri, type: FileChangeType.Deleted });
  connection.workspace.onDidCreateFiles((p) => changed((p.files ?? []).map((f) => created(f.uri))));
  connection.workspace.onDidDeleteFiles((p) => changed((p.files ?? []).map((f) => deleted(f.uri))));
  connection.workspace.onDidRenameFiles((p) =>
    changed((p.files ?? []).flatMap((f) => [deleted(f.oldUri), created(f.newUri)])),
  );
  connection.onDidChangeConfiguration((p) => later('settings', configurations.changed(p.settings)));

  connection.onInitialized(() => {
    const { name = 'an unnamed editor', version = '' } = params.clientInfo ?? {};
    log.info(`Seaworthy ${VERSION} on ${runtime}, for ${name} ${version}`.trimEnd());
    if (client.hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((e) => {
        for (const folder of e?.removed ?? []) folders.remove(folder.uri);
        for (const folder of e?.added ?? []) void folders.add(folder.uri);
      });
    }
    registerNotifications(connection, client);
    const named = params.workspaceFolders?.map((f) => f.uri) ?? (params.rootUri ? [params.rootUri] : []);
    const settings = [configurations.readAll(), ...named.map((uri) => folders.add(uri))];
    later(
      'settings',
      Promise.all(settings).then(() => undefined),
    );
    session.changed();
  });
  connection.onShutdown(() => {
    for (const timer of pushing.values()) clearTimeout(timer);
    folders.dispose();
    judged.dispose();
    overview.dispose();
    session.dispose();
  });
  documents.listen(connection);
}
