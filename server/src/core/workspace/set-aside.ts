/** Folders whose README says that nobody maintains what is in them. */
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** The usual spellings. Others are rare, and each costs a look-up in every folder. */
const NAMES = ['README.md', 'readme.md', 'Readme.md'];

/** Whether the README of a folder that holds the file at `path` says in its first lines that the project or the folder is no longer maintained. */
export function isSetAside(path: string, index: Pick<WorkspaceIndex, 'text'>): boolean {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const name of NAMES) {
      if (saysSo(posix.join(folder, name), index)) return true;
    }
    if (folder === '') return false;
  }
}

/** What each README of a workspace says: every file of a folder asks for the same ones. */
const known = new WeakMap<object, Map<string, { readonly text: string; readonly is: boolean }>>();

function saysSo(path: string, index: Pick<WorkspaceIndex, 'text'>): boolean {
  const text = index.text(path);
  if (text === undefined) return false;
  const ofIndex = known.get(index) ?? new Map<string, { readonly text: string; readonly is: boolean }>();
  known.set(index, ofIndex);
  const before = ofIndex.get(path);
  if (before?.text === text) return before.is;
  const is = isSaidIn(text);
  ofIndex.set(path, { text, is });
  return is;
}

/** Characters and lines with text in which a README says so. */
const BEGINNING = 1500;
const LINES = 6;
/** Characters that are read, with what is left out: badges with their links take some hundred each. */
const READ = 6000;
/** Images, also as links, comments and tags of HTML: what stands above a README's first words. */
const DECORATION =
  /\[!\[[^\]\n]{0,200}\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,200}\])\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,200}\])|!\[[^\]\n]{0,200}\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,200}\])|<!--(?:(?!-->)[\s\S]){0,2000}-->|<\/?[a-z][^>\n]{0,500}>/gi;

const isSaidIn = (text: string): boolean =>
  text
    .slice(0, READ)
    .replace(DECORATION, '')
    .slice(0, BEGINNING)
    .split('\n')
    .map((line) => line.replace(/[*_`]/g, '').trim())
    .filter((line) => line !== '' && !/^\[[^\]]*\]:/.test(line))
    .slice(0, LINES)
    .some((line) => ALONE.test(line) || SENTENCE.test(line));

const STATE =
  '(?:deprecated|archived|unmaintained|obsolete|no longer (?:actively )?(?:maintained|supported|developed)|not maintained(?: any ?more)?|superseded by)';

/** A heading or a notice: `# Deprecated`, `> DEPRECATED: use …`, `# Shop (archived)`. */
const ALONE = new RegExp(`^[^a-z0-9]*(?:notice:? )?${STATE}(?:[^a-z0-9]*$|[:.!,])|^#.*[([]${STATE}[)\\]]`, 'i');

/** `This repository is no longer maintained`, also inside of a line. */
const SENTENCE = new RegExp(
  `\\bthis (?:[a-z]+ )?(?:repo|repository|project|package|plugin|folder|directory|example|demo|chart|image|app|application|version|code) (?:is|has been|was) (?:now )?${STATE}`,
  'i',
);
