/** What the server tells its client about itself: its state, what it does not judge, and why it does not check a file. */

/** Notification `seaworthy/status`: the state of the server. Sent on every change, to clients that want it (`Client.showsStatus`). */
export interface ServerStatus {
  /** Whether the server is still reading the workspace. Rules across files do not report until then. */
  readonly indexing: boolean;
  /** Files read so far, in all folders. */
  readonly files: number;
  /** Files to read in all folders; `undefined` until all are listed. */
  readonly total?: number | undefined;
  /** Files that were not read, or not fully: of all folders in the scope `workspace`, else of the open files and those that could not be read. */
  readonly partial: number;
  /** Which files have findings: the open ones, or all. */
  readonly scope: 'openFiles' | 'workspace';
  /** The scope is `openFiles` because the folders hold more files than the automatic choice of the scope allows. */
  readonly tooMany?: boolean | undefined;
  /** Files with findings by their worst severity, in the scope `workspace`; `undefined` until all files were judged. */
  readonly counts?: SeverityCounts | undefined;
}

/** Numbers of files. */
export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
}

/** Answer of the request `seaworthy/notJudged`: what is not judged, each with the reason in plain words, in the order of paths. Lines are 1-based. */
export interface NotJudged {
  /** Files that were not read, or not fully. `line`: where reading stopped; `undefined`: nothing was read. */
  readonly notFullyRead: readonly { readonly uri: string; readonly line?: number | undefined; readonly why: string }[];
  /** Files that the configuration excludes, and folders that the settings disable. */
  readonly excluded: readonly { readonly uri: string; readonly why: string }[];
  /** Comments that ignore a finding: one entry for each name in them. `line`: that of the comment. `reason`: as written in the comment. */
  readonly ignored: readonly {
    readonly uri: string;
    readonly line: number;
    readonly rule: string;
    readonly reason?: string | undefined;
  }[];
  /** Comments that ignore nothing. `text`: the message of the finding about the comment. */
  readonly unusedIgnores: readonly { readonly uri: string; readonly line: number; readonly text: string }[];
}

/** Answer of the request `seaworthy/whyNotChecked` (`{ uri }`). */
export interface WhyNotChecked {
  readonly checked: boolean;
  /** Plain sentences: as what kind of file it is checked, under which configuration and profile; or why it is not. */
  readonly sentences: readonly string[];
  /** URI of the configuration file that applies; `undefined`: none. */
  readonly config?: string | undefined;
}

/** Answer of the request `seaworthy/compliance` (`{ standard, nonce }`). */
export interface ComplianceAnswer {
  readonly standards: readonly { readonly name: string; readonly title: string; readonly version: string }[];
  /** The page; `undefined` if the request names no standard. */
  readonly html?: string | undefined;
}

/** Answer of the request `seaworthy/change` (`{ release, staged }`): the findings that the files as they are now, or with `staged` those of Git's index, have more or less than the commit that is checked out. */
export interface ChangeAnswer {
  /** `noCommit`: no folder has one, or it cannot be read. `tooMany`: the folders have more files than are compared. */
  readonly state: 'compared' | 'reading' | 'noCommit' | 'tooMany';
  readonly added: readonly ChangedFinding[];
  /** At their places in the commit; the file may be gone. */
  readonly mended: readonly ChangedFinding[];
}

export interface ChangedFinding {
  readonly uri: string;
  /** 0-based. */
  readonly line: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
}
