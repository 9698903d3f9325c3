/** The rows of the Container Security view, without the editor's API: groups of findings, and what was not judged. */
import { countText, severityName } from './count-texts.ts';
import {
  type Counts,
  type Finding,
  type FindingIndex,
  type Grouping,
  type Severity,
  sum,
  worstOf,
} from './finding-index.ts';
import type { L10n } from './l10n.ts';
import type { NotJudged } from './server-state.ts';

/** A row. `label` and `description` are what is seen, `spoken` is what a screen reader says. */
interface RowTexts {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
}

export interface GroupRow extends RowTexts {
  readonly kind: 'group';
  readonly grouping: Grouping;
  readonly key: string;
  readonly worst: Severity;
  /** Its findings are shown at first. */
  readonly isOpen: boolean;
}

export interface FindingRow extends RowTexts {
  readonly kind: 'finding';
  readonly finding: Finding;
}

/** Shows more rows of a group. */
export interface MoreRow extends RowTexts {
  readonly kind: 'more';
  readonly of: string;
}

export type NotJudgedPart = keyof NotJudged;

export interface NotJudgedRow extends RowTexts {
  readonly kind: 'not-judged';
  /** `undefined`: the branch itself. */
  readonly part: NotJudgedPart | undefined;
}

/** A place that was not judged. `line` is 0-based. */
export interface PlaceRow extends RowTexts {
  readonly kind: 'place';
  readonly part: NotJudgedPart;
  readonly uri: string;
  readonly line: number;
}

export type Row = GroupRow | FindingRow | MoreRow | NotJudgedRow | PlaceRow;

/** What the tree is made of. */
export interface TreeSource {
  readonly l10n: L10n;
  readonly index: FindingIndex;
  /** `undefined` if the server has not answered. */
  readonly notJudged: NotJudged | undefined;
  /** The path to show of a URI. */
  readonly pathOf: (uri: string) => string;
  /** How many rows of a group are shown. */
  readonly limitOf: (of: string) => number;
}

/** Rows that a group shows at first, and more at each step: a list of twenty thousand rows would stop the editor. */
export const STEP = 500;

/** Most findings that are all shown at first, in groups by rule or file. */
const FEW = 50;

const PARTS: readonly NotJudgedPart[] = ['notFullyRead', 'excluded', 'ignored', 'unusedIgnores'];

/** The rows below `row`; the top ones without it. */
export function rowsBelow(source: TreeSource, row: Row | undefined): readonly Row[] {
  if (row === undefined) return topRows(source);
  if (row.kind === 'group') {
    const { grouping } = row;
    return limited(source, row.key, source.index.findings(row.key), (finding) => findingRow(source, grouping, finding));
  }
  if (row.kind !== 'not-judged' || !source.notJudged) return [];
  if (row.part === undefined)
    return PARTS.filter((part) => source.notJudged![part].length > 0).map((part) => partRow(source, part));
  const { part } = row;
  return limited(source, part, placesOf(source, part), (place) => place);
}

function topRows(source: TreeSource): Row[] {
  const { index, l10n, notJudged } = source;
  const rows: Row[] = index.groups().map(({ key, path, counts }) => groupRow(l10n, index, key, path, counts));
  const left = notJudged ? PARTS.reduce((n, part) => n + notJudged[part].length, 0) : 0;
  if (left > 0) rows.push(notJudgedRow(l10n, undefined, l10n.t('Not judged'), left));
  return rows;
}

function limited<T>(source: TreeSource, of: string, all: readonly T[], toRow: (one: T) => Row): Row[] {
  const limit = source.limitOf(of);
  const rows = all.slice(0, limit).map(toRow);
  if (all.length <= limit) return rows;
  const label = source.l10n.t('Show more: {0} left', all.length - limit);
  return [...rows, { kind: 'more', of, label, description: '', spoken: label }];
}

function groupRow(l10n: L10n, index: FindingIndex, key: string, path: string, counts: Counts): GroupRow {
  const grouping = index.grouping();
  const worst = worstOf(counts) ?? 'hint';
  const said = countText(l10n, counts);
  const total = String(sum(counts));
  const isOpen = grouping === 'severity' ? worst === 'error' || worst === 'warning' : index.shown() <= FEW;
  const row = { kind: 'group', grouping, key, worst, isOpen } as const;
  if (grouping === 'severity') return { ...row, label: severityName(l10n, worst), description: total, spoken: said };
  if (grouping === 'rule') return { ...row, label: key, description: total, spoken: `${key}, ${said}` };
  const [folder, name] = splitPath(path);
  const description = folder === '' ? total : `${folder} · ${total}`;
  return { ...row, label: name, description, spoken: `${name}, ${folder}, ${said}` };
}

function findingRow({ l10n }: TreeSource, grouping: Grouping, finding: Finding): FindingRow {
  const { path, rule } = finding;
  const message = plain(finding.message);
  const line = finding.line + 1;
  const spoken = l10n.t('{0}: {1}. {2}, line {3}, rule {4}', ofOne(l10n, finding), message, path, line, rule);
  const texts =
    grouping === 'severity'
      ? { label: message, description: `${path}:${line}` }
      : grouping === 'rule'
        ? { label: `${path}:${line}`, description: message }
        : { label: message, description: l10n.t('line {0}', line) };
  return { kind: 'finding', finding, spoken, ...texts };
}

/** A message without the backticks around code: a row shows text as it is. */
const plain = (message: string): string => message.replaceAll('`', '');

/** The severity of one finding in a word. */
function ofOne(l10n: L10n, { severity }: Finding): string {
  if (severity === 'error') return l10n.t('Error');
  if (severity === 'warning') return l10n.t('Warning');
  return severity === 'info' ? l10n.t('Information') : l10n.t('Hint');
}

function notJudgedRow(l10n: L10n, part: NotJudgedPart | undefined, label: string, count: number): NotJudgedRow {
  return { kind: 'not-judged', part, label, description: String(count), spoken: l10n.t('{0}: {1}', label, count) };
}

function partRow({ l10n, notJudged }: TreeSource, part: NotJudgedPart): NotJudgedRow {
  const names: Readonly<Record<NotJudgedPart, string>> = {
    notFullyRead: l10n.t('Not fully read'),
    excluded: l10n.t('Excluded'),
    ignored: l10n.t('Ignored by a comment'),
    unusedIgnores: l10n.t('Ignore comments that ignore nothing'),
  };
  return notJudgedRow(l10n, part, names[part], notJudged![part].length);
}

function placesOf({ l10n, notJudged, pathOf }: TreeSource, part: NotJudgedPart): PlaceRow[] {
  const place = (uri: string, line: number | undefined, description: string): PlaceRow => {
    const path = pathOf(uri);
    const label = line === undefined ? path : `${path}:${line}`;
    return { kind: 'place', part, uri, line: (line ?? 1) - 1, label, description, spoken: `${label}, ${description}` };
  };
  if (!notJudged) return [];
  if (part === 'ignored') {
    const why = (rule: string, reason = ''): string =>
      reason === '' ? l10n.t('{0}, without a reason', rule) : l10n.t('{0}: {1}', rule, reason);
    return notJudged.ignored.map(({ uri, line, rule, reason }) => place(uri, line, why(rule, reason)));
  }
  if (part === 'unusedIgnores') return notJudged.unusedIgnores.map(({ uri, line, text }) => place(uri, line, text));
  if (part === 'excluded') return notJudged.excluded.map(({ uri, why }) => place(uri, undefined, why));
  return notJudged.notFullyRead.map(({ uri, line, why }) => place(uri, line, why));
}

/** Folder and name of a path with `/`. */
function splitPath(path: string): readonly [string, string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}
