/** Called for each occurrence of a keyword: its index in the list, and the offset of its first character. */
export type OnKeyword = (keyword: number, start: number) => void;

/** Finds every occurrence of a set of keywords in one pass over a text. */
export interface Automaton {
  readonly states: number;
  scan(text: string, onKeyword: OnKeyword): void;
}

/**
 * Builds the automaton of Aho and Corasick ("Efficient string matching", CACM 18(6), 1975) as a dense transition table. `keywords` are
 * lower-case ASCII and not empty. ASCII capitals in the text match lower-case letters. A scan takes time linear in the length of the
 * text plus the number of occurrences, independent of the number of keywords.
 */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const { classOf, width } = alphabet(keywords);
  const rows: Int32Array[] = [new Int32Array(width).fill(-1)];
  const ends: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (let i = 0; i < keyword.length; i++) {
      const row = rows[state]!;
      const c = classOf[keyword.charCodeAt(i)] ?? 0;
      if (row[c] === -1) {
        row[c] = rows.length;
        rows.push(new Int32Array(width).fill(-1));
        ends.push([]);
      }
      state = row[c]!;
    }
    ends[state]?.push(index);
  });
  link(rows, ends, width);
  const table = new Int32Array(rows.length * width);
  rows.forEach((row, state) => {
    row.forEach((next, c) => {
      table[state * width + c] = next * width;
    });
  });
  const outputs = ends.map((list) => (list.length === 0 ? undefined : Int32Array.from(list)));
  const lengths = Int32Array.from(keywords, (k) => k.length);
  const hasOutput = new Uint8Array(rows.length * width);
  outputs.forEach((list, state) => {
    if (list !== undefined) hasOutput[state * width] = 1;
  });
  return {
    states: rows.length,
    scan(text, onKeyword) {
      let at = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        at = table[at + (code < 128 ? classOf[code]! : 0)]!;
        if (hasOutput[at] === 1) {
          for (const keyword of outputs[at / width]!) onKeyword(keyword, i + 1 - lengths[keyword]!);
        }
      }
    },
  };
}

/** Characters that no keyword uses share class 0, which keeps the rows of the table short. */
function alphabet(keywords: readonly string[]): { classOf: Uint8Array; width: number } {
  const classOf = new Uint8Array(128);
  let width = 1;
  for (const keyword of keywords) {
    for (let i = 0; i < keyword.length; i++) {
      const code = keyword.charCodeAt(i);
      if (classOf[code] === 0) classOf[code] = width++;
    }
  }
  for (let capital = 65; capital <= 90; capital++) classOf[capital] = classOf[capital + 32]!;
  return { classOf, width };
}

/** Fills the missing transitions from the failure state, breadth first, and passes its outputs on. */
function link(rows: readonly Int32Array[], ends: number[][], width: number): void {
  const failure = new Int32Array(rows.length);
  const queue: number[] = [];
  const root = rows[0]!;
  for (let c = 0; c < width; c++) {
    const next = root[c]!;
    if (next === -1) root[c] = 0;
    else queue.push(next);
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const row = rows[state]!;
    const fallback = rows[failure[state]!]!;
    for (let c = 0; c < width; c++) {
      const next = row[c]!;
      if (next === -1) {
        row[c] = fallback[c]!;
        continue;
      }
      failure[next] = fallback[c]!;
      ends[next]!.push(...ends[failure[next]!]!);
      queue.push(next);
    }
  }
}
