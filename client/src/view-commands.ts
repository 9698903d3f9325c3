/** The commands of the Container Security view. Its menus and keys call them. */
import { commands, type Disposable, env, l10n, Range, Uri, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
} from 'vscode-languageclient';
import { isRuleId } from './commands.ts';
import { fixFinding, ignoreFinding, openFinding } from './finding-actions.ts';
import type { Finding } from './finding-index.ts';
import type { Row } from './finding-tree.ts';
import type { FindingsView } from './findings-view.ts';

export function registerViewCommands(client: BaseLanguageClient, view: FindingsView): Disposable[] {
  const onFinding = (run: (finding: Finding) => unknown) => (given: unknown) => {
    const row = view.row(given);
    return row?.kind === 'finding' ? run(row.finding) : undefined;
  };
  const command = (name: string, run: (given: unknown) => unknown): Disposable =>
    commands.registerCommand(`seaworthy.findings.${name}`, run);
  return [
    command('open', (given) => open(view, given)),
    command(
      'fix',
      onFinding((finding) => fixFinding(client, finding)),
    ),
    command(
      'ignore',
      onFinding((finding) => ignoreFinding(client, finding)),
    ),
    command(
      'copy',
      onFinding(({ message, path, line, rule }) =>
        env.clipboard.writeText(`${path}:${line + 1}: ${message} [${rule}]`),
      ),
    ),
    command('openPage', (given) => openPage(view, given)),
    command('more', (given) => {
      const row = view.row(given);
      if (row?.kind === 'more') view.showMore(row.of);
    }),
    command('groupBySeverity', () => view.arrange({ grouping: 'severity' })),
    command('groupByRule', () => view.arrange({ grouping: 'rule' })),
    command('groupByFile', () => view.arrange({ grouping: 'file' })),
    command('filter', (given) => (typeof given === 'string' ? view.arrange({ filter: given }) : askFilter(view))),
    command('clearFilter', () => view.arrange({ filter: '' })),
    command('refresh', () => refresh(client, view)),
    // For tests: the editor does not tell the rows of a view.
    commands.registerCommand('_seaworthy.findings.rows', (row?: Row) => view.rows(row)),
  ];
}

async function open(view: FindingsView, given: unknown): Promise<void> {
  const row = view.row(given);
  if (row?.kind === 'finding') await openFinding(row.finding);
  if (row?.kind === 'place')
    await window.showTextDocument(Uri.parse(row.uri), { selection: new Range(row.line, 0, row.line, 0) });
}

async function openPage(view: FindingsView, given: unknown): Promise<void> {
  const row = view.row(given);
  const rule = row?.kind === 'finding' ? row.finding.rule : row?.kind === 'group' ? row.key : undefined;
  if (isRuleId(rule)) await commands.executeCommand('seaworthy.openRulePage', rule);
}

/** The view follows what is typed. Escape brings back the former filter. */
function askFilter(view: FindingsView): void {
  const before = view.filter();
  const input = window.createInputBox();
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.title = l10n.t('Filter Findings');
  input.placeholder = l10n.t('Words of a rule, path, severity or message');
  input.value = before;
  input.onDidChangeValue((filter) => {
    clearTimeout(timer);
    timer = setTimeout(() => view.arrange({ filter }), 150);
  });
  let accepted = false;
  input.onDidAccept(() => {
    accepted = true;
    view.arrange({ filter: input.value });
    input.hide();
  });
  input.onDidHide(() => {
    clearTimeout(timer);
    if (!accepted) view.arrange({ filter: before });
    input.dispose();
  });
  input.show();
}

/** The server reads a folder again when its `.gitignore` may have changed. */
async function refresh(client: BaseLanguageClient, view: FindingsView): Promise<void> {
  const changes = (workspace.workspaceFolders ?? []).map(
    ({ uri }): FileEvent => ({
      uri: client.code2ProtocolConverter.asUri(Uri.joinPath(uri, '.gitignore')),
      type: FileChangeType.Changed,
    }),
  );
  if (client.isRunning() && changes.length > 0)
    await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  await view.refresh();
}
