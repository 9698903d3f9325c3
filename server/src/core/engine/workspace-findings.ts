import type { ResolvedConfig } from '../config/resolve.ts';
import type { Place, Unit } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { WorkspaceStore } from '../workspace/index.ts';
import type { Crash, Raw } from './raw.ts';
import { type RuleSet, runWorkspaceRules, type WorkspaceResult } from './run-rules.ts';
import { isSilenced } from './suppressed.ts';
import type { FileState } from './units.ts';

/** The findings of rules over all files, kept until the index, an ignore comment or a configuration changes. */
export interface WorkspaceFindings {
  for(config: ResolvedConfig): FoundAcross;
  /** Drops cached results after a possible change of ignore comments or configurations. */
  forget(): void;
}

export interface FoundAcross {
  readonly crashes: readonly Crash[];
  /** The findings in each unit of a file, in the order of the rules. The same objects while their places stay the same. */
  in(path: string): ReadonlyMap<Unit, readonly Raw[]>;
}

interface Parts {
  readonly store: WorkspaceStore;
  readonly stateOf: (path: string) => FileState | undefined;
  readonly configFor: (path: string) => ResolvedConfig;
  readonly ruleSetFor: (config: ResolvedConfig) => RuleSet;
}

export function workspaceFindings(parts: Parts): WorkspaceFindings {
  const { store } = parts;
  const known = new Map<string, { readonly version: number; readonly found: FoundAcross }>();
  return {
    for(config) {
      const { version } = store.index;
      const last = known.get(config.key);
      if (last?.version === version) return last.found;
      const result = runWorkspaceRules(parts.ruleSetFor(config), config, store.index, wouldReport(parts));
      const found = { crashes: result.crashes, in: byUnit(result.list, store) };
      known.set(config.key, { version, found });
      return found;
    },
    forget: () => known.clear(),
  };
}

type ByUnit = ReadonlyMap<Unit, readonly Raw[]>;
const NONE: ByUnit = new Map();

/** Findings by file and unit. Computed again when edits move places to other units. */
function byUnit(list: WorkspaceResult['list'], store: WorkspaceStore): (path: string) => ByUnit {
  const raws: Raw[] = [];
  let files = new Map<string, Map<Unit, Raw[]>>();
  let moves = -1;
  return (path) => {
    if (moves !== store.moves) {
      moves = store.moves;
      files = new Map();
      for (const [i, { meta, finding }] of list.entries()) {
        const { place, whole, route, ...rest } = finding;
        const before = raws[i];
        const stands = before?.finding.at === place.at && before.covers === whole.at;
        const raw = stands ? before : { meta, route, covers: whole.at, finding: { ...rest, at: place.at } };
        raws[i] = raw;
        const units = files.get(place.unit.path) ?? new Map<Unit, Raw[]>();
        files.set(place.unit.path, units);
        const there = units.get(place.unit);
        if (there) there.push(raw);
        else units.set(place.unit, [raw]);
      }
    }
    return files.get(path) ?? NONE;
  };
}

/** Ignore comments of a checked file: those of the unit, and those that cover the whole file. */
type Comments = (unit: Unit) => readonly Suppression[];

/**
 * Whether a rule's finding at a place would be reported: the file is not excluded, the rule is on there, and no comment suppresses it.
 * Valid for the files at the time of the call.
 */
function wouldReport({ stateOf, configFor }: Parts): (at: { place: Place; whole: Place }, meta: RuleMeta) => boolean {
  const files = new Map<string, { readonly config: ResolvedConfig; readonly comments: Comments } | undefined>();
  const read = (path: string) => {
    const state = stateOf(path);
    const config = configFor(path);
    return state && !config.exclude(path) ? { config, comments: commentsIn(state) } : undefined;
  };
  return ({ place, whole }, meta) => {
    const { path } = place.unit;
    if (!files.has(path)) files.set(path, read(path));
    const file = files.get(path);
    if (!file || file.config.severityOf(meta.id) === 'off') return false;
    const finding = { at: place.at, message: '' };
    return !isSilenced({ meta, finding, route: '', covers: whole.at }, file.comments(place.unit));
  };
}

function commentsIn({ units, fileComments }: FileState): Comments {
  const own = new Map<Unit, readonly Suppression[]>();
  for (const { unit, suppressions } of units)
    if (suppressions.length > 0) own.set(unit, [...suppressions, ...fileComments]);
  return (unit) => own.get(unit) ?? fileComments;
}
