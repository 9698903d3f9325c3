/** Converts findings to diagnostics, and reuses a diagnostic and its hash while message and place stay the same. */
import type { Diagnostic, Position } from 'vscode-languageserver';
import type { Reported } from '../core/engine/report.ts';
import { shownSeverity, toDiagnostic, toRange } from './convert.ts';
import { hash } from './hash.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

export interface Shown {
  /** The source of the diagnostic without its place. Storing the finding would keep the model of an old text in memory. */
  readonly from: Pick<Reported, 'rule' | 'message'>;
  readonly diagnostic: Diagnostic;
  readonly hash: string;
}

export interface ShownFindings {
  /** Diagnostics of a file's findings, in their order. */
  of(path: string, findings: readonly Reported[], workspace: Workspace): readonly Shown[];
  /** The same without the cache, for files that are not open. */
  fresh(findings: readonly Reported[], workspace: Workspace): readonly Shown[];
}

/** Most files whose diagnostics are cached: enough for those that a user switches between. */
const MOST = 20;

export function shownFindings(session: Session): ShownFindings {
  const workspaces = new WeakMap<Workspace, Map<string, Map<string, Shown>>>();
  const filesOf = (workspace: Workspace): Map<string, Map<string, Shown>> => {
    const files = workspaces.get(workspace) ?? new Map<string, Map<string, Shown>>();
    workspaces.set(workspace, files);
    return files;
  };
  return {
    fresh: (findings, workspace) => findings.map((finding) => make(finding, workspace, session)),
    of(path, findings, workspace) {
      const files = filesOf(workspace);
      const before = files.get(path);
      const now = new Map<string, Shown>();
      const shown = findings.map((finding) => {
        const known = before?.get(finding.fingerprint);
        const one = known && isUnchanged(known, finding, workspace) ? known : make(finding, workspace, session);
        now.set(finding.fingerprint, one);
        return one;
      });
      if (files.size >= MOST && !before) files.clear();
      files.set(path, now);
      return shown;
    },
  };
}

function make(finding: Reported, workspace: Workspace, session: Session): Shown {
  const diagnostic = toDiagnostic(finding, workspace, session);
  const { rule, message } = finding;
  return { from: { rule, message }, diagnostic, hash: hash(JSON.stringify(diagnostic)) };
}

/** Whether a diagnostic still fits a finding. A finding with related places never does, since those may have moved. */
function isUnchanged({ from, diagnostic }: Shown, finding: Reported, workspace: Workspace): boolean {
  const same = from.rule === finding.rule && from.message === finding.message;
  if (!same || diagnostic.severity !== shownSeverity(finding, workspace)) return false;
  if (diagnostic.relatedInformation || finding.related.length > 0) return false;
  const { start, end } = toRange(workspace.lines(finding.path), finding.span);
  const { range } = diagnostic;
  return samePosition(range.start, start) && samePosition(range.end, end);
}

const samePosition = (a: Position, b: Position): boolean => a.line === b.line && a.character === b.character;
