/** The client's capabilities, read once from its `initialize` request. */
import {
  DiagnosticTag,
  FailureHandlingKind,
  type InitializeParams,
  type WorkspaceEditClientCapabilities,
} from 'vscode-languageserver';

export interface Client {
  /** Requests diagnostics (pull); for other clients the server pushes them. */
  readonly pulls: boolean;
  /** Supports `workspace/diagnostic/refresh`. */
  readonly refreshes: boolean;
  /** Shows progress that the server begins. */
  readonly showsProgress: boolean;
  /** Answers `workspace/configuration`. */
  readonly hasSettings: boolean;
  /** Reports changed settings only after a registration. */
  readonly registersSettings: boolean;
  /** Watches files after a registration. Our own client watches them without one. */
  readonly registersWatchers: boolean;
  readonly hasFolders: boolean;
  readonly showsRelated: boolean;
  /** Fades the text of a diagnostic with the tag `Unnecessary`. */
  readonly fades: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  /** Shows the annotation of an edit: a label and a description. */
  readonly annotates: boolean;
  /**
   * Which edits of several files it applies whole or not at all when the edit is part of a code action: all, only those that create no
   * file, or none.
   */
  readonly wholeEdits: 'all' | 'texts' | 'none';
  /** Runs commands of the server. */
  readonly runsCommands: boolean;
  /** Opens a file on the server's request. */
  readonly showsDocuments: boolean;
  /** Also applies an edit with versions on the server's request. */
  readonly appliesEdits: boolean;
  /** Inserts a snippet: a text with placeholders. */
  readonly takesSnippets: boolean;
  /** Requests the edit of a code action when the user chooses the action. */
  readonly resolvesEdits: boolean;
  /** Can apply any fix and show its steps that remain, so a fix is offered without a look at its changes. */
  readonly appliesEveryFix: boolean;
  readonly showsMarkdown: boolean;
  /** Inserts completions with placeholders, and shows Markdown beside them. */
  readonly completesSnippets: boolean;
  readonly completesMarkdown: boolean;
  /** Answers `seaworthy/listFiles` and `seaworthy/readFile`. */
  readonly servesFiles: boolean;
  /** Shows rule pages: has the command `seaworthy.openRulePage`, and adds the links to hovers itself. */
  readonly showsPages: boolean;
  /** Shows the hover with the command `seaworthy.explain`, and a link to it below the code actions. */
  readonly linksHover: boolean;
  /** Wants `seaworthy/status`. */
  readonly showsStatus: boolean;
}

/** Reads the client's capabilities. A missing or malformed value counts as not supported. */
export function readClient(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities ?? {};
  const ours = (params.initializationOptions ?? {}) as {
    readonly files?: unknown;
    readonly pages?: unknown;
    readonly hover?: unknown;
    readonly preview?: unknown;
  };
  const edit = workspace?.workspaceEdit;
  const lazy = textDocument?.codeAction?.resolveSupport?.properties;
  const diagnostics = textDocument?.diagnostic ?? textDocument?.publishDiagnostics;
  const formats = textDocument?.hover?.contentFormat;
  const completion = textDocument?.completion?.completionItem;
  const servesFiles = ours.files === true;
  const createsFiles = edit?.documentChanges === true && list(edit.resourceOperations).includes('create');
  const whole = ours.preview === true ? 'none' : wholeEdits(edit);
  const runsCommands = workspace?.executeCommand !== undefined;
  const appliesEdits = runsCommands && workspace.applyEdit === true && edit?.documentChanges === true;
  const resolvesEdits = textDocument?.codeAction?.dataSupport === true && list(lazy).includes('edit');
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    showsProgress: params.capabilities?.window?.workDoneProgress === true,
    hasSettings: workspace?.configuration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true && !servesFiles,
    hasFolders: workspace?.workspaceFolders === true,
    showsRelated: diagnostics?.relatedInformation === true,
    fades: list(diagnostics?.tagSupport?.valueSet).includes(DiagnosticTag.Unnecessary),
    versionedEdits: edit?.documentChanges === true,
    createsFiles,
    annotates: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    wholeEdits: whole,
    runsCommands,
    showsDocuments: params.capabilities?.window?.showDocument?.support === true,
    appliesEdits,
    takesSnippets: edit?.documentChanges === true && edit.snippetEditSupport === true,
    resolvesEdits,
    appliesEveryFix:
      resolvesEdits &&
      list(lazy).includes('command') &&
      createsFiles &&
      runsCommands &&
      (appliesEdits || whole === 'all'),
    showsMarkdown: list(formats).includes('markdown'),
    completesSnippets: completion?.snippetSupport === true,
    completesMarkdown: list(completion?.documentationFormat).includes('markdown'),
    servesFiles,
    showsPages: ours.pages === true,
    linksHover: ours.hover === true && textDocument?.codeAction?.documentationSupport === true,
    showsStatus: servesFiles,
  };
}

/** Without `documentChanges` an edit holds no versions, so a changed document does not refuse it. */
function wholeEdits(edit: WorkspaceEditClientCapabilities | undefined): Client['wholeEdits'] {
  if (edit?.documentChanges !== true) return 'none';
  const { failureHandling } = edit;
  if (failureHandling === FailureHandlingKind.Transactional || failureHandling === FailureHandlingKind.Undo)
    return 'all';
  return failureHandling === FailureHandlingKind.TextOnlyTransactional ? 'texts' : 'none';
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
