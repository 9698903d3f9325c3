/** Called for each occurrence of a keyword: its index in the list, and the offset of its first character. */
export type OnKeyword = (keyword: number, start: number) => void;

/** Finds every occurrence of a set of keywords in one pass over a text. */
export interface KeywordFinder {
  /** Occurrences in order of their start; at one start the shorter keyword first. */
  scan(text: string, onKeyword: OnKeyword): void;
}

/**
 * Sorts keywords by their first three characters, and compares the rest where a text has these. `keywords` are lower-case ASCII of at least
 * two characters, else this throws. ASCII capitals in the text match lower-case letters. A scan takes time linear in the length
 * of the text: the keywords with the same beginning are few, and each has a bounded length. An automaton would read each
 * character once, but building it took longer than scanning a file.
 */
export function findKeywords(keywords: readonly string[]): KeywordFinder {
  /** By the hash of a beginning: 1 + its place in `lists`, 0 where no keyword begins so. */
  const heads = new Uint16Array(HASHES);
  const lists: number[][] = [];
  const shortFirst = keywords.map((_, index) => index).sort((a, b) => keywords[a]!.length - keywords[b]!.length);
  for (const index of shortFirst) {
    const keyword = keywords[index]!;
    for (const hash of beginnings(keyword)) {
      if (heads[hash] === 0) heads[hash] = lists.push([]);
      lists[heads[hash]! - 1]!.push(index);
    }
  }
  return {
    scan(text, onKeyword) {
      let hash = 0;
      // One step past the end, where a keyword of two characters may stand.
      for (let i = 0; i <= text.length; i++) {
        hash = hashed(hash, i < text.length ? text.charCodeAt(i) : 0);
        const head = heads[hash]!;
        if (head === 0 || i < BEGINNING - 1) continue;
        const start = i + 1 - BEGINNING;
        for (const index of lists[head - 1]!) if (standsAt(keywords[index]!, text, start)) onKeyword(index, start);
      }
    },
  };
}

const BEGINNING = 3;
/** Five bits a character, which are equal for a letter and its capital. */
const HASHES = 1 << (5 * BEGINNING);

const hashed = (hash: number, code: number): number => ((hash << 5) | (code & 31)) & (HASHES - 1);

/** The hashes of a keyword's first three characters; with two characters, of those with any third. */
function beginnings(keyword: string): number[] {
  if (keyword.length < BEGINNING - 1) throw new Error(`the keyword ${keyword} is too short`);
  const two = hashed(hashed(0, keyword.charCodeAt(0)), keyword.charCodeAt(1));
  if (keyword.length >= BEGINNING) return [hashed(two, keyword.charCodeAt(2))];
  return Array.from({ length: 32 }, (_, third) => hashed(two, third));
}

function standsAt(keyword: string, text: string, start: number): boolean {
  if (start + keyword.length > text.length) return false;
  for (let i = 0; i < keyword.length; i++) {
    const code = text.charCodeAt(start + i);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== keyword.charCodeAt(i)) return false;
  }
  return true;
}
