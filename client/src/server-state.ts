/** What the server says about itself and its files: the shapes of its notifications and answers. A missing part is shown as nothing. */

import type { Counts, Severity } from './finding-index.ts';

/** The server's state; sent on every change. */
export interface ServerStatus {
  /** Whether the server is still reading the workspace. Rules across files do not report until then. */
  readonly indexing: boolean;
  /** Files read so far. */
  readonly files: number;
  /** Files to read in all folders; known after the folders were listed. */
  readonly total?: number;
  /** Files that were not read to their end. */
  readonly partial?: number;
  readonly scope?: 'openFiles' | 'workspace';
  /** The scope is the open files because the workspace has too many files, not because a setting says so. */
  readonly tooMany?: boolean;
  /** Files with findings by their worst severity, in the scope `workspace`; missing until all files were judged. */
  readonly counts?: Counts;
}

/** The server's state of a file; sent on every change. */
export interface FileStatus {
  readonly uri: string;
  readonly profile: string;
  /** Path of the file's configuration, relative to its workspace folder. */
  readonly config?: string;
  /** The day (YYYY-MM-DD) as of which the file is judged, and the day of the facts about public images. */
  readonly today: string;
  readonly knowledge: string;
  /** The first part of the file that was not read: its line (1-based) and the reason. */
  readonly unread?: { readonly line: number; readonly why: string };
  /** Findings that are shown as hints, because the setting `seaworthy.hideAlsoReportedBy` names a tool that reports them too. */
  readonly alsoReported?: { readonly count: number; readonly by: readonly string[] };
}

/** Answer of `seaworthy/notJudged`: what has no findings for another reason than that there are none. Lines are 1-based. */
export interface NotJudged {
  readonly notFullyRead: readonly { readonly uri: string; readonly line?: number; readonly why: string }[];
  readonly excluded: readonly { readonly uri: string; readonly why: string }[];
  readonly ignored: readonly {
    readonly uri: string;
    readonly line: number;
    readonly rule: string;
    readonly reason?: string;
  }[];
  readonly unusedIgnores: readonly { readonly uri: string; readonly line: number; readonly text: string }[];
}

/** Answer of `seaworthy/whyNotChecked`. */
export interface WhyNotChecked {
  readonly checked: boolean;
  readonly sentences: readonly string[];
  /** URI of the configuration file that applies; `undefined`: none. */
  readonly config?: string;
}

/** Answer of `seaworthy/compliance`. */
export interface ComplianceAnswer {
  readonly standards: readonly { readonly name: string; readonly title: string; readonly version: string }[];
  /** The page for a web view; missing if the request names no standard. */
  readonly html?: string;
}

/** Answer of `seaworthy/change`: the findings that the files have more or less than the commit that is checked out. */
export interface ChangeAnswer {
  /** `noCommit`: there is none that can be read. `tooMany`: the folders have more files than are compared. */
  readonly state: 'compared' | 'reading' | 'noCommit' | 'tooMany';
  readonly added: readonly ChangedFinding[];
  readonly mended: readonly ChangedFinding[];
}

/** Lines are 0-based; those of mended findings are of the commit. */
export interface ChangedFinding {
  readonly uri: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}
