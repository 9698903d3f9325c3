/** Reports as values that can be compared. */
import type { FileReport } from '../../server/src/core/engine/report.ts';

/** What a user can see of a report, with the edits of every fix. */
export const shownReport = ({ problems, unread, suppressed, findings }: FileReport) => ({
  problems,
  unread,
  suppressed,
  findings: findings.map((f) => ({
    ...f,
    secretHash: f.secretHash?.(),
    related: f.related,
    // Findings that it stands for: `related` and `fixes` show them.
    own: undefined,
    others: undefined,
    fixes: f.fixes.map((fix) => [fix.title, fix.changes(), fix.steps.map((part) => [part.rule, part.fix.title])]),
  })),
});
