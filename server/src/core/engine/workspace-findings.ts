import type { ResolvedConfig } from '../config/resolve.ts';
import type { Place } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { isSuppressed } from '../suppress/suppressions.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { FileState } from './file-state.ts';
import { type Bench, type JudgedWorkspace, judgeWorkspace } from './judge.ts';

/** What the rules over all files find, kept until the index, an ignore comment or a configuration changes. */
export interface WorkspaceFindings {
  for(config: ResolvedConfig): JudgedWorkspace;
  /** Ignore comments or configurations may have changed: what is told where has to be asked again. */
  forget(): void;
}

export function workspaceFindings(parts: {
  readonly index: WorkspaceIndex;
  readonly stateOf: (path: string) => FileState | undefined;
  readonly configFor: (path: string) => ResolvedConfig;
  readonly benchFor: (config: ResolvedConfig) => Bench;
}): WorkspaceFindings {
  const known = new Map<string, { readonly version: number; readonly judged: JudgedWorkspace }>();

  /** Whether a rule's finding at a place would be told: the file is not excluded, the rule is on there, no comment silences it. */
  const isTold = ({ place, whole }: { place: Place; whole: Place }, meta: RuleMeta): boolean => {
    const state = parts.stateOf(place.unit.path);
    const config = parts.configFor(place.unit.path);
    if (!state || config.exclude(state.path) || config.severityOf(meta.id) === 'off') return false;
    const comments = state.units.flatMap((a) =>
      a.suppressions.filter((s) => a.unit === place.unit || s.scope === 'file'),
    );
    return !isSuppressed({ at: place.at, covers: whole.at }, meta, comments);
  };

  return {
    for(config) {
      const { version } = parts.index;
      const last = known.get(config.key);
      if (last?.version === version) return last.judged;
      const judged = judgeWorkspace(parts.benchFor(config), config, parts.index, isTold);
      known.set(config.key, { version, judged });
      return judged;
    },
    forget: () => known.clear(),
  };
}
