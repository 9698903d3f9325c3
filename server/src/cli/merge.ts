/** `seaworthy merge`: makes one report of those that the parts of a check wrote (`check --shard`), as the whole check would have written it. */
import { jsonText } from '../core/report/escape.ts';
import { summary } from '../core/report/finding.ts';
import { sarifLog } from '../core/report/sarif.ts';
import type { RuleMeta } from '../core/rule/rule.ts';
import { decodeText } from '../host/decode.ts';
import { readBytes, readText } from '../host/node.ts';
import { print, writeOutput } from './output.ts';
import { rulePage } from './pages.ts';
import type { MergeArguments } from './project-arguments.ts';
import type { Shard } from './shard.ts';
import { UsageError } from './usage-error.ts';

/** Writes the report. The exit code is 0: the parts have their own. Throws `UsageError`, `OutputError`. */
export async function merge({ files, output }: MergeArguments): Promise<number> {
  const parts = files.map(parsed);
  const isSarif = parts.every((part) => Array.isArray(part.runs));
  const text = whole(() =>
    isSarif ? mergedSarif(parts as unknown as Sarif[], rulePage.metas) : mergedJson(parts as unknown as Json[]),
  );
  if (output === undefined) await print(text);
  else await writeOutput(output, text);
  return 0;
}

/** Reports come from the jobs of a pipeline: what stands in them is not ours to trust. */
function whole(make: () => string): string {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError)
      throw new UsageError('merge: a report is not as seaworthy check --shard writes it');
    throw error;
  }
}

/** Bytes of the largest report: findings of many files are far longer than a file that is checked. */
const MOST_REPORT = 256 * 1024 * 1024;

type Properties = Readonly<Record<string, unknown>>;

function parsed(file: string): Properties {
  const read = readText(file);
  const large = 'problem' in read && read.problem === 'too-large' ? readBytes(file, MOST_REPORT) : undefined;
  const text = 'text' in read ? read.text : large && decodeText(large);
  if (text === undefined) throw new UsageError(`merge: ${file} ${'problem' in read ? read.message : ''}`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Properties;
  } catch {}
  throw new UsageError(`merge: ${file} is no report in json or sarif`);
}

/** Throws `UsageError` unless there is each part of one check, once. */
function requireAll(parts: readonly (Shard | undefined)[], about: readonly unknown[]): void {
  const of = parts[0]?.of ?? 0;
  const found = parts.map((part) => (part?.of === of ? part.index : 0)).sort((a, b) => a - b);
  if (of === 0 || found.length !== of || found.some((index, i) => index !== i + 1))
    throw new UsageError('merge takes the reports of all parts of one check, each once, in json or sarif');
  if (new Set(about.map((one) => JSON.stringify(one))).size > 1)
    throw new UsageError('merge: the reports are of different versions or days');
}

interface Json extends Properties {
  readonly shard?: Shard & { readonly isPinned: boolean };
  readonly findings: readonly (Place & { readonly severity: string })[];
  readonly baseline?: { readonly known: number; readonly stale: readonly Place[] };
  readonly problems: readonly Place[];
  readonly unread: readonly (Place & { readonly extent: string })[];
  readonly summary: { readonly files: number; readonly suppressed: number };
}

interface Place {
  readonly path: string;
  readonly rule?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

function mergedJson(parts: readonly Json[]): string {
  const about = ({ version, today, knowledge, otherDays }: Json) => ({ version, today, knowledge, otherDays });
  requireAll(
    parts.map(({ shard }) => shard),
    parts.map(about),
  );
  const first = parts[0]!;
  const all = <K extends 'findings' | 'problems' | 'unread'>(key: K): Json[K][number][] =>
    parts.flatMap((part): Json[K][number][] => [...part[key]]).sort(byPlace);
  const [findings, problems, unread] = [all('findings'), all('problems'), all('unread')];
  const known = sum(parts.map(({ baseline }) => baseline?.known ?? 0));
  const stale = parts.flatMap(({ baseline }) => [...(baseline?.stale ?? [])]).sort(byPlace);
  const baseline = parts.some((part) => part.baseline) ? { baseline: { known, stale } } : {};
  const [files, suppressed] = [sum(parts.map((p) => p.summary.files)), sum(parts.map((p) => p.summary.suppressed))];
  const days = { today: first.today, otherDays: first.otherDays ?? [], isPinned: first.shard?.isPinned ?? false };
  const counted = { findings: findings.map((finding) => ({ finding })), unread, files, suppressed, days, ...baseline };
  const extents = (extent: string): number => unread.filter((one) => one.extent === extent).length;
  const out = {
    ...about(first),
    ...{ findings, ...baseline, problems, unread },
    summary: {
      text: summary(counted as unknown as Parameters<typeof summary>[0]),
      ...{ findings: findings.length, files, suppressed },
      ...{ notRead: extents('not-read'), partlyRead: extents('partly') },
    },
  };
  return `${jsonText(out, 2)}\n`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of a report: by path, place and rule. */
const byPlace = (a: Place, b: Place): number =>
  compare(a.path, b.path) ||
  (a.startLine ?? 0) - (b.startLine ?? 0) ||
  (a.startColumn ?? 0) - (b.startColumn ?? 0) ||
  compare(a.rule ?? '', b.rule ?? '');

interface Result {
  readonly ruleId: string;
  readonly locations: readonly { readonly physicalLocation: Physical }[];
  readonly suppressions?: readonly unknown[];
}

interface Physical {
  readonly artifactLocation: { readonly uri: string };
  readonly region?: { readonly startLine: number; readonly startColumn: number };
}

interface Invocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications: readonly Pick<Result, 'locations'>[];
  readonly properties?: Properties & { readonly shard?: Shard };
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly semanticVersion: string } };
    readonly invocations?: readonly Invocation[];
    readonly results: readonly Result[];
  }[];
}

function mergedSarif(logs: readonly Sarif[], metas: readonly RuleMeta[]): string {
  const runs = logs.flatMap((log) => log.runs);
  // Logs of other tools often have no invocation.
  const found = runs.map((run) => run.invocations?.[0]);
  const about = found.map((one) => ({ ...one?.properties, shard: undefined }));
  const versions = runs.map((run) => run.tool.driver.semanticVersion);
  requireAll(
    found.map((one) => one?.properties?.shard),
    about.map((one, i) => [one, versions[i]]),
  );
  const invocations = found.flatMap((one) => one ?? []);
  const results = runs.flatMap((run) => [...run.results]);
  // What comments suppress stands at the end.
  const isSuppressed = ({ suppressions = [] }: Result): boolean => suppressions.length > 0;
  const sorted = [results.filter((one) => !isSuppressed(one)), results.filter(isSuppressed)].flatMap((some) =>
    some.sort((a, b) => byPlace(placeOf(a), placeOf(b))),
  );
  const ids = new Set(results.map(({ ruleId }) => ruleId));
  const notifications = invocations.flatMap((one) => [...one.toolExecutionNotifications]);
  return sarifLog(
    {
      version: versions[0]!,
      used: metas.filter(({ id }) => ids.has(id)),
      successful: invocations.every((one) => one.executionSuccessful),
      notifications: notifications.sort((a, b) => byPlace(placeOf(a), placeOf(b))),
      properties: about[0]!,
      results: (indexOf) => sorted.map((one) => ({ ...one, ruleIndex: indexOf(one.ruleId) })),
    },
    rulePage.text,
  );
}

function placeOf(one: Pick<Result, 'locations'> & { readonly ruleId?: string }): Place {
  const { artifactLocation, region } = one.locations[0]!.physicalLocation;
  return { path: decodeURIComponent(artifactLocation.uri), ...region, rule: one.ruleId ?? '' };
}
