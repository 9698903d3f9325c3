/** What comments say of a setting: nobody but the author knows why it is there, so a fix follows them. */
import type { Unit } from '../domain/unit.ts';
import type { Span } from '../text/span.ts';
import { isForTool } from '../text/tool-comment.ts';
import { headOf } from './says-development.ts';

/** `keep`: the author says that the setting is needed. `explains`: something that a person reads before changing it. */
export type Said = 'nothing' | 'explains' | 'keep';

/** Words of need. */
const NEEDED =
  /\b(?:needs?|needed|requires?|required|necessary|mandatory|must|has to|have to|otherwise|work-?around|fails?|breaks?|because|due to|so that|without (?:this|it)|(?:won['\u2019]?t|doesn['\u2019]?t|does not|will not|cannot) (?:work|run|start)|so (?:[\w'\u2019-]+ ){1,12}(?:can|may)|kept (?:only |just )?(?:so|for)|in order (?:to|that)|to (?:allow|let|enable|permit)|for (?:[\w'\u2019./-]+ ){1,6}to (?:work|run|start|function))\b/i;
/** Words that lead to a reason elsewhere. Above an instruction, a service or a container they mostly say where its program comes from. */
const REFERENCE = /https?:\/\/|\b(?:see|bug|issue)\b/i;
/** Words that doubt or deny that a setting is needed. */
const DOUBT =
  /\?|\b(?:todo|fixme|xxx|hack|temporary|temporarily|removed?|must (?:not|be changed)|no longer|optional(?:ly)?)\b|\b(?:not|never|no|\w+n['\u2019]t)(?: \w+){0,2} (?:need|require|necessary|mandatory)/i;
/** Words of what is still to do. */
const TO_DO = /\b(?:todo|fixme)\b/i;

/** Three words in a line: shorter comments name something, and a setting that is commented out has fewer. */
const MIN_WORDS = 3;
/** Numbers count for none: `Node 1`. */
const WORD = /\p{L}[\p{L}\p{N}\u2019'-]*/gu;
/** A word that may name a setting: `SYS_ADMIN`, `sudoers`. */
const NAME = /\w+/g;
const SENTENCE_END = /(?<=[.!?])\s+/;
const LINE_END = /\r?\n/;
/** As many lines and characters above a setting as people read: hostile texts have more. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 4000;
/** As many characters of a line. */
const MAX_LENGTH = 1000;

/** The key of a map that is one setting. */
const OF_SETTING = /^\s*(?:securityContext|seccompProfile|appArmorProfile):\s*(?:#.*)?$/;
const OF_LIST = /:\s*(?:#.*)?$/;
/** A key with its value. */
const SETTING = /^\s*["']?[\w./-]+["']?:\s+[^\s#]/;
/** An item that is one value: `- NET_ADMIN`, `- apparmor:unconfined`, and not `- name: web`. */
const VALUE = /^\s*-\s(?!\s*["']?[\w./-]+["']?:(?:\s|$))/;

type Text = Pick<Unit, 'kind' | 'text'>;

/** What the comments of a setting say: behind it, right above it, and in YAML at the key of its list. `at`: an offset in its line. */
export function saidOf(unit: Text, at: number): Said {
  const around = linesAt(unit, at);
  const comments = commentsAt(around);
  const isReason = (sentence: string): boolean =>
    givesReason(sentence) || (around.isSetting && givesReference(sentence));
  if (comments.some((comment) => comment.split(SENTENCE_END).some(isReason))) return 'keep';
  return comments.some(isExplanation) ? 'explains' : 'nothing';
}

const givesReason = (sentence: string): boolean => NEEDED.test(sentence) && !DOUBT.test(sentence);
const givesReference = (sentence: string): boolean => REFERENCE.test(sentence) && !DOUBT.test(sentence);

/** What the comments at the beginning of a file say of a setting that one of these words names. */
export function saidInHead({ text }: Text, names: readonly string[]): Said {
  const comment = headOf(text)
    .split(LINE_END)
    .map((line) => line.trim().replace(/^#+/, '').trim())
    .filter((line) => !isForTool(line))
    .join(' ');
  const about = comment.split(SENTENCE_END).filter((sentence) => namesOne(sentence, names));
  if (about.some(givesReason)) return 'keep';
  return about.some(isExplanation) ? 'explains' : 'nothing';
}

/** Whether a comment right above a setting says why it is needed and has one of these words. `at`: an offset in the line of the setting. */
export const isKeptAs = (unit: Text, at: number, names: readonly string[]): boolean =>
  commentsAt(linesAt(unit, at)).some((comment) =>
    comment.split(SENTENCE_END).some((sentence) => givesReason(sentence) && namesOne(sentence, names)),
  );

function namesOne(sentence: string, names: readonly string[]): boolean {
  const wanted = names.map((name) => name.toLowerCase());
  return (sentence.match(NAME) ?? []).some((word) => wanted.includes(word.toLowerCase()));
}

/** Whether an explaining comment of the setting at an offset has one of these words. */
export const saysOf = (unit: Text, at: number, words: RegExp): boolean =>
  commentsAt(linesAt(unit, at)).some((comment) => isExplanation(comment) && words.test(comment));

/** The comments behind a setting and right above it, one a line, without their `#`: also headings. `at`: an offset in its line. */
export function commentsOn(unit: Text, at: number): string[] {
  const { rest, above } = linesAt(unit, at);
  return [behind(rest), ...popComments([...above])].filter((comment) => comment !== '');
}

/**
 * Whether a comment in a part of the file, or right below it, names a setting that the part does not have: it is commented out, or left out for a reason
 * (`# no readOnlyRootFilesystem: it caches below $HOME`). Not behind words that ask for it (`# TODO: set readOnlyRootFilesystem`).
 */
export function isNamedInComment({ text }: Text, { start, end }: Span, key: string): boolean {
  const below = /^[^\n]*\n(?:[ \t]*#[^\n]*\n)*/.exec(text.slice(end))?.[0] ?? '';
  const named = new RegExp(`(?:^|[ \\t])#[^\\n]*\\b${key}\\b`, 'gm');
  return (text.slice(start, end) + below).match(named)?.some((comment) => !TO_DO.test(comment)) ?? false;
}

/** Whether the comments before the first key of a document name a setting and say that it is needed. As far as `MOST_CHARACTERS`. */
export function isKeptAtHead({ text }: Text, name: RegExp): boolean {
  const lines = text.slice(0, MOST_CHARACTERS).split(LINE_END);
  const end = lines.findIndex((line) => !/^(?:\s*(?:#.*)?|---.*)$/.test(line));
  const head = lines.slice(0, end < 0 ? lines.length : end);
  // A list of settings has a line with a dash for each, and lines without one that continue it.
  const parts = head
    .map((line) => line.replace(/^\s*#?\s*/, ''))
    .join('\n')
    .split(/\n(?=[-*] |\n)/);
  return parts.some((part) => {
    const words = part.replaceAll('\n', ' ');
    return name.test(words) && NEEDED.test(words) && !DOUBT.test(words);
  });
}

const isExplanation = (comment: string): boolean => (comment.match(WORD)?.length ?? 0) >= MIN_WORDS;

interface Around {
  /** The whole line of the setting, and what follows the offset in it. */
  readonly own: string;
  readonly rest: string;
  readonly above: readonly string[];
  /** Whether the line is one setting of YAML, not the beginning of a service, a container or an instruction. */
  readonly isSetting: boolean;
}

function linesAt({ kind, text }: Text, at: number): Around {
  const from = Math.max(0, at - MOST_CHARACTERS);
  const above = text.slice(from, at).split(LINE_END).slice(-MOST_LINES);
  const before = above.pop()!;
  const [rest = ''] = text.slice(at, at + MAX_LENGTH).split(LINE_END, 1);
  // The line begins further up than a person would read.
  if (above.length === 0 && from > 0) return { own: '', rest: '', above, isSetting: false };
  const own = before + rest;
  return { own, rest, above, isSetting: kind !== 'dockerfile' && (isItem(own) ? VALUE : SETTING).test(own) };
}

/** The comments without their `#`, lines that follow each other as one. */
function commentsAt({ own, rest, above, isSetting }: Around): string[] {
  const lines = [...above];
  const found = [behind(rest), ...takeComments(lines), ...(isSetting ? commentsOfKey(own, lines) : [])];
  return found.filter((comment) => comment !== '' && !isForTool(comment));
}

/** The comments of the key that holds the setting in the line `own`. `lines`: what is above it. */
function commentsOfKey(own: string, lines: string[]): string[] {
  const inList = isItem(own);
  if (inList) while (isItem(lines.at(-1) ?? '') || isComment(lines.at(-1) ?? '')) lines.pop();
  const parent = lines.pop() ?? '';
  if (!(inList ? OF_LIST : OF_SETTING).test(parent) || indent(parent) > indent(own)) return [];
  return [behind(parent), ...takeComments(lines)];
}

const isItem = (line: string): boolean => /^\s*-\s/.test(line);
const isComment = (line: string): boolean => /^\s*#/.test(line);
const indent = (line: string): number => line.search(/\S|$/);
const behind = (line: string): string => /(?:^|\s)#(.*)$/.exec(line)?.[1]?.trim() ?? '';

/** Takes the comments at the end of the lines as one. Those without a line that explains something are headings. */
function takeComments(lines: string[]): string[] {
  const own = popComments(lines).filter((comment) => !isForTool(comment));
  return own.some((comment) => isExplanation(comment) || NEEDED.test(comment)) ? [own.join(' ')] : [];
}

/** Takes the comments at the end of the lines, without their `#`. */
function popComments(lines: string[]): string[] {
  const taken: string[] = [];
  while (isComment(lines.at(-1) ?? '')) taken.unshift(lines.pop()!.trim().slice(1).trim());
  return taken;
}
