/** The client's capabilities, read once from its `initialize` request. */
import type { InitializeParams } from 'vscode-languageserver';

export interface Client {
  /** Requests diagnostics (pull); for other clients the server pushes them. */
  readonly pulls: boolean;
  /** Supports `workspace/diagnostic/refresh`. */
  readonly refreshes: boolean;
  /** Answers `workspace/configuration`. */
  readonly hasSettings: boolean;
  /** Reports changed settings only after a registration. */
  readonly registersSettings: boolean;
  /** Watches files after a registration. Our own client watches them without one. */
  readonly registersWatchers: boolean;
  readonly hasFolders: boolean;
  readonly showsRelated: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  /** Can ask the user to confirm an edit. */
  readonly confirms: boolean;
  /** Requests the edit of a code action when the user chooses the action. */
  readonly resolvesEdits: boolean;
  readonly showsMarkdown: boolean;
  /** Answers `seaworthy/listFiles` and `seaworthy/readFile`. */
  readonly servesFiles: boolean;
  /** Shows rule pages: has the command `seaworthy.openRulePage`, and adds the links to hovers itself. */
  readonly showsPages: boolean;
  /** Has the command `seaworthy.showNote`, which shows a message. */
  readonly showsNotes: boolean;
  /** Wants `seaworthy/status`. */
  readonly showsStatus: boolean;
}

/** Reads the client's capabilities. A missing or malformed value counts as not supported. */
export function readClient(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities ?? {};
  const ours = (params.initializationOptions ?? {}) as {
    readonly files?: unknown;
    readonly pages?: unknown;
    readonly notes?: unknown;
  };
  const edit = workspace?.workspaceEdit;
  const lazy = textDocument?.codeAction?.resolveSupport?.properties;
  const formats = textDocument?.hover?.contentFormat;
  const servesFiles = ours.files === true;
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    hasSettings: workspace?.configuration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true && !servesFiles,
    hasFolders: workspace?.workspaceFolders === true,
    showsRelated: (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation === true,
    versionedEdits: edit?.documentChanges === true,
    createsFiles: edit?.documentChanges === true && list(edit.resourceOperations).includes('create'),
    confirms: edit?.changeAnnotationSupport !== undefined,
    resolvesEdits: textDocument?.codeAction?.dataSupport === true && list(lazy).includes('edit'),
    showsMarkdown: list(formats).includes('markdown'),
    servesFiles,
    showsPages: ours.pages === true,
    showsNotes: ours.notes === true,
    showsStatus: servesFiles,
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
