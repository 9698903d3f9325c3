/**
 * The findings of the window in groups. A change of a file costs as much as that file has findings, however many other files there are.
 */

export type Severity = 'error' | 'warning' | 'info' | 'hint';
/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export type Grouping = 'severity' | 'rule' | 'file';
export const GROUPINGS: readonly Grouping[] = ['severity', 'rule', 'file'];

/** A finding as the editor has it. Lines and characters are 0-based, the end is exclusive. */
export interface Finding {
  readonly uri: string;
  /** Path to show. */
  readonly path: string;
  /** The rule's id; `configuration` or `ignore-comment` for a problem of our own files. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export type Counts = Readonly<Record<Severity, number>>;

export interface Group {
  /** A severity, a rule's id, or a URI. */
  readonly key: string;
  /** Path to show, of a file. */
  readonly path: string;
  readonly counts: Counts;
}

export interface FindingIndex {
  /** Replaces the findings of a file. Returns whether anything changed. */
  update(uri: string, findings: readonly Finding[]): boolean;
  clear(): void;
  /** Changes the grouping and the filter. The filter's words must all occur in a finding's rule, path, severity or message. */
  arrange(grouping: Grouping, filter: string): void;
  readonly grouping: () => Grouping;
  readonly filter: () => string;
  /** All findings by severity, whatever the filter. */
  counts(): Counts;
  /** Number of files with findings, whatever the filter. */
  files(): number;
  /** Findings of a file by severity, whatever the filter. */
  countsOf(uri: string): Counts;
  /** Groups with findings that the filter lets through: the worst first, then by name. */
  groups(): readonly Group[];
  /** Findings of a group that the filter lets through, by path and place. */
  findings(key: string): readonly Finding[];
  /** Number of findings that the filter lets through. */
  shown(): number;
  /** How many findings were looked at so far. For tests of the cost. */
  work(): number;
}

type Tally = Record<Severity, number>;

interface Members {
  readonly byFile: Map<string, readonly Finding[]>;
  readonly counts: Tally;
  path: string;
  sorted: readonly Finding[] | undefined;
}

const none = (): Tally => ({ error: 0, warning: 0, info: 0, hint: 0 });
export const sum = (counts: Counts): number => counts.error + counts.warning + counts.info + counts.hint;
/** The worst severity that occurs; `undefined` if there are no findings. */
export const worstOf = (counts: Counts): Severity | undefined => SEVERITIES.find((s) => counts[s] > 0);

export function createFindingIndex(): FindingIndex {
  const files = new Map<string, readonly Finding[]>();
  const total = none();
  let groups = new Map<string, Members>();
  let grouping: Grouping = 'severity';
  let filter = '';
  let shown = 0;
  let work = 0;

  const keyOf = (finding: Finding): string =>
    grouping === 'severity' ? finding.severity : grouping === 'rule' ? finding.rule : finding.uri;

  /** Adds the findings of a file to the groups, or takes them out. */
  const regroup = (uri: string, findings: readonly Finding[], by: 1 | -1): void => {
    const passes = passing(filter);
    const touched = new Map<string, Finding[]>();
    for (const finding of findings) {
      work++;
      if (!passes(finding)) continue;
      const list = touched.get(keyOf(finding));
      if (list) list.push(finding);
      else touched.set(keyOf(finding), [finding]);
    }
    for (const [key, list] of touched) {
      const members = groups.get(key) ?? { byFile: new Map(), counts: none(), path: '', sorted: undefined };
      members.sorted = undefined;
      for (const { severity, path } of list) {
        members.counts[severity] += by;
        members.path = path;
      }
      shown += by * list.length;
      if (by === 1) members.byFile.set(uri, list);
      else members.byFile.delete(uri);
      if (members.byFile.size === 0) groups.delete(key);
      else groups.set(key, members);
    }
  };

  const count = (findings: readonly Finding[], by: 1 | -1): void => {
    for (const { severity } of findings) total[severity] += by;
  };

  return {
    update(uri, findings) {
      const before = files.get(uri) ?? [];
      if (isSame(before, findings)) return false;
      regroup(uri, before, -1);
      count(before, -1);
      if (findings.length === 0) files.delete(uri);
      else files.set(uri, findings);
      regroup(uri, findings, 1);
      count(findings, 1);
      return true;
    },
    clear() {
      files.clear();
      groups.clear();
      shown = 0;
      Object.assign(total, none());
    },
    arrange(newGrouping, newFilter) {
      [grouping, filter] = [newGrouping, newFilter];
      groups = new Map();
      shown = 0;
      for (const [uri, findings] of files) regroup(uri, findings, 1);
    },
    grouping: () => grouping,
    filter: () => filter,
    counts: () => ({ ...total }),
    files: () => files.size,
    countsOf(uri) {
      const counts = none();
      for (const { severity } of files.get(uri) ?? []) counts[severity]++;
      return counts;
    },
    groups: () =>
      [...groups]
        .map(([key, { counts, path }]) => ({ key, path: grouping === 'file' ? path : key, counts: { ...counts } }))
        .sort((a, b) => rank(a.counts) - rank(b.counts) || compare(a.path, b.path)),
    findings(key) {
      const members = groups.get(key);
      if (!members) return [];
      if (!members.sorted) {
        members.sorted = [...members.byFile.values()].flat().sort(byPlace);
        work += members.sorted.length;
      }
      return members.sorted;
    },
    shown: () => shown,
    work: () => work,
  };
}

/** Whether a finding has all words of the filter. */
function passing(filter: string): (finding: Finding) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return ({ rule, path, severity, message }) => {
    const text = `${rule}\n${path}\n${severity}\n${message}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

const rank = (counts: Counts): number => SEVERITIES.findIndex((s) => counts[s] > 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Finding, b: Finding): number =>
  compare(a.path, b.path) || a.line - b.line || a.character - b.character || compare(a.rule, b.rule);

const isSame = (a: readonly Finding[], b: readonly Finding[]): boolean =>
  a.length === b.length &&
  a.every((x, i) => {
    const y = b[i]!;
    return (
      x.rule === y.rule &&
      x.severity === y.severity &&
      x.message === y.message &&
      x.line === y.line &&
      x.character === y.character &&
      x.endLine === y.endLine &&
      x.endCharacter === y.endCharacter
    );
  });
