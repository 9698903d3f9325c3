import { internal } from './problem.ts';
import type { FileState } from './units.ts';
import type { FoundAcross } from './workspace-findings.ts';

/** A file with the crashes of rules over all files. They are reported once, in the first of all `files` that is checked. */
export function withCrashes(state: FileState, { crashes }: FoundAcross, files: Iterable<FileState>): FileState {
  if (crashes.length === 0) return state;
  const first = [...files].filter((f) => f.units.length > 0).map((f) => f.path);
  if (first.sort()[0] !== state.path) return state;
  return { ...state, problems: [...state.problems, ...crashes.map((c) => internal(c.rule, c.message, c.trace))] };
}
