/** Compares two states of a workspace by their resolved models. */
import { changeText } from '../../scripts/lib/resolved/difference.ts';
import type { Texts } from '../../scripts/lib/resolved/model.ts';
import { comparer, type Meaning } from '../../scripts/lib/resolved/workspace.ts';

export type Files = Readonly<Record<string, string>>;

const textsOf = (files: Files): Texts => ({ text: (path) => files[path], paths: () => Object.keys(files) });

/** What a change from `before` to `after` means. */
export const meaningOf = (before: Files, after: Files): Meaning =>
  comparer().compare(textsOf(before), textsOf(after), new Set([...Object.keys(before), ...Object.keys(after)]));

/** The changes as lines `route: before → after`. */
export const changesIn = (before: Files, after: Files): string[] =>
  meaningOf(before, after).changes.map((change) => changeText(change));
