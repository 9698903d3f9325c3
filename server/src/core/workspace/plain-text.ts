/** Searches the files that have no model, joined into one text. Secrets are searched in it, so nothing of it may be shown but paths and lines. */
import { isNamed } from '../files/file-kinds.ts';
import { lineIndex } from '../text/lines.ts';

/** An occurrence of a text in a file. */
export interface Mention {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Offset in the text of the file. */
  readonly offset: number;
  /** The whole text of the file. */
  readonly text: string;
}

export interface PlainText {
  /** The occurrences of `part`, by path, then by offset: the first `MOST` of them. Time is linear in the size of all texts for a new `part`. */
  find(part: string): readonly Mention[];
  /** Whether the name of a file may stand in them as a word. Time is linear once for all names; `false` is certain. */
  mayName(name: string): boolean;
}

/** Whether the line of an occurrence is a comment up to there. */
export const isComment = ({ text, offset }: Pick<Mention, 'text' | 'offset'>): boolean =>
  /^\s*(?:#|\/\/|;|--|REM\b|::)/i.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset + 3));

/** Jobs of a build server run in the top folder. */
export const isJob = (path: string): boolean =>
  /(?:^|\/)(?:\.github|\.gitlab-ci|\.circleci|\.travis|azure-pipelines|Jenkinsfile)/.test(path);

/** Longer files are data or generated. */
const LONGEST = 200_000;
/** The most characters of all files; the files that come last by path are left out. */
const MOST_CHARACTERS = 16_000_000;
const MOST = 500;

/**
 * The search over the files of `texts` for which `isModelled` is false. The texts are joined when they are asked for, and again only after
 * `forget`.
 */
export function plainTexts(
  texts: ReadonlyMap<string, string>,
  isModelled: (path: string) => boolean,
): { readonly all: () => PlainText; readonly forget: () => void } {
  let known: PlainText | undefined;
  return {
    all: () => {
      // An ignore file holds patterns: it uses no file, and no value.
      const isSearched = (path: string): boolean => !isModelled(path) && !isNamed(path, 'ignore-file');
      known ??= search([...texts].filter(([path, text]) => text.length <= LONGEST && isSearched(path)));
      return known;
    },
    forget: () => {
      known = undefined;
    },
  };
}

function search(files: (readonly [path: string, text: string])[]): PlainText {
  files.sort(([a], [b]) => (a < b ? -1 : 1));
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const [, text] of files) {
    if (length + text.length > MOST_CHARACTERS) break;
    starts.push(length);
    parts.push(text);
    length += text.length + SEPARATOR.length;
  }
  const joined = parts.join(SEPARATOR);
  const fileAt = (at: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const find = (part: string): Mention[] => {
    const found: Mention[] = [];
    let lines: { readonly file: number; readonly index: ReturnType<typeof lineIndex> } | undefined;
    for (let at = joined.indexOf(part); at >= 0 && found.length < MOST; at = joined.indexOf(part, at + part.length)) {
      const file = fileAt(at);
      const [path, text] = files[file]!;
      if (lines?.file !== file) lines = { file, index: lineIndex(text) };
      const offset = at - starts[file]!;
      found.push({ path, text, offset, line: lines.index.position(offset).line + 1 });
    }
    return found;
  };
  const answers = new Map<string, Mention[]>();
  let names: ReadonlySet<string> | undefined;
  return {
    find(part) {
      if (part === '') return [];
      const answer = answers.get(part) ?? find(part);
      // A few answers are asked again for each fix: those about the programs that load files.
      if (answers.size < MOST_ANSWERS) answers.set(part, answer);
      return answer;
    },
    mayName(name) {
      if (/[^\w.-]/.test(name)) return true;
      names ??= new Set((joined.match(/[\w.-]+/g) ?? []).map(withoutLastDots));
      return names.has(name);
    },
  };
}

/** Two line feeds and a character that no text holds: nothing that is searched crosses it. */
const SEPARATOR = '\n\0\n';
const MOST_ANSWERS = 50;

/** Dots at the end end a sentence. */
function withoutLastDots(word: string): string {
  let end = word.length;
  while (word[end - 1] === '.') end--;
  return word.slice(0, end);
}
