/** Everything that a check does with one file: reading, every rule in the audit profile, the printed report. */

import { createEngine } from '../../server/src/core/engine/engine.ts';
import { printed } from '../../server/src/core/report/print.ts';
import { text as textReport } from '../../server/src/core/report/text.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import type { Place } from './doubling-places.ts';
import { PINNED_DAY, PINNED_DAYS } from './pinned-day.ts';

/** The file of a place with `text` in it. */
export const fileWith = (place: Place, text: string): string => place.file.replace('~', () => text);

/** Checks one file and returns the length of its report. A configuration is read for another file. */
export function checkFile(path: string, text: string): number {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  engine.setFile(path, text);
  const judged = path === '.seaworthy.yaml' ? 'a/Dockerfile' : path;
  if (judged !== path) engine.setFile(judged, 'FROM alpine\nUSER root\n');
  engine.setComplete(true);
  const findings = printed(engine, engine.check(judged), (p) => p);
  const run = { version: '', days: PINNED_DAYS, findings, problems: [], unread: [], files: 1, suppressed: 0 };
  return textReport(run, false).length + engine.configProblems().length;
}
