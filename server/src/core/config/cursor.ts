/** Finds what stands at a place of a configuration file. Reads lines and indentation, so that it also works in half-typed YAML. */
import { type Span, span } from '../text/span.ts';
import { flowCursor } from './cursor-flow.ts';
import { type Found, type Frame, frameFor, newFrame, pathOf } from './cursor-frame.ts';
import { blanksFrom, isBlank, keyIn, type Line, linesIn, withoutComment } from './cursor-lines.ts';
import { ITEM } from './schema-at.ts';

export interface ConfigCursor {
  /** Keys from the root to the map, list or value here; `ITEM` for an item of a list. */
  readonly path: readonly string[];
  /** `value`: a value belongs here. `key`: a key of the map at `path`, or the value at `path` on a line of its own. */
  readonly place: 'key' | 'value';
  /** The word around the place, with its quotes; empty if there is none. */
  readonly word: Span;
  /** A colon follows the word. */
  readonly hasColon: boolean;
  /** The colon of the key is directly before the place, so that a value needs a blank. */
  readonly needsBlank: boolean;
  /** The other keys of the same map. */
  readonly others: readonly string[];
}

/**
 * What stands at `offset` of a configuration file; `undefined` in comments, in block scalars and where neither a key nor a value may stand.
 * Takes time linear in the text.
 */
export function cursorIn(text: string, offset: number): ConfigCursor | undefined {
  let top = newFrame(undefined, undefined, -1);
  let found: Found | undefined;
  /** Lines deeper than this are the text of a block scalar. */
  let scalar = Number.POSITIVE_INFINITY;
  /** The lines before this offset are part of a flow collection that was read. */
  let resume = 0;
  for (const line of linesIn(text)) {
    if (line.start < resume) continue;
    const isHere = line.start <= offset && offset <= line.end;
    const body = withoutComment(line.text);
    const column = offset - line.start;
    const isEmpty = body.trim() === '';
    if (isEmpty && !isHere) continue;
    const indent = isEmpty ? column : blanksFrom(body, 0);
    if (isHere && (column > body.length || indent > scalar || (isEmpty && body !== line.text))) return undefined;
    if (indent > scalar) continue;
    if (isEmpty) {
      found = emptyLine(frameFor(top, indent, false), offset);
      if (!found) return undefined;
      continue;
    }
    const read = readLine(text, line, body, frameFor(top, indent, isItemAt(body, indent)), offset);
    top = read.top;
    scalar = read.isScalar ? top.indent : Number.POSITIVE_INFINITY;
    resume = read.resume;
    found ??= read.found;
    if (!found && (isHere || offset < resume)) return undefined;
  }
  return found && cursorOf(found);
}

const emptyLine = (frame: Frame, at: number): Found | undefined =>
  frame.isFilled ? undefined : { frame, key: undefined, word: span(at, at), hasColon: false, needsBlank: false };

const isItemAt = (body: string, at: number): boolean =>
  body[at] === '-' && (at + 1 === body.length || isBlank(body[at + 1]));

interface ReadLine {
  /** The innermost frame after the line. */
  readonly top: Frame;
  readonly isScalar: boolean;
  readonly resume: number;
  readonly found: Found | undefined;
}

/** Reads a line (`body`: without its comment) of a map or list: dashes, a key, a value, which may be a flow collection of several lines. */
function readLine(text: string, line: Line, body: string, around: Frame, offset: number): ReadLine {
  let frame = around;
  let at = blanksFrom(body, 0);
  while (isItemAt(body, at)) {
    frame = newFrame(frame, ITEM, at);
    at = blanksFrom(body, at + 1);
  }
  const key = keyIn(body, at);
  const valueAt = key ? blanksFrom(body, key.colon + 1) : at;
  const value = body.slice(valueAt).trimEnd();
  const container = frame;
  if (key) {
    container.keys.push({ key: key.key, at: line.start + at });
    frame = newFrame(container, key.key, at, value !== '');
  }
  const isFlow = /^[{[]/.test(value);
  const flow = isFlow ? flowCursor(text, line.start + valueAt, frame, offset) : undefined;
  const column = offset - line.start;
  const isHere = column >= at && offset <= line.end;
  const place = (): Found | undefined => {
    const word = (start: number, end: number): Span => span(line.start + start, line.start + end);
    const nowhere = { hasColon: false, needsBlank: false };
    if (!key) {
      const [first = ''] = /^\S*/.exec(value) ?? [];
      if (isFlow || column > at + first.length || container.isFilled) return undefined;
      return { frame: container, key: undefined, word: word(at, at + first.length), ...nowhere };
    }
    if (column <= key.end)
      return { frame: container, key: undefined, word: word(at, key.end), ...nowhere, hasColon: true };
    const end = valueAt + value.length;
    if (column <= key.colon || (value !== '' && (isFlow || column < valueAt || column > end))) return undefined;
    const own = value === '' ? word(column, column) : word(valueAt, end);
    return { frame: container, key: key.key, word: own, hasColon: false, needsBlank: column === key.colon + 1 };
  };
  return {
    top: frame,
    isScalar: /^[|>]/.test(value),
    resume: flow?.end ?? 0,
    found: flow?.found ?? (isHere ? place() : undefined),
  };
}

function cursorOf({ frame, key, word, ...rest }: Found): ConfigCursor {
  const path = [...pathOf(frame), ...(key === undefined ? [] : [key])];
  const others = frame.keys.filter((k) => k.at !== word.start).map((k) => k.key);
  return { path, place: key === undefined ? 'key' : 'value', word, others, ...rest };
}
