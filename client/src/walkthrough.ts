/**
 * The commands of the walkthrough's steps, and the context keys that complete them. Each command works in an empty window: where no file with findings is
 * visible, it opens the example first.
 */
import {
  type CodeAction,
  commands,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  Selection,
  TabInputText,
  type TextDocument,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { isOurs } from './commands.ts';
import { isServed } from './documents.ts';
import { EXAMPLE, HOOK } from './example.ts';

/** The kind of the actions that ignore a finding. */
const SUPPRESS = 'quickfix.suppress';
/** Findings that are asked for a fix before the first one is shown without. */
const MOST_ASKED = 20;
/** Milliseconds to wait for the findings of the example. */
const PATIENCE = 10_000;

/** Registers the commands, and tells the walkthrough by `seaworthy.fileOpened` and `seaworthy.findingIgnored` what has happened. */
export function registerWalkthrough(): Disposable[] {
  const opened = (): void => {
    if (window.visibleTextEditors.some(({ document }) => isServed(document))) happened('seaworthy.fileOpened');
  };
  opened();
  return [
    commands.registerCommand('seaworthy.openExample', () => openUntitled('dockerfile', EXAMPLE)),
    commands.registerCommand('seaworthy.showHook', () => openUntitled('yaml', HOOK)),
    commands.registerCommand('seaworthy.showFinding', async () => {
      if (await goToFinding()) await commands.executeCommand('editor.action.showHover');
    }),
    commands.registerCommand('seaworthy.showFixes', async () => {
      if (await goToFinding()) await commands.executeCommand('editor.action.quickFix');
    }),
    commands.registerCommand('seaworthy.showIgnores', async () => {
      const only = { kind: SUPPRESS, apply: 'never' };
      if (await goToFinding()) await commands.executeCommand('editor.action.codeAction', only);
    }),
    window.onDidChangeVisibleTextEditors(opened),
    // The walkthrough itself is opened, beside a file.
    window.tabGroups.onDidChangeTabs(opened),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const ignored = contentChanges.some(({ text }) => /seaworthy: *ignore/.test(text));
      if (ignored && isServed(document)) happened('seaworthy.findingIgnored');
    }),
  ];
}

/** Sets a context key for a moment. VS Code completes a step when its key becomes true, and never if the key is true already when the walkthrough opens. */
function happened(key: string): void {
  for (const value of [true, false]) void commands.executeCommand('setContext', key, value);
}

/** Beside the walkthrough, or in place of what is active. */
async function openUntitled(language: string, content: string): Promise<TextEditor> {
  const document = await workspace.openTextDocument({ language, content });
  const active = window.tabGroups.activeTabGroup.activeTab;
  const beside = active !== undefined && !(active.input instanceof TabInputText);
  return window.showTextDocument(document, beside ? ViewColumn.Beside : ViewColumn.Active);
}

/** Puts the cursor of a visible file, or of the example, on a finding that has a fix, else on its first one. Says so if there is none. */
async function goToFinding(): Promise<boolean> {
  const visible = window.visibleTextEditors.find(({ document }) => findingsOf(document).length > 0);
  const { document, viewColumn } = visible ?? (await openUntitled('dockerfile', EXAMPLE));
  const found = await untilFindings(document);
  const finding = (await firstWithFix(document, found)) ?? found[0];
  if (!finding) {
    await window.showInformationMessage(l10n.t('Seaworthy has no findings in this file.'));
    return false;
  }
  const selection = new Selection(finding.range.start, finding.range.start);
  await window.showTextDocument(document, { viewColumn: viewColumn ?? ViewColumn.Active, selection });
  return true;
}

const findingsOf = ({ uri }: TextDocument): Diagnostic[] =>
  languages
    .getDiagnostics(uri)
    .filter(isOurs)
    .sort((a, b) => a.range.start.compareTo(b.range.start));

/** The findings of a document as soon as it has some; none if it has none for a while. */
function untilFindings(document: TextDocument): Promise<Diagnostic[]> {
  const now = findingsOf(document);
  if (now.length > 0) return Promise.resolve(now);
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve(findingsOf(document));
    };
    const timer = setTimeout(end, PATIENCE);
    const listener = languages.onDidChangeDiagnostics(() => {
      if (findingsOf(document).length > 0) end();
    });
  });
}

async function firstWithFix({ uri }: TextDocument, found: readonly Diagnostic[]): Promise<Diagnostic | undefined> {
  for (const finding of found.slice(0, MOST_ASKED)) {
    const { range } = finding;
    const all = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, 'quickfix');
    const isFix = ({ kind, diagnostics = [] }: CodeAction): boolean =>
      kind?.value === 'quickfix' && diagnostics.some(isOurs);
    if (all.some(isFix)) return finding;
  }
  return undefined;
}
