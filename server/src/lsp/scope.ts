/** Which files have findings: the open ones, or all files of a folder. */
import type { Scope, Settings } from './settings.ts';
import type { Workspace } from './workspaces.ts';

/**
 * Candidate files of all folders without a setting up to which all files have findings. Judging that many takes a few seconds once
 * (ARCHITECTURE.md has the measurements).
 */
export const MOST_AUTOMATIC = 2000;

export interface Scopes {
  /** The scope of a folder. */
  of(workspace: Workspace): Scope;
  /** `workspace` if that is the scope of some folder. */
  readonly overall: Scope;
  /** A folder has the scope `openFiles` only because there are too many files. */
  readonly tooMany: boolean;
}

/** The scopes of the folders. Until a folder without a setting is listed, it has the scope `workspace`: nothing is reported before it is read. */
export function scopesOf(all: readonly Workspace[]): Scopes {
  const folders = all.filter(({ folder, settings }) => folder !== undefined && settings.enable);
  const automatic = folders.filter(({ settings }) => settings.scope === undefined);
  const isTooMany = automatic.reduce((sum, { candidates }) => sum + (candidates ?? 0), 0) > MOST_AUTOMATIC;
  const of = ({ folder, settings }: { readonly folder: string | undefined; readonly settings: Settings }): Scope => {
    if (folder === undefined || !settings.enable) return 'openFiles';
    return settings.scope ?? (isTooMany ? 'openFiles' : 'workspace');
  };
  return {
    of,
    overall: folders.some((w) => of(w) === 'workspace') ? 'workspace' : 'openFiles',
    tooMany: isTooMany,
  };
}
