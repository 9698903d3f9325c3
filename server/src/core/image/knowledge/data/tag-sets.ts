/**
 * Sets of tags in few characters, for the generated tables. Tags are split at dashes, and first words with the same continuations share
 * them: `1 1.31(_ alpine(_ slim) perl) edge` means `1`, `1-alpine`, `1-alpine-slim`, `1-perl`, the same four with `1.31`, and `edge`. Words
 * before parentheses are separated by commas. `_` is the end of a tag.
 */

/** Packs tags. Loses their order and drops duplicates. */
export const packTags = (tags: readonly string[]): string => pack([...new Set(tags)].map((tag) => tag.split('-')));

function pack(tags: readonly (readonly string[])[]): string {
  const rests = new Map<string, (readonly string[])[]>();
  for (const [first = '_', ...rest] of tags) {
    const own = rests.get(first) ?? [];
    rests.set(first, first === '_' ? own : [...own, rest]);
  }
  const groups = new Map<string, string[]>();
  for (const [first, own] of [...rests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const inner = pack(own);
    groups.set(inner, [...(groups.get(inner) ?? []), first]);
  }
  return [...groups]
    .map(([inner, words]) => (inner === '' || inner === '_' ? words.join(' ') : `${words.join(',')}(${inner})`))
    .join(' ');
}

/** The tags of a packed set. Linear in the number of its tags. */
export function unpackTags(packed: string): string[] {
  const tokens = packed.match(/[^ (),]+|[(),]/g) ?? [];
  let at = 0;
  const level = (): string[] => {
    const tags: string[] = [];
    for (; at < tokens.length && tokens[at] !== ')'; at++) {
      const words = [tokens[at]!];
      for (; tokens[at + 1] === ','; at += 2) words.push(tokens[at + 2]!);
      if (tokens[at + 1] !== '(') {
        tags.push(...words);
        continue;
      }
      at += 2;
      const rests = level();
      for (const word of words) for (const rest of rests) tags.push(rest === '_' ? word : `${word}-${rest}`);
    }
    return tags;
  };
  return level();
}

/**
 * The tags without those of a full version that a shorter tag of the same variant covers: `1.31.4-alpine` beside `1.31-alpine` or
 * `1-alpine`. The next release of the line takes their place within weeks.
 */
export function lineTags(tags: readonly string[]): string[] {
  const all = new Set(tags);
  return tags.filter((tag) => {
    // Eclipse Temurin's `8u502-b07-jdk` is a full version too.
    const java = /^(\d+)u\d+-b\d+(-.*)?$/.exec(tag);
    if (java) return !all.has(`${java[1]}${java[2] ?? ''}`);
    const match = /^(v?\d+)\.(\d+)[._+][^-]*(-.*)?$/.exec(tag);
    if (!match) return true;
    const [, major, minor, rest = ''] = match;
    return !all.has(`${major}.${minor}${rest}`) && !all.has(`${major}${rest}`);
  });
}
