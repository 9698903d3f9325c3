/** What the Container Security view says above its rows and where it has none, without the editor's API. */
import { findingCount } from './count-texts.ts';
import { sum } from './finding-index.ts';
import type { L10n } from './l10n.ts';
import { readingText, type Shown } from './status-text.ts';

/** Which text of the manifest (`viewsWelcome`) an empty view shows. */
export type Emptiness = 'starting' | 'stopped' | 'openFiles' | 'noFiles' | 'noFindings' | 'findings';

/** Why there are no findings; `findings` if there are some, so that no text says otherwise while the rows are still being drawn. */
export function emptiness({ counts, server, state }: Pick<Shown, 'counts' | 'server' | 'state'>): Emptiness {
  if (sum(counts) > 0) return 'findings';
  if (state === 'stopped') return 'stopped';
  if (state === 'starting' || !server || server.indexing) return 'starting';
  if (server.scope === 'openFiles') return 'openFiles';
  // The server has read all files but not judged them.
  if (server.scope === 'workspace' && server.counts === undefined) return 'starting';
  return (server.total ?? server.files) === 0 ? 'noFiles' : 'noFindings';
}

/** The line above the rows; `undefined` for none. Where there are no rows a line would hide the text of the manifest. */
export function viewMessage(
  l10n: L10n,
  shown: Pick<Shown, 'server' | 'state'>,
  list: { readonly filter: string; readonly total: number; readonly passing: number; readonly rows: number },
): string | undefined {
  const { filter, total, passing } = list;
  if (filter !== '' && total > 0) return l10n.t('Filter "{0}": {1} of {2}', filter, passing, findingCount(l10n, total));
  if (list.rows === 0) return undefined;
  if (shown.server?.indexing) return l10n.t('Now: {0}', readingText(l10n, shown));
  if (shown.server?.scope !== 'openFiles') return total === 0 ? l10n.t('No findings.') : undefined;
  return shown.server.tooMany
    ? l10n.t('Only open files are checked: the window has too many files to check them all.')
    : l10n.t('Only open files are checked.');
}
