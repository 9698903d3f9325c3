/** The texts of the status bar item, without the editor's API. */
import { countText, fileCount, severityCount } from './count-texts.ts';
import { type Counts, sum } from './finding-index.ts';
import type { L10n } from './l10n.ts';
import type { FileStatus, ServerStatus } from './server-state.ts';

/** What the item shows. */
export interface Shown {
  /** Of the window. `undefined` before the server has said anything. */
  readonly server: ServerStatus | undefined;
  readonly state: 'starting' | 'running' | 'stopped';
  /** Findings of the window, and the number of files that have some. */
  readonly counts: Counts;
  readonly files: number;
  /** The active file, if the server checks it. `path` is the one to show. */
  readonly active?: { readonly path: string; readonly counts: Counts; readonly status: FileStatus | undefined };
}

/** Texts of the item. `text` has icons of the editor (`$(name)`), the others have none. */
export interface StatusTexts {
  readonly text: string;
  /** For screen readers: the text in words. */
  readonly label: string;
  /** Plain text, one fact a line. */
  readonly tooltip: readonly string[];
  readonly isError: boolean;
}

export function statusTexts(l10n: L10n, shown: Shown): StatusTexts {
  const { state, counts, server } = shown;
  if (state === 'stopped') {
    const text = l10n.t('Seaworthy is not running');
    return { text: `$(error) ${text}`, label: text, tooltip: [text], isError: true };
  }
  const isBusy = state === 'starting' || server?.indexing === true;
  const notes = [isBusy ? readingText(l10n, shown) : '', unreadText(l10n, shown)].filter((note) => note !== '');
  const icon = isBusy ? '$(sync~spin)' : '$(shield)';
  const numbers = sum(counts) === 0 && isBusy ? '' : iconCounts(l10n, counts);
  return {
    text: [`${icon} Seaworthy`, numbers, ...notes].filter((part) => part !== '').join('  '),
    label: ['Seaworthy', ...(numbers === '' ? [] : [countText(l10n, counts)]), ...notes].join(', '),
    tooltip: tooltip(l10n, shown, isBusy),
    isError: false,
  };
}

/** The icons of the Problems panel with their numbers. Hints have none there either: they are named if there is nothing else. */
function iconCounts(l10n: L10n, { error, warning, info, hint }: Counts): string {
  const parts = [
    error > 0 ? `$(error) ${error}` : '',
    warning > 0 ? `$(warning) ${warning}` : '',
    info > 0 ? `$(info) ${info}` : '',
  ];
  const none = hint > 0 ? severityCount(l10n, 'hint', hint) : l10n.t('no findings');
  return parts.filter((part) => part !== '').join(' ') || none;
}

/** `reading 340 of 900 files`. */
export function readingText(l10n: L10n, { server, state }: Pick<Shown, 'server' | 'state'>): string {
  if (!server || (state === 'starting' && server.files === 0)) return l10n.t('starting');
  const { files, total } = server;
  return total === undefined
    ? l10n.t('reading {0}', fileCount(l10n, files))
    : l10n.t('reading {0} of {1} files', files, total);
}

/** What was not read: of the active file, else of the window. */
function unreadText(l10n: L10n, { active, server }: Shown): string {
  const unread = active?.status?.unread;
  if (unread) return l10n.t('read up to line {0}: {1}', unread.line, shortened(unread.why));
  return server?.partial ? partialText(l10n, server.partial) : '';
}

/** The status bar has room for a few words; the tooltip has the whole. */
const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text);

const partialText = (l10n: L10n, partial: number): string =>
  partial === 1 ? l10n.t('1 file not fully read') : l10n.t('{0} files not fully read', partial);

function tooltip(l10n: L10n, shown: Shown, isBusy: boolean): string[] {
  const { active, counts, files, server } = shown;
  const lines: string[] = [];
  if (isBusy) lines.push(l10n.t('Now: {0}', readingText(l10n, shown)));
  lines.push(
    sum(counts) === 0
      ? l10n.t('This window: {0}', countText(l10n, counts))
      : l10n.t('This window: {0} in {1}', countText(l10n, counts), fileCount(l10n, files)),
  );
  if (server?.partial) lines.push(l10n.t('This window: {0}', partialText(l10n, server.partial)));
  if (server?.scope === 'openFiles')
    lines.push(
      server.tooMany
        ? l10n.t('Only open files are checked: the window has too many files to check them all')
        : l10n.t('Only open files are checked'),
    );
  return active ? [...lines, ...fileLines(l10n, active)] : lines;
}

function fileLines(l10n: L10n, { path, counts, status }: NonNullable<Shown['active']>): string[] {
  const lines = [l10n.t('{0}: {1}', path, countText(l10n, counts))];
  if (!status) return lines;
  const { unread, alsoReported, profile, config, today, knowledge } = status;
  if (unread) lines.push(l10n.t('Read up to line {0}: {1}', unread.line, unread.why));
  if (alsoReported)
    lines.push(
      l10n.t('Shown as hints, because {0} reports them too: {1}', alsoReported.by.join(', '), alsoReported.count),
    );
  lines.push(l10n.t('Configuration: {0}, {1} profile', config ?? l10n.t('defaults and settings'), profile));
  lines.push(l10n.t('As of {0}, facts about images of {1}', today, knowledge));
  return lines;
}
