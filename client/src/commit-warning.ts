/**
 * Warns before a commit that would add findings, if the setting says so. The editor has no event before a commit and lets no extension stop one:
 * so the warning comes when files are staged. A hook of Git can stop a commit (`seaworthy install-hook`).
 */
import { type Disposable, type Event, extensions, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askChange, showChange } from './change-view.ts';
import { findingCount } from './count-texts.ts';

/** The parts of the Git extension's interface that are used here. Source: `extensions/git/src/api/git.d.ts` of VS Code. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly repositories: readonly Repository[];
    readonly onDidOpenRepository: Event<Repository>;
  };
}
interface Repository {
  readonly state: { readonly indexChanges: readonly unknown[]; readonly onDidChange: Event<void> };
}

const isOn = (): boolean => workspace.getConfiguration('seaworthy').get('warnBeforeCommit') === true;

/** Watches the repositories of the Git extension, as soon as the setting is on. */
export function warnBeforeCommit(client: BaseLanguageClient): Disposable[] {
  const subscriptions: Disposable[] = [];
  let isWatching = false;
  const watch = async (): Promise<void> => {
    if (isWatching || !isOn()) return;
    isWatching = true;
    const extension = extensions.getExtension<GitExtension>('vscode.git');
    const git = await extension?.activate();
    if (!git?.enabled) return;
    const api = git.getAPI(1);
    for (const repository of api.repositories) subscriptions.push(watchStaged(client, repository));
    subscriptions.push(
      api.onDidOpenRepository((repository) => void subscriptions.push(watchStaged(client, repository))),
    );
  };
  void watch();
  return [
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('seaworthy.warnBeforeCommit')) void watch();
    }),
    { dispose: () => subscriptions.forEach((one) => void one.dispose()) },
  ];
}

function watchStaged(client: BaseLanguageClient, { state }: Repository): Disposable {
  let staged = state.indexChanges.length;
  return state.onDidChange(() => {
    const before = staged;
    staged = state.indexChanges.length;
    if (staged > before && isOn()) void warn(client);
  });
}

let isShown = false;

async function warn(client: BaseLanguageClient): Promise<void> {
  if (isShown) return;
  isShown = true;
  try {
    const answer = await askChange(client, true);
    const count = answer?.added.length ?? 0;
    if (count === 0) return;
    const show = l10n.t('Show');
    const text = l10n.t('A commit of what is staged adds {0}.', findingCount(l10n, count));
    if ((await window.showWarningMessage(text, show)) === show) await showChange(client, true);
  } finally {
    isShown = false;
  }
}
