/** Prints series as a table: of plain text, or of Markdown. */
import { isSame, type Measure, median, OURS, p95, type Series } from './series.ts';

const MEASURES: Readonly<Record<Measure, string>> = {
  cpu: 'CPU',
  wall: 'time',
  edit: 'edit → diagnostics',
  first: 'open → diagnostics',
  memory: 'memory',
  size: 'size',
  growth: 'growth',
  engine: 'in one process',
};

export const shownValue = (value: number, unit: Series['unit']): string =>
  unit === '×'
    ? value.toFixed(2)
    : `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`;

/** What a series is compared with: ours of the same run and measure. */
const oursFor = (one: Series, all: readonly Series[]): Series | undefined =>
  one.by === OURS ? undefined : all.find((other) => other.by === OURS && isSame(one, other));

/** Ours ÷ theirs: medians, and for edits the 95th percentiles too. */
export function ratio(one: Series, all: readonly Series[]): string {
  const ours = oursFor(one, all);
  if (!ours) return '';
  const of = (share: (samples: readonly number[]) => number): string =>
    (share(ours.samples) / share(one.samples)).toFixed(2);
  return one.measure === 'edit' ? `${of(median)} / ${of(p95)}` : of(median);
}

const HEAD = ['what', 'by', 'measure', 'median', 'p95', 'ours ÷ this', 'note'];

function cellsOf(one: Series, all: readonly Series[]): string[] {
  const note = one.note ?? '';
  const limit =
    one.limit === undefined
      ? ''
      : `${median(one.samples) <= one.limit ? 'ok' : one.unit === 'MB' ? 'TOO LARGE' : 'TOO SLOW'}: ≤ ${shownValue(one.limit, one.unit)}`;
  return [
    ...[one.what, one.by, MEASURES[one.measure]],
    one.samples.length > 0 ? shownValue(median(one.samples), one.unit) : '–',
    one.samples.length > 5 ? shownValue(p95(one.samples), one.unit) : '',
    ratio(one, all),
    [limit, note].filter(Boolean).join('; '),
  ];
}

/** Columns that are numbers. */
const isNumber = (column: number): boolean => column >= 3 && column <= 5;

export function textTable(series: readonly Series[]): string {
  const rows = [HEAD, ...series.map((one) => cellsOf(one, series))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(series: readonly Series[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(HEAD),
    line(HEAD.map((_, i) => (isNumber(i) ? '--:' : '---'))),
    ...series.map((one) => line(cellsOf(one, series))),
  ].join('\n');
}
