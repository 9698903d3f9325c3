/** What the client can do, read once from what it says at the start. */
import type { InitializeParams } from 'vscode-languageserver';

export interface Client {
  /** Asks for diagnostics itself; else they are pushed. */
  readonly pulls: boolean;
  /** Can be told to ask again. */
  readonly refreshes: boolean;
  /** Can be asked for settings. */
  readonly hasSettings: boolean;
  /** Tells of changed settings only when asked to. */
  readonly registersSettings: boolean;
  /** Watches files when asked to. Our own client watches them unasked. */
  readonly registersWatchers: boolean;
  readonly hasFolders: boolean;
  readonly showsRelated: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  /** Can ask its user before it applies an edit. */
  readonly confirms: boolean;
  /** Fetches the edit of a code action when the action is chosen. */
  readonly resolvesEdits: boolean;
  readonly showsMarkdown: boolean;
  /** Answers `seaworthy/listFiles` and `seaworthy/readFile`. */
  readonly servesFiles: boolean;
  /** Shows rule pages: has the command `seaworthy.openRulePage`, and adds the links to hovers itself. */
  readonly showsPages: boolean;
  /** Has the command `seaworthy.showNote`, which tells its user something. */
  readonly showsNotes: boolean;
  /** Wants `seaworthy/status`. */
  readonly showsStatus: boolean;
}

/** Reads the client's abilities; what is missing or of the wrong shape is an ability it does not have. */
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
