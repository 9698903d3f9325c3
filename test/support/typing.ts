/** Texts during typing: beginnings of a file, and files with one line or character out of place. */
import { readFileSync } from 'node:fs';
import { globSync } from '../../scripts/lib/files.ts';
import { casesOf } from '../../scripts/lib/page.ts';

export { random } from '../../scripts/lib/random.ts';

/** A file of an example of the rules' pages, with the others of the same example. */
export interface Example {
  readonly page: string;
  readonly path: string;
  readonly text: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The files of all examples of all pages that rules read. */
export function examples(): Example[] {
  return globSync('test/rules', (f) => f.endsWith('.md')).flatMap((page) =>
    casesOf(readFileSync(page, 'utf8')).flatMap(({ files }) =>
      [...files]
        .filter(([path]) => !/ignore$|\.seaworthy/.test(path))
        .map(([path, text]) => ({ page, path, text, files })),
    ),
  );
}

type Mutation = (lines: string[], at: number, next: () => number) => void;

const STRAY = ['x:', '- ', 'y: "', '  - name', 'RUN ', 'ENV A="', 'key: [', '|', '<<: *a', 'RUN a \\', 'image: "x'];

const on =
  (change: (line: string, next: () => number) => string): Mutation =>
  (lines, at, next) => {
    lines[at] = change(lines[at]!, next);
  };

/** `line` without one of the characters that `of` matches. */
const without = (of: RegExp): Mutation =>
  on((line, next) => {
    const places = [...line.matchAll(of)].map((m) => m.index);
    const place = places[Math.floor(next() * places.length)];
    return place === undefined ? line : line.slice(0, place) + line.slice(place + 1);
  });

export const mutations: Readonly<Record<string, Mutation>> = {
  'a line is missing': (lines, at) => lines.splice(at, 1),
  'a line is there twice': (lines, at) => lines.splice(at, 0, lines[at]!),
  'a line is indented': on((line, next) => ' '.repeat(1 + Math.floor(next() * 4)) + line),
  'a line is outdented': on((line, next) => line.slice(Math.min(1 + Math.floor(next() * 4), line.search(/\S|$/)))),
  'a quote is missing': without(/["'`]/g),
  'a bracket is missing': without(/[[\]{}()]/g),
  'a colon or dash is missing': without(/[:-]/g),
  'a word is cut': on((line, next) => line.slice(0, Math.floor(next() * (line.length + 1)))),
  'two lines change places': (lines, at, next) => {
    const other = Math.floor(next() * lines.length);
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  },
  'a line is indented by tabs': on((line) => line.replace(/^ +/, (s) => '\t'.repeat(Math.ceil(s.length / 2)))),
  'a line ends as on Windows': on((line) => `${line}\r`),
  'a stray line': (lines, at, next) => {
    const indent = /^[ \t]*/.exec(lines[at]!)![0];
    lines.splice(at, 0, indent + STRAY[Math.floor(next() * STRAY.length)]!);
  },
};

/** `text` after one to three mutations, and their names. */
export function mutated(text: string, next: () => number): { text: string; names: string } {
  const lines = text.split('\n');
  const kinds = Object.entries(mutations);
  const names: string[] = [];
  for (let n = 1 + Math.floor(next() * 3); n > 0 && lines.length > 0; n--) {
    const [name, mutate] = kinds[Math.floor(next() * kinds.length)]!;
    const at = Math.floor(next() * lines.length);
    names.push(`${name} (line ${at + 1})`);
    mutate(lines, at, next);
  }
  return { text: lines.join('\n'), names: names.join(', ') };
}
