/** Classes of characters in patterns for names: `[a-z]`, `[!0-9]`, `[[:digit:]]`. Source: Git's `wildmatch.c`. */

/** The class that begins with the `[` at offset `at`; `end` is the offset behind its `]`. */
export interface CharacterClass {
  readonly end: number;
  has(character: string): boolean;
}

/** The named classes of POSIX, for ASCII. */
const NAMED: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

/** `undefined` at another character. A class without an end has no characters, so that its pattern matches nothing. */
export function classAt(pattern: string, at: number): CharacterClass | undefined {
  if (pattern[at] !== '[') return undefined;
  const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
  const first = negated ? at + 2 : at + 1;
  const tests: ((c: string) => boolean)[] = [];
  let i = first;
  // `]` is a character of the class where it comes first.
  while (i < pattern.length && (pattern[i] !== ']' || i === first)) {
    const name = /^\[:([a-z]{1,9}):\]/.exec(pattern.slice(i, i + 14));
    if (name) {
      const named = NAMED[name[1]!];
      if (!named) return { end: pattern.length, has: () => false };
      tests.push((c) => named.test(c));
      i += name[0].length;
      continue;
    }
    const from = characterAt(pattern, i);
    i = from.end;
    if (pattern[i] === '-' && i + 1 < pattern.length && pattern[i + 1] !== ']') {
      const to = characterAt(pattern, i + 1);
      i = to.end;
      tests.push((c) => from.text <= c && c <= to.text);
    } else tests.push((c) => c === from.text);
  }
  if (i >= pattern.length) return { end: pattern.length, has: () => false };
  return { end: i + 1, has: (c) => tests.some((test) => test(c)) !== negated };
}

/** The character at an offset, which `\` may escape. */
function characterAt(pattern: string, at: number): { readonly text: string; readonly end: number } {
  const from = pattern[at] === '\\' && at + 1 < pattern.length ? at + 1 : at;
  return { text: pattern[from]!, end: from + 1 };
}
