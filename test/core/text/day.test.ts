import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dayAt, daysBetween, parseDay } from '../../../server/src/core/text/day.ts';

test('a day is read in one form only, and only if the calendar has it', () => {
  for (const day of ['2026-08-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
    assert.equal(parseDay(day), day);
  const wrong = [
    ...['2026-02-29', '1900-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01'],
    ...[
      '2026-8-22',
      '26-08-22',
      '20260822',
      '2026/08/22',
      '22-08-2026',
      '2026-08',
      '2026-08-22T00:00:00Z',
      ' 2026-08-22',
    ],
    ...['2026-08-22\n', '+002026-08-22', '-000001-01-01', '٢٠٢٦-٠٨-٢٢', '', 'today', 'NaN-NaN-NaN'],
  ];
  for (const text of wrong) assert.equal(parseDay(text), undefined, JSON.stringify(text));
});

test('days are added and counted across months, leap days and years', () => {
  assert.equal(addDays('2026-11-12', 0), '2026-11-12');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
  assert.equal(addDays('1970-01-01', -1), '1969-12-31');
  assert.equal(daysBetween('2026-11-12', '2026-11-13'), 1);
  assert.equal(daysBetween('2026-11-13', '2026-11-12'), -1);
  assert.equal(daysBetween('2024-01-01', '2025-01-01'), 366);
  for (const count of [-100_000, -60, 1, 59, 60, 365, 100_000])
    assert.equal(daysBetween('2026-08-22', addDays('2026-08-22', count)), count);
});

test('a time belongs to its day in UTC', () => {
  assert.equal(dayAt(0), '1970-01-01');
  assert.equal(dayAt(-1), '1969-12-31');
  assert.equal(dayAt(Date.UTC(2026, 7, 22, 23, 59, 59, 999)), '2026-08-22');
  assert.equal(dayAt(Date.UTC(2026, 7, 23)), '2026-08-23');
});

test('there is no day before year 1 or after year 9999', () => {
  assert.equal(addDays('9999-12-31', 1), '9999-12-31');
  assert.equal(addDays('0001-01-01', -1), '0001-01-01');
  assert.equal(dayAt(8.64e15), '9999-12-31');
  assert.equal(dayAt(-8.64e15), '0001-01-01');
});
