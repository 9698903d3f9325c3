import { readAll } from './expansion.ts';
import { readList } from './list.ts';
import { mapped } from './mapped-text.ts';
import { continuationLength, type Progress, type Reader, reader, type Source } from './reader.ts';
import type { ShellScript, ShellWord } from './syntax.ts';
import { readWord } from './word.ts';

/**
 * Parses a POSIX shell script, with the common extensions of bash. Never throws. Linear in the text.
 * The text must contain the bodies of heredocs; otherwise `complete` is false.
 * Source: POSIX.1-2024, Shell & Utilities, chapter 2.
 */
export function parseShell(text: Source): ShellScript {
  const r = begin(text);
  readAll(r);
  return { commands: r.progress.commands, complete: r.progress.complete };
}

/**
 * Splits a text that begins at document offset `start` into words. Reads quotes and expansions but no operators: `a&&b` is one word. For
 * elements of exec form and short strings.
 */
export function splitWords(text: string, start: number): ShellWord[] {
  const r = begin(mapped(text, start));
  const words: ShellWord[] = [];
  while (r.pos < text.length) {
    const continuation = continuationLength(text, r.pos);
    if (continuation > 0) r.pos += continuation;
    else if (' \t\r\n'.includes(text[r.pos]!)) r.pos++;
    else words.push(readWord(r, true));
  }
  return words;
}

function begin(source: Source): Reader {
  const progress: Progress = {
    commands: [],
    substitutionsOf: [],
    complete: true,
    nesting: 0,
    depth: 0,
    substitutions: 0,
    lookahead: 4 * source.text.length + 1000,
    readList,
  };
  return reader(source, progress);
}
