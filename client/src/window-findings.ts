/** Keeps the index of the window's findings up to date from the editor's diagnostics. */
import { type Diagnostic, DiagnosticSeverity, type Event, EventEmitter, languages, type Uri, workspace } from 'vscode';
import { isOurs, ruleOf } from './commands.ts';
import { createFindingIndex, type Finding, type FindingIndex, type Severity } from './finding-index.ts';

export interface WindowFindings {
  readonly index: FindingIndex;
  readonly onDidChange: Event<void>;
  /** Reads the diagnostics of all files again. */
  reload(): void;
  dispose(): void;
}

export function watchFindings(): WindowFindings {
  const index = createFindingIndex();
  const changed = new EventEmitter<void>();
  const load = (uri: Uri, diagnostics: readonly Diagnostic[]): boolean => {
    const found = diagnostics.filter(isOurs);
    return index.update(uri.toString(), found.length === 0 ? [] : found.map((d) => toFinding(uri, d)));
  };
  const reload = (): void => {
    index.clear();
    for (const [uri, diagnostics] of languages.getDiagnostics()) load(uri, diagnostics);
    changed.fire();
  };
  const subscription = languages.onDidChangeDiagnostics(({ uris }) => {
    let any = false;
    for (const uri of uris) any = load(uri, languages.getDiagnostics(uri)) || any;
    if (any) changed.fire();
  });
  reload();
  return {
    index,
    onDidChange: changed.event,
    reload,
    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

const SEVERITY: Readonly<Record<DiagnosticSeverity, Severity>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

function toFinding(uri: Uri, diagnostic: Diagnostic): Finding {
  const { message, range, severity } = diagnostic;
  return {
    uri: uri.toString(),
    path: workspace.asRelativePath(uri),
    rule: ruleOf(diagnostic),
    severity: SEVERITY[severity],
    message,
    line: range.start.line,
    character: range.start.character,
    endLine: range.end.line,
    endCharacter: range.end.character,
  };
}
