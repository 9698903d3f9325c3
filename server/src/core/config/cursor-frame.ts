/** The nesting around a place of a configuration file. */
import type { Span } from '../text/span.ts';
import { ITEM } from './schema-at.ts';

/** A key or an item whose value may follow on deeper lines. */
export interface Frame {
  /** Column of the key or the dash; -1 for the root. */
  readonly indent: number;
  /** `ITEM` for an item; `undefined` for the root. */
  readonly key: string | undefined;
  readonly parent: Frame | undefined;
  /** The keys of its map, with their offsets. */
  readonly keys: { readonly key: string; readonly at: number }[];
  /** Its value begins on its own line. */
  readonly isFilled: boolean;
}

export const newFrame = (
  parent: Frame | undefined,
  key: string | undefined,
  indent: number,
  isFilled = false,
): Frame => ({ parent, key, indent, isFilled, keys: [] });

/** Keys from the root to the frame; `ITEM` for an item of a list. */
export function pathOf(frame: Frame): string[] {
  const path: string[] = [];
  // A loop, since hostile text nests deeper than calls may.
  for (let at: Frame | undefined = frame; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The innermost frame that a line with this indentation belongs to. A list may stand as deep as its key. */
export function frameFor(top: Frame, indent: number, isItem: boolean): Frame {
  let frame = top;
  while (frame.parent && (frame.indent > indent || (frame.indent === indent && !(isItem && frame.key !== ITEM))))
    frame = frame.parent;
  return frame;
}

/** What stands at the place. The map's other keys are known when the whole text is read. */
export interface Found {
  /** The map or list. */
  readonly frame: Frame;
  /** The key whose value belongs here; `undefined` where a key belongs. */
  readonly key: string | undefined;
  /** The word around the place, with its quotes; empty if there is none. */
  readonly word: Span;
  /** A colon follows the word. */
  readonly hasColon: boolean;
  /** The colon of the key is directly before the place. */
  readonly needsBlank: boolean;
}
