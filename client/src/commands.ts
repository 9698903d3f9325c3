/** The commands of the palette and of the server's code actions. */
import {
  commands,
  type Diagnostic,
  type Disposable,
  FileType,
  type LogOutputChannel,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Whether `diagnostic` comes from Seaworthy. */
export const isOurs = (diagnostic: Diagnostic): boolean => diagnostic.source?.toLowerCase() === 'seaworthy';

/** The rule id of a diagnostic; '' if it has none. */
export function ruleOf({ code }: Diagnostic): string {
  return String((typeof code === 'object' ? code.value : code) ?? '');
}

/** Whether `text` is a rule's id: only such a text becomes part of a path or of a link. */
export const isRuleId = (text: string | undefined): text is string => /^[a-z]+\/[a-z0-9-]+$/.test(text ?? '');

/** Registers every command of the manifest. `extension` is the folder the extension is installed in. */
export function registerCommands(extension: Uri, client: BaseLanguageClient, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand('seaworthy.restart', () => restart(client)),
    commands.registerCommand('seaworthy.showOutput', () => log.show()),
    commands.registerCommand('seaworthy.fixAllInFile', () =>
      commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.seaworthy', apply: 'first' }),
    ),
    // The link below the light bulb's list calls this command; the palette hides it. The list would cover the hover.
    commands.registerCommand('seaworthy.explain', async () => {
      await commands.executeCommand('hideCodeActionWidget');
      await commands.executeCommand('editor.action.showHover');
    }),
    commands.registerCommand('seaworthy.openRulePage', (rule?: unknown) => openRulePage(extension, rule)),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.needsStop()) await client.stop();
  await client.start();
}

/** Shows the page of `rule`. Without `rule`, of the finding under the cursor; else of a rule that the user picks. */
async function openRulePage(extension: Uri, rule: unknown): Promise<void> {
  const id = typeof rule === 'string' ? rule : (ruleAtCursor() ?? (await pickRule(extension)));
  if (!isRuleId(id)) return;
  const page = Uri.joinPath(extension, 'docs/rules', `${id}.md`);
  try {
    await workspace.fs.stat(page);
  } catch {
    await window.showInformationMessage(`There is no page for ${id}.`);
    return;
  }
  await commands.executeCommand('markdown.showPreviewToSide', page);
}

function ruleAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const found = languages
    .getDiagnostics(editor.document.uri)
    .find((d) => isOurs(d) && d.range.intersection(editor.selection) !== undefined);
  return found && ruleOf(found);
}

async function pickRule(extension: Uri): Promise<string | undefined> {
  const root = Uri.joinPath(extension, 'docs/rules');
  const ids: string[] = [];
  for (const [concern, type] of await entries(root)) {
    if (type !== FileType.Directory) continue;
    for (const [page] of await entries(Uri.joinPath(root, concern))) {
      if (page.endsWith('.md')) ids.push(`${concern}/${page.slice(0, -'.md'.length)}`);
    }
  }
  return window.showQuickPick(ids.sort(), { placeHolder: 'Rule whose page to open' });
}

/** The entries of a folder; none if it cannot be listed, as on web hosts that only serve single files. */
async function entries(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
