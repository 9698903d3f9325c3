/** The files that an evaluation of a Compose project reads, and what it keeps of those that it includes. */
import type { SourceDocument } from '../../merged/placed.ts';
import type { Variables } from '../interpolate.ts';
import type { Model } from './model.ts';

/** The files of a workspace, as an evaluation reads them. */
export interface ComposeSources {
  /** The documents of a file; `undefined` if it does not exist. The same trees while its text is the same. */
  documents(path: string): readonly SourceDocument[] | undefined;
  /** The text of an environment file; `undefined` if it does not exist. */
  text(path: string): string | undefined;
}

/** What was read for a part of a project. */
export interface Reads {
  readonly documents: [path: string, all: readonly SourceDocument[] | undefined][];
  readonly texts: [path: string, text: string | undefined][];
}

/** An included project. Its trees have spans in the joined text of the whole. */
export interface Included {
  readonly model: Model | undefined;
  readonly reads: Reads;
  /** Paths of files that could not be read. */
  readonly unknown: readonly string[];
}

/** Whether the files that were read are the same. */
export const isSame = ({ documents, texts }: Reads, sources: ComposeSources): boolean =>
  texts.every(([path, text]) => sources.text(path) === text) &&
  documents.every(([path, all]) => {
    const now = sources.documents(path);
    return (
      now?.length === all?.length &&
      now?.every((one, i) => one.yaml === all![i]!.yaml && one.unit === all![i]!.unit) !== false
    );
  });

/** Whether two sets of variables have the same values. */
export const sameVariables = (a: Variables, b: Variables): boolean =>
  a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
