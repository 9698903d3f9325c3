/** The commands of the palette and of the server's code actions. */
import {
  commands,
  type Diagnostic,
  type Disposable,
  type LogOutputChannel,
  l10n,
  languages,
  QuickPickItemKind,
  type Uri,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activeFile } from './documents.ts';
import { fixAllSafe } from './fix-all.ts';
import { RulePages } from './pages.ts';
import { ruleEntries } from './rule-picker.ts';

/** Whether `diagnostic` comes from Seaworthy. */
export const isOurs = (diagnostic: Diagnostic): boolean => diagnostic.source?.toLowerCase() === 'seaworthy';

/** The rule id of a diagnostic; '' if it has none. */
export function ruleOf({ code }: Diagnostic): string {
  return String((typeof code === 'object' ? code.value : code) ?? '');
}

/** Whether `text` is a rule's id: only such a text becomes part of a path or of a link. */
export const isRuleId = (text: string | undefined): text is string => /^[a-z]+\/[a-z0-9-]+$/.test(text ?? '');

/** Registers the commands that need neither a status nor the view. `extension` is the folder the extension is installed in. */
export function registerCommands(extension: Uri, client: BaseLanguageClient, log: LogOutputChannel): Disposable[] {
  const pages = new RulePages(extension);
  return [
    pages.register(),
    commands.registerCommand('seaworthy.restart', () => restart(client)),
    commands.registerCommand('seaworthy.showOutput', () => log.show()),
    commands.registerCommand('seaworthy.fixAllInFile', () => fixAllSafe(client)),
    // The link below the light bulb's list calls this command; the palette hides it. The list would cover the hover.
    commands.registerCommand('seaworthy.explain', async () => {
      await commands.executeCommand('hideCodeActionWidget');
      await commands.executeCommand('editor.action.showHover');
    }),
    commands.registerCommand('seaworthy.openRulePage', (rule?: unknown) => openRulePage(pages, rule)),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.needsStop()) await client.stop();
  await client.start();
}

/** Shows the page of `rule`. Without `rule`, of the finding under the cursor; else of a rule that the user picks. */
async function openRulePage(pages: RulePages, rule: unknown): Promise<void> {
  const id = typeof rule === 'string' ? rule : (ruleAtCursor() ?? (await pickRule(pages)));
  if (!isRuleId(id)) return;
  const page = await pages.address(id);
  if (page) await commands.executeCommand('markdown.showPreviewToSide', page);
  else await window.showInformationMessage(l10n.t('There is no page for {0}.', id));
}

function ruleAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const found = languages
    .getDiagnostics(editor.document.uri)
    .find((d) => isOurs(d) && d.range.intersection(editor.selection) !== undefined);
  return found && ruleOf(found);
}

/** Lets the user pick a rule: those found in the active file first. */
async function pickRule(pages: RulePages): Promise<string | undefined> {
  const file = activeFile();
  const found = file ? languages.getDiagnostics(file).filter(isOurs).map(ruleOf) : [];
  const items = ruleEntries(l10n, await pages.titles(), found).map(({ label, title }) =>
    title === undefined ? { label, kind: QuickPickItemKind.Separator } : { label, description: title },
  );
  const placeHolder = l10n.t('Rule whose page to open');
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.label;
}
