import type { RuleMeta, Severity } from '../rule/rule.ts';
import { withoutTokens } from '../secrets/detect/without-tokens.ts';
import { forSarif, jsonText, uriPath } from './escape.ts';
import {
  countUnread,
  dayFields,
  type PrintedFix,
  type PrintedIgnored,
  type PrintedUnread,
  type Region,
  type Run,
  type State,
  shardField,
} from './finding.ts';
import { relationships, taxonomies } from './sarif-references.ts';

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };
/** SARIF 2.1.0, section 3.27.24. Results that are `unchanged` or `absent` are left out. */
const BASELINE: Record<State, string> = { new: 'new', touched: 'updated' };
/** GitHub's `security-severity`, a number like a CVSS score, for each severity. */
const SCORES: Record<Severity, string> = { error: '9.0', warning: '6.5', info: '3.5', hint: '1.0' };

/** What a log is made of. */
export interface SarifParts {
  readonly version: string;
  /** The rules that results name, in the order of the registry. */
  readonly used: readonly RuleMeta[];
  readonly successful: boolean;
  readonly notifications: readonly object[];
  readonly properties: object;
  /** `indexOf` gives the index of a rule in `used`. */
  readonly results: (indexOf: (id: string) => number) => readonly object[];
}

/** A SARIF 2.1.0 log. `pageOf` returns a rule's page as Markdown. */
export function sarifLog(parts: SarifParts, pageOf: (id: string) => string | undefined): string {
  const { version, used, successful, notifications, properties, results } = parts;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Seaworthy',
            semanticVersion: version,
            rules: used.map((r) => descriptor(r, pageOf(r.id))),
          },
        },
        taxonomies: taxonomies(used),
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which seaworthy was run' } } },
        invocations: [{ executionSuccessful: successful, toolExecutionNotifications: notifications, properties }],
        results: results((id) => used.findIndex((r) => r.id === id)),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

/** The log of a run. Paths become URIs relative to `%SRCROOT%`. `pageOf` returns a rule's page as Markdown. */
export function sarif(run: Run, rules: readonly RuleMeta[], pageOf: (id: string) => string | undefined): string {
  const named = new Set([...run.findings.map((f) => f.finding.rule), ...(run.ignored ?? []).map(({ rule }) => rule)]);
  const used = rules.filter((r) => named.has(r.id));
  const parts: SarifParts = {
    version: run.version,
    used,
    successful: run.problems.length === 0 && countUnread(run, 'not-read') === 0,
    notifications: [
      ...run.problems.map((p) => notification('error', p.message, p)),
      ...run.unread.map((u) => notification(u.extent === 'not-read' ? 'error' : 'warning', unreadText(u), u)),
    ],
    properties: { ...dayFields(run.days), ...shardField(run) },
    results: (indexOf) =>
      run.findings
        .map((f): object => ({
          ruleId: f.finding.rule,
          ruleIndex: indexOf(f.finding.rule),
          level: LEVELS[f.finding.severity],
          message: { text: forSarif(f.finding.message) },
          locations: [location(f.path, f)],
          ...(f.related.length > 0
            ? {
                relatedLocations: f.related.map((r, id) => ({
                  id,
                  ...location(r.path, r),
                  message: { text: forSarif(r.message) },
                })),
              }
            : {}),
          ...(run.change ? { baselineState: BASELINE[run.change.states.get(f) ?? 'touched'] } : {}),
          ...(f.edits && f.edits.length > 0 ? { fixes: f.edits.map(fixObject) } : {}),
          // A consumer treats all results of a run as suppressed or not only if all say it (3.27.23).
          ...(run.ignored ? { suppressions: [] } : {}),
          partialFingerprints: { 'seaworthy/v1': f.finding.fingerprint, 'seaworthy/v2': f.finding.subject },
          properties: {
            confidence: f.finding.confidence,
            profile: f.finding.profile,
            ...(f.finding.members.length > 0 ? { rules: f.finding.members } : {}),
          },
        }))
        .concat((run.ignored ?? []).map((one) => suppressedResult(one, indexOf(one.rule), used))),
  };
  return sarifLog(parts, pageOf);
}

function descriptor(rule: RuleMeta, page: string | undefined): object {
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|[/-])(\w)/g, (_, c: string) => c.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.why, ...(page ? { markdown: page } : {}) },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    relationships: relationships(rule),
    properties: {
      tags: ['security', ...rule.tags],
      precision: rule.confidence,
      'security-severity': SCORES[rule.severity],
      since: rule.since,
    },
  };
}

/** SARIF 2.1.0, 3.55. */
const fixObject = ({ title, safety, note, files }: PrintedFix): object => ({
  description: { text: forSarif(note === undefined ? title : `${title}. Then: ${note}`) },
  artifactChanges: files.map(({ path, edits }) => ({
    artifactLocation: artifact(path),
    replacements: edits.map(({ text, startLine, startColumn, endLine, endColumn }) => ({
      deletedRegion: { startLine, startColumn, endLine, endColumn },
      ...(text === '' ? {} : { insertedContent: { text } }),
    })),
  })),
  properties: { safety },
});

/** A result at the comment that suppresses it: findings that are suppressed have no message. SARIF 2.1.0, 3.35. */
const suppressedResult = (one: PrintedIgnored, ruleIndex: number, used: readonly RuleMeta[]): object => ({
  ruleId: one.rule,
  ruleIndex,
  level: LEVELS[used[ruleIndex]!.severity],
  message: { text: forSarif(used[ruleIndex]!.title) },
  locations: [location(one.path, one)],
  suppressions: [{ kind: 'inSource', ...(one.reason === '' ? {} : { justification: withoutTokens(one.reason) }) }],
});

const unreadText = (u: PrintedUnread): string =>
  u.extent === 'not-read' ? `not read: ${u.why}` : `not fully read: ${u.why}`;

function notification(
  level: 'error' | 'warning',
  text: string,
  { path, startLine, startColumn }: Pick<PrintedUnread, 'path' | 'startLine' | 'startColumn'>,
): object {
  const region = startLine === undefined ? {} : { region: { startLine, startColumn } };
  return {
    level,
    message: { text: forSarif(text) },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), ...region } }],
  };
}

/** The location of a file: relative for files below the working directory, absolute for others. */
function artifact(path: string): object {
  const uri = uriPath(path);
  // RFC 8089: `//server/share/x` of Windows has the server as its authority, and a drive keeps its colon.
  if (path.startsWith('//')) return { uri: `file:${uri}` };
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  return /^[A-Za-z]:\//.test(path)
    ? { uri: `file:///${path[0]}:${uri.slice(uri.indexOf('/'))}` }
    : { uri, uriBaseId: 'SRCROOT' };
}

function location(path: string, r: Region): { physicalLocation: object } {
  const { startLine, startColumn, endLine, endColumn } = r;
  return {
    physicalLocation: { artifactLocation: artifact(path), region: { startLine, startColumn, endLine, endColumn } },
  };
}
