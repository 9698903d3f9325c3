import type { Source } from './reader.ts';
import type { ShellWord, WordPart } from './syntax.ts';

/** Placeholder in a script for an expansion of the outer shell. */
export const holeCharacter = '\ufffc';

/** The words as one text, with `between` between them and a placeholder for each expansion. */
export function joinWords(words: readonly ShellWord[], between = ' '): Source {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const holes = new Map<number, WordPart>();
  const add = (part: string, start: number, end: number): void => {
    const exact = part.length === end - start;
    for (let i = 0; i < part.length; i++) {
      starts.push(exact ? start + i : start);
      ends.push(exact ? start + i + 1 : end);
    }
    text += part;
  };
  let end = words[0]?.span.start ?? 0;
  for (const word of words) {
    if (word !== words[0]) add(between, end, end);
    for (const part of word.parts) {
      if (part.kind !== 'text') holes.set(text.length, part);
      add(part.kind === 'text' ? part.text : holeCharacter, part.span.start, part.span.end);
    }
    end = word.span.end;
  }
  return { text, at: (i) => starts[i] ?? end, endOf: (i) => ends[i] ?? end, hole: (i) => holes.get(i) };
}
