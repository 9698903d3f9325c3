/** Sends the server's state to a client that shows it, or progress to one that shows only that. */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Folders } from './folders.ts';
import type { JudgedFiles } from './judged-files.ts';
import type { ServerStatus } from './overview.ts';
import { scopesOf } from './scope.ts';
import type { Session } from './session.ts';

export interface StatusSender {
  /** Sends the state if it has changed. */
  send(): void;
}

export function createStatus(session: Session, folders: Folders, judged: JudgedFiles): StatusSender {
  const { client, connection, workspaces } = session;
  let sent = '';
  let progress: Promise<WorkDoneProgressServerReporter> | undefined;

  const status = (): ServerStatus => {
    const { overall, tooMany } = scopesOf(workspaces.all());
    return {
      indexing: folders.isReading(),
      ...folders.counts(),
      partial: judged.partial(),
      scope: overall,
      tooMany: tooMany || undefined,
      counts: overall === 'workspace' ? judged.counts() : undefined,
    };
  };

  /** Progress for clients without our status item. */
  const showProgress = ({ indexing, files, total }: ServerStatus): void => {
    if (!indexing) {
      progress?.then((p) => p.done()).catch(() => {});
      progress = undefined;
      return;
    }
    if (!progress) {
      progress = connection.window.createWorkDoneProgress();
      progress.then((p) => p.begin('Seaworthy', 0, 'reading the workspace')).catch(() => {});
    }
    if (total === undefined || total === 0) return;
    progress.then((p) => p.report((100 * files) / total, `read ${files} of ${total} files`)).catch(() => {});
  };

  return {
    send() {
      const now = status();
      const text = JSON.stringify(now);
      if (text === sent) return;
      sent = text;
      if (client.showsStatus) void session.notify('seaworthy/status', now);
      else if (client.showsProgress) showProgress(now);
    },
  };
}
