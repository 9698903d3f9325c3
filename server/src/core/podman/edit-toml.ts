/** Edits a value of a TOML file. */
import type { Span, TextEdit } from '../text/span.ts';

/** Writes `literal` (`false`, `"private"`) in the place of a value. */
export const writeValue = (at: Span, literal: string): TextEdit[] => [{ span: at, text: literal }];

/** Removes `key = value` with its line. Nothing where other text than a comment stands on the line, as in an inline table. */
export function removeSetting(text: string, key: Span, value: Span): TextEdit[] {
  const start = text.lastIndexOf('\n', key.start - 1) + 1;
  const feed = text.indexOf('\n', value.end);
  const end = feed < 0 ? text.length : feed + 1;
  if (text.slice(start, key.start).trim() !== '' || !/^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(value.end, end)))
    return [];
  return [{ span: { start, end }, text: '' }];
}
