import { withoutTokens } from '../secrets/detect/without-tokens.ts';
import { jsonText } from './escape.ts';
import {
  type Change,
  changeCounts,
  countUnread,
  dayFields,
  type Printed,
  type PrintedUnread,
  type Run,
  type RunBaseline,
  shardField,
  summary,
} from './finding.ts';

/** One finding as an object of the `json` and `jsonl` formats. `change`: see `Run.change`. */
export function findingObject(p: Printed, change?: Change): object {
  const f = p.finding;
  const state = change?.states.get(p);
  return {
    path: p.path,
    rule: f.rule,
    ...(f.members.length > 0 ? { rules: f.members } : {}),
    severity: f.severity,
    confidence: f.confidence,
    profile: f.profile,
    message: withoutTokens(f.message),
    startLine: p.startLine,
    startColumn: p.startColumn,
    endLine: p.endLine,
    endColumn: p.endColumn,
    fingerprint: f.fingerprint,
    ...(state ? { state } : {}),
    fixes: f.fixes.map(({ title, safety, note }) => ({
      title: withoutTokens(title),
      safety,
      ...(note === undefined ? {} : { note: withoutTokens(note) }),
    })),
  };
}

/** `{since, new, touched, before, fixed}`: counts, and the findings that are no longer there at their places before the change. */
function changeObject(change: Change): object {
  const { added, touched, before } = changeCounts(change);
  const fixed = change.fixed.map(({ path, startLine, finding: { rule, severity, message, fingerprint } }) => ({
    ...{ path, rule, severity, message: withoutTokens(message), startLine, fingerprint },
  }));
  return { since: change.since, new: added, touched, before, fixed };
}

/** `{known, stale}`: a count, and the entries whose finding is no longer there. */
const baselineObject = ({ known, stale }: RunBaseline): object => ({
  known,
  stale: stale.map(({ path, rule, message }) => ({ path, rule, message: withoutTokens(message) })),
});

const unreadObject = (unread: PrintedUnread): object => ({ ...unread, why: withoutTokens(unread.why) });

/** One finding a line, then a line `{unread: {…}}` for each file that was not read completely. The last line ends with a newline. */
export function jsonl(run: Run): string {
  const rows = [
    ...run.findings.map((f) => findingObject(f, run.change)),
    ...run.unread.map((u) => ({ unread: unreadObject(u) })),
  ];
  return rows.map((row) => `${jsonText(row)}\n`).join('');
}

/** `{version, today, knowledge, shard, findings, change, baseline, problems, unread, summary}`, `shard` of a part, `change` with `--since` and `baseline` with a baseline only; see `dayFields`. */
export function json(run: Run): string {
  const out = {
    version: run.version,
    ...dayFields(run.days),
    ...shardField(run),
    findings: run.findings.map((f) => findingObject(f, run.change)),
    ...(run.change ? { change: changeObject(run.change) } : {}),
    ...(run.baseline ? { baseline: baselineObject(run.baseline) } : {}),
    problems: run.problems.map((p) => ({ ...p, message: withoutTokens(p.message) })),
    unread: run.unread.map(unreadObject),
    summary: {
      text: summary(run),
      findings: run.findings.length,
      files: run.files,
      suppressed: run.suppressed,
      notRead: countUnread(run, 'not-read'),
      partlyRead: countUnread(run, 'partly'),
    },
  };
  return `${jsonText(out, 2)}\n`;
}
