/** The walkthrough: the commands of its steps exist, and work where no file is open. */
import * as vscode from 'vscode';
import { equal, findings, ruleOf, untilFinding } from './editor.ts';

interface Step {
  readonly description: string;
  readonly completionEvents: readonly string[];
}

/** Closes every editor; texts that were never saved are thrown away. */
async function discardAll(): Promise<void> {
  while (vscode.window.activeTextEditor)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

const active = (): vscode.TextEditor => {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error('no file is open');
  return editor;
};

suite('the walkthrough', () => {
  setup(discardAll);
  teardown(discardAll);

  test('its commands and those that complete its steps exist', async () => {
    const extension = vscode.extensions.getExtension('seaworthy.seaworthy')!;
    await extension.activate();
    const [start] = extension.packageJSON.contributes.walkthroughs as { readonly steps: readonly Step[] }[];
    const named = start!.steps.flatMap(({ description, completionEvents }) => [
      ...[...description.matchAll(/\(command:([^)]+)\)/g)].map((m) => m[1]!),
      ...completionEvents.flatMap((event) => /^onCommand:(.*)$/.exec(event)?.[1] ?? []),
    ]);
    const all = await vscode.commands.getCommands(true);
    equal(named.filter((command) => !all.includes(command)).join(', '), '');
    equal(named.length > 10, true);
  });

  test('the example is a text without a file, and has findings', async () => {
    await vscode.commands.executeCommand('seaworthy.openExample');
    const { document } = active();
    equal(document.isUntitled, true);
    await untilFinding(document.uri, 'user/root-user');
  });

  for (const command of ['showFinding', 'showFixes', 'showIgnores'])
    test(`${command} opens the example where nothing is open, and goes to a finding with a fix`, async () => {
      await vscode.commands.executeCommand(`seaworthy.${command}`);
      await vscode.commands.executeCommand('hideCodeActionWidget');
      const { document, selection } = active();
      const here = findings(document.uri).filter((d) => d.range.contains(selection.active));
      equal(here.map(ruleOf).join(', ').includes('image/mutable-tag'), true);
      await vscode.commands.executeCommand(`seaworthy.${command}`);
      await vscode.commands.executeCommand('hideCodeActionWidget');
      equal(active().document === document, true);
    });

  test('the configuration of the hook opens as YAML', async () => {
    await vscode.commands.executeCommand('seaworthy.showHook');
    equal(active().document.languageId, 'yaml');
    equal(active().document.getText().includes('id: seaworthy'), true);
  });
});
