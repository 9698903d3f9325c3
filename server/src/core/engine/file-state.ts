/** What becomes of a file's analysed units when its text, or the engine, is another. */
import type { FileKind } from '../files/classify.ts';
import type { Kustomized } from '../kustomize/kustomized.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { type Analysed, analyseUnit, type Problem } from './analyse.ts';

/** A file as the engine has it. */
export interface FileState {
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly units: readonly Analysed[];
  readonly problems: readonly Problem[];
  /** As it was when the units were read. */
  readonly kustomized: Kustomized;
}

/** The unit itself, at another place of its file. */
export function moved(old: Analysed, start: number): Analysed {
  old.unit.start = start;
  return old;
}

/** A unit of its own over the same model. It is judged anew, since findings hold on to the unit they were found in. */
export const copied = (old: Analysed, start: number): Analysed => ({
  ...old,
  unit: { ...old.unit, start },
  judged: undefined,
});

/** The file as another engine may have it, its units' models shared. */
export const copiedState = (state: FileState): FileState => ({
  ...state,
  units: state.units.map((a) => copied(a, a.unit.start)),
});

/** A file that holds nothing but one unit: settling a document must not judge the others of its file again each time. */
export const alone = ({ path, kind, kustomized }: FileState, text: string, metas: readonly RuleMeta[]): FileState => ({
  path,
  text,
  kind,
  units: [analyseUnit(path, { kind, start: 0, text }, kustomized, metas)],
  problems: [],
  kustomized,
});

export const hasComments = (state: FileState | undefined): boolean =>
  state?.units.some((a) => a.suppressions.length > 0) ?? false;
