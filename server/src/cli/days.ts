/** The days as of which the files of a run were judged. */
import { nearestConfigPath, type ResolvedConfig } from '../core/config/resolve.ts';
import type { RunDays } from '../core/report/finding.ts';
import type { Day } from '../core/text/day.ts';
import type { Workspace } from './workspaces.ts';

export interface Days {
  /** Notes the configuration of a file (a path of the workspace) that was judged. */
  note(workspace: Workspace, file: string, config: ResolvedConfig): void;
  all(): RunDays;
}

/**
 * `runDay` is the day of the run, `isPinned` whether `--today` set it; both apply if no file was judged. `shown` gives the path to print.
 */
export function runDays(runDay: Day, isPinned: boolean, shown: (root: string, path: string) => string): Days {
  /** By configuration: the path of its file. */
  const files = new Map<ResolvedConfig, string>();
  return {
    note({ engine, root }, file, config) {
      if (files.has(config)) return;
      const path = nearestConfigPath(file, (p) => engine.textOf(p) !== undefined);
      files.set(config, path === undefined ? '' : shown(root, path));
    },
    all() {
      const configs = [...files.keys()];
      const pinned = configs.filter((c) => c.pinsDay).map((c) => c.settings.today);
      const everywhere = configs.length === 0 ? isPinned : configs.length === pinned.length;
      const today = pinned.length > 0 && everywhere ? pinned.sort().at(-1)! : runDay;
      const others = new Map(
        configs.filter((c) => c.settings.today !== today).map((c) => [files.get(c)!, c.settings.today]),
      );
      const otherDays = [...others].sort().map(([config, day]) => ({ config, today: day }));
      return { today, isPinned: everywhere, otherDays };
    },
  };
}
