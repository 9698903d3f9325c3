/**
 * Names and values come from files that may have been written to fool a reader. What is printed to a terminal loses control characters
 * (escape sequences, bidirectional overrides); what goes into Markdown loses its meaning there.
 */

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Control and invisible characters as `\u{…}`; tabs and newlines stay. */
export const forTerminal = (text: string): string =>
  text.replace(CONTROL, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);

/** As `forTerminal`, for what must stay on one line: a name with a line break could pretend to be another line of a report. */
export const oneLine = (text: string): string =>
  forTerminal(text).replace(/[\t\n]/g, (c) => (c === '\n' ? '\\n' : ' '));

/** Plain text as Markdown, on one line; what stands between two single backticks stays code. */
export function forMarkdown(text: string): string {
  return oneLine(text)
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, '\\$&')))
    .join('');
}
